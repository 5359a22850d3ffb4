// Tell of every line on standard input what ajv says: a line is a JSON Schema by name, which
// later lines use, or a document and the name of its schema.
import { createInterface } from "node:readline";
import Ajv from "ajv/dist/2020.js";

const validators = {};
for await (const line of createInterface({ input: process.stdin })) {
  const { name, schema, document } = JSON.parse(line);
  if (schema) validators[name] = new Ajv({ strict: false }).compile(schema);
  else console.log(validators[name](document));
}
