// What other programs use; the other files may change in any release.
import data from "./data.js";
import { findGovernorate } from "./governorates.js";
import { parse, Refused } from "./json.js";
import { readDocument } from "./read.js";
import { labelOf, sentence, translate } from "./words.js";

export const version = data.version;
export const languages = data.languages;

/** Return every issue of a document: JSON as text or bytes, or plain data. */
export function validate(document, { language = "en", of = "Training" } = {}) {
  known(language);
  classNamed(of);
  return issuesOf(document, of).map((issue) => ({
    code: issue.code,
    pointer: issue.pointer,
    text: sentence(issue, language),
  }));
}

function issuesOf(document, of) {
  const isText = typeof document === "string" || document instanceof Uint8Array;
  try {
    return readDocument(isText ? parse(document) : document, of);
  } catch (error) {
    if (error instanceof Refused) return [error.issue];
    throw error;
  }
}

/** Return the fields of a class, with all that a form needs to ask for them. */
export function fields(of, { language = "en" } = {}) {
  known(language);
  return Object.entries(classNamed(of).fields).map(([name, field]) => ({
    name,
    label: labelOf(field.label, language),
    help: labelOf(`${field.label}?help`, language),
    required: field.required,
    sensitivity: field.sensitivity,
    ...(field.example === undefined ? {} : { example: field.example }),
    ...kindOf(field.shape),
  }));
}

function kindOf(shape) {
  if (shape.kind === "many") return { ...kindOf(shape.item), many: true };
  const kind = shape.kind === "plain" ? shape.type : shape.kind;
  return { kind, many: false, ...(shape.of ? { of: shape.of } : {}) };
}

/** Return the codes of a closed set, a vocabulary, the governorates or the countries, with their labels. */
export function choices(of, { language = "en" } = {}) {
  known(language);
  return codesOf(of).map((code) => ({ code, label: label(of, code, { language }) }));
}

function codesOf(of) {
  if (of === "Country") return Object.keys(data.countries);
  if (Object.hasOwn(data.choices, of)) return data.choices[of];
  if (Object.hasOwn(data.vocabularies, of)) return Object.keys(data.vocabularies[of]);
  throw new RangeError(`no list ${of}`);
}

/** Return what a class, one of its fields, or a code of a list is called. */
export function label(of, name, { language = "en" } = {}) {
  known(language);
  const listed = name && namesOf(of, name);
  if (listed) return best(listed, language);
  const field = name && data.classes[of]?.fields[name];
  const key = field ? field.label : name ? `${of}.${name}` : of;
  if (!Object.hasOwn(data.words, key)) throw new RangeError(`${key} has no label`);
  return translate(key, language);
}

/** Return the names of a governorate, a country or a term in each language. */
function namesOf(of, name) {
  if (of === "Governorate") return data.governorates.names[name];
  return of === "Country" ? data.countries[name] : data.vocabularies[of]?.[name]?.labels;
}

const best = (texts, language) => texts[language] ?? texts.en ?? texts.ar;

function classNamed(of) {
  if (!Object.hasOwn(data.classes, of)) {
    throw new RangeError(`no class ${of}; there are: ${Object.keys(data.classes).join(", ")}`);
  }
  return data.classes[of];
}

function known(language) {
  if (!data.languages.includes(language)) {
    throw new RangeError(`no language ${language}; there are: ${data.languages.join(", ")}`);
  }
}

/** Return the code of the governorate that a text names in any known spelling, or undefined. */
export function governorate(text) {
  if (typeof text !== "string") throw new TypeError(`governorate takes a text, not ${typeof text}`);
  return findGovernorate(text);
}
