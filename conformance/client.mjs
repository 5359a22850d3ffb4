// A client in another language: ajv, the schema, and the kit that it must pass.
import { readFileSync } from "node:fs";
import Ajv from "ajv/dist/2020.js";

const read = (path) => JSON.parse(readFileSync(new URL(path, import.meta.url), "utf8"));

const schema = read("../src/tipmodel/data/schema/training.json");
const validate = new Ajv({ strict: false }).compile(schema);
const semantic = new Set(schema["x-semantic-rules"]);

const expected = Object.entries(read("expected.json"));
const documents = expected.filter(([path]) => !path.startsWith("unreadable/"));
const wrong = documents.filter(
  ([path, issues]) => validate(read(path)) !== issues.every(({ code }) => semantic.has(code)),
);

for (const [path] of wrong) console.error(`${path}: the schema gives another verdict`);
console.log(`${documents.length - wrong.length} of ${documents.length} documents as expected`);
process.exitCode = wrong.length && 1;
