// Compare what a program found with what is expected: node compare.mjs results.json
//
// The results have the form of expected.json. Exit status: 0 if all is as expected, else 1.
import { readFileSync } from "node:fs";

const read = (path) => JSON.parse(readFileSync(path, "utf8"));
const expected = read(new URL("expected.json", import.meta.url));
const results = read(process.argv[2]);
const sorted = (issues) => issues.map(({ code, pointer }) => `${code} at ${pointer || "/"}`).sort();

let right = 0;
for (const [path, issues] of Object.entries(expected)) {
  const found = results[path] && sorted(results[path]);
  const wanted = sorted(issues);
  if (JSON.stringify(found) === JSON.stringify(wanted)) right += 1;
  else console.log(`${path}\n  expected: ${wanted.join(", ") || "no issue"}\n  found: ${found?.join(", ") ?? "no result"}`);
}
console.log(`${right} of ${Object.keys(expected).length} as expected`);
process.exitCode = right === Object.keys(expected).length ? 0 : 1;
