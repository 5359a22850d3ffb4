// JSON text to plain data, within limits; refuses what is not a document.
import data from "./data.js";
import { issue } from "./issues.js";

const MOST_BYTES = 20_000_000;
export const MOST_LEVELS = 100;
export const MOST_DIGITS = 300;

/** A text that is no document. */
export class Refused extends Error {
  constructor(code, params) {
    super(code);
    this.issue = issue(code, params);
  }
}

/** Return the plain data of JSON as text or bytes; throw `Refused` if it is none. */
export function parse(source) {
  const bytes = typeof source === "string" ? new TextEncoder().encode(source) : source;
  if (bytes.length > MOST_BYTES) throw new Refused("json.too_large", { most: MOST_BYTES });
  const text = typeof source === "string" ? source : decoded(bytes);
  if (BLANK.test(text)) throw new Refused("json.empty");
  return new Reader(text).document();
}

/** Return whether a key is the name of a field; any other may be the name of a person. */
function isOurs(key) {
  return key === "schema_version" || Object.values(data.classes).some(({ fields }) => Object.hasOwn(fields, key));
}

function decoded(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Refused("json.not_utf8");
  }
}

const BLANK = /^[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]*$/;
const NAME_OF_FILE = /^[^\n\r[{"]{1,255}\.[A-Za-z][A-Za-z0-9]{1,7}$/u;
const SPACE = /[ \t\n\r]*/y;
const NUMBER = /(-?(?:0|[1-9][0-9]*))(\.[0-9]+)?([eE][+-]?[0-9]+)?/y;
const CHUNK = /[^"\\\x00-\x1f]*/y;
const WORDS = { true: true, false: false, null: null };
const NO_NUMBERS = ["NaN", "Infinity", "-Infinity"];
const ESCAPES = { '"': '"', "\\": "\\", "/": "/", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };

class Reader {
  constructor(text) {
    this.text = text;
    this.at = 0;
  }

  document() {
    this.space();
    const value = this.value(0);
    this.space();
    if (this.at < this.text.length) this.malformed(this.at);
    if (this.isTooDeep) throw new Refused("json.too_deep", { most: MOST_LEVELS });
    return value;
  }

  malformed(at) {
    if (NAME_OF_FILE.test(this.text)) {
      throw new Refused("json.name_of_file", { function: "tipmodel.read" });
    }
    const before = this.text.slice(0, at).split("\n");
    const column = [...before.at(-1)].length + 1;
    throw new Refused("json.malformed", { line: before.length, column });
  }

  match(pattern) {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found) this.at = pattern.lastIndex;
    return found;
  }

  space() {
    this.match(SPACE);
  }

  value(level) {
    const start = this.at;
    const character = this.text[start];
    if (character === '"') return this.string();
    if (character === "{" || character === "[") {
      if (level >= MOST_LEVELS) this.isTooDeep = true;
      if (level > 20 * MOST_LEVELS) throw new Refused("json.too_deep", { most: MOST_LEVELS });
      return character === "{" ? this.object(level + 1) : this.list(level + 1);
    }
    for (const [word, value] of Object.entries(WORDS)) {
      if (this.text.startsWith(word, start)) {
        this.at += word.length;
        return value;
      }
    }
    for (const found of NO_NUMBERS) {
      if (this.text.startsWith(found, start)) throw new Refused("json.not_a_number", { found });
    }
    const found = this.match(NUMBER);
    if (!found) this.malformed(start);
    const number = Number(found[0]);
    if (found[0].length > MOST_DIGITS || !Number.isFinite(number)) {
      throw new Refused("json.number_too_long", { most: MOST_DIGITS });
    }
    return number === 0 ? 0 : number;
  }

  list(level) {
    const made = [];
    this.at += 1;
    this.space();
    if (this.text[this.at] === "]") {
      this.at += 1;
      return made;
    }
    for (;;) {
      made.push(this.value(level));
      this.space();
      if (this.text[this.at] === "]") break;
      if (this.text[this.at] !== ",") this.malformed(this.at);
      this.at += 1;
      this.space();
    }
    this.at += 1;
    return made;
  }

  object(level) {
    const made = {};
    const repeated = new Map();
    this.at += 1;
    this.space();
    if (this.text[this.at] === "}") {
      this.at += 1;
      return made;
    }
    for (;;) {
      if (this.text[this.at] !== '"') this.malformed(this.at);
      const key = this.string();
      this.space();
      if (this.text[this.at] !== ":") this.malformed(this.at);
      this.at += 1;
      this.space();
      const value = this.value(level);
      repeated.set(key, (repeated.get(key) ?? 0) + 1);
      // "__proto__" is a key like any other
      Object.defineProperty(made, key, { value, enumerable: true, configurable: true, writable: true });
      this.space();
      if (this.text[this.at] === "}") break;
      if (this.text[this.at] !== ",") this.malformed(this.at);
      this.at += 1;
      this.space();
    }
    this.at += 1;
    const most = Math.max(...repeated.values());
    if (most > 1) {
      const [key] = [...repeated].find(([, count]) => count === most);
      throw new Refused("json.repeated_key", { key: isOurs(key) ? key : "…" });
    }
    return made;
  }

  string() {
    const begin = this.at;
    let made = "";
    this.at += 1;
    for (;;) {
      made += this.match(CHUNK)[0];
      const character = this.text[this.at];
      if (character === undefined) this.malformed(begin);
      if (character === '"') break;
      if (character !== "\\") this.malformed(this.at);
      const escaped = this.text[this.at + 1];
      if (escaped === undefined) this.malformed(begin);
      if (escaped === "u") {
        const digits = this.text.slice(this.at + 2, this.at + 6);
        if (!/^[0-9A-Fa-f]{4}$/.test(digits) || this.at + 6 >= this.text.length) this.malformed(this.at + 1);
        made += String.fromCharCode(parseInt(digits, 16));
        this.at += 6;
      } else {
        if (!Object.hasOwn(ESCAPES, escaped)) this.malformed(this.at);
        made += ESCAPES[escaped];
        this.at += 2;
      }
    }
    this.at += 1;
    return made;
  }
}
