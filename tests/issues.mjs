// Tell of every line on standard input which issues the package for JavaScript finds: a line is the
// name of a class and a document as text, as bytes in base64, or as plain data.
import { createInterface } from "node:readline";
import { languages, governorate, validate } from "../javascript/index.js";

for await (const line of createInterface({ input: process.stdin })) {
  const { of, text, bytes, plain, name } = JSON.parse(line);
  if (name !== undefined) {
    console.log(JSON.stringify(governorate(name) ?? null));
    continue;
  }
  const document = text ?? (bytes === undefined ? plain : Buffer.from(bytes, "base64"));
  const [first, ...others] = languages.map((language) => validate(document, { language, of }));
  console.log(
    JSON.stringify(
      first.map(({ code, pointer, text }, index) => [
        code,
        pointer,
        text,
        ...others.map((issues) => issues[index].text),
      ]),
    ),
  );
}
