// A client in another language: ajv, the schema, and the kit that it must pass.
//
//   node client.mjs                 gives its verdict of every document of the kit
//   node client.mjs record.json …   says whether each file is valid; exit status 1 if one is not
import { readFileSync } from "node:fs";
import Ajv from "ajv/dist/2020.js";

const read = (path) => JSON.parse(readFileSync(path, "utf8"));
const ofKit = (path) => read(new URL(path, import.meta.url));

const schema = ofKit("training.schema.json");
const validate = new Ajv({ strict: false }).compile(schema);
const semantic = new Set(schema["x-semantic-rules"]);

const files = process.argv.slice(2);
for (const file of files) {
  const isValid = validate(read(file));
  console.log(`${file}: ${isValid ? "the schema accepts it" : "invalid"}`);
  if (!isValid) process.exitCode = 1;
}

if (!files.length) {
  const expected = Object.entries(ofKit("expected.json"));
  const documents = expected.filter(([path]) => !path.startsWith("unreadable/"));
  const wrong = documents.filter(
    ([path, issues]) => validate(ofKit(path)) !== issues.every(({ code }) => semantic.has(code)),
  );
  for (const [path] of wrong) console.error(`${path}: the schema gives another verdict`);
  console.log(`${documents.length - wrong.length} of ${documents.length} documents as expected`);
  process.exitCode = wrong.length && 1;
}
