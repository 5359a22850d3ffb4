// Plain data to issues, in the one order of the library: read, check, fill, ask the rules across fields.
import data from "./data.js";
import { findGovernorate } from "./governorates.js";
import { CLASS, issue, strict, under, Unset } from "./issues.js";
import { MOST_DIGITS, MOST_LEVELS, Refused } from "./json.js";
import { earlierVersions, pointerIn, upgraded } from "./migrations.js";
import { near } from "./near.js";
import { invariants, kinds } from "./rules.js";
import { FORBIDDEN, isObject, lengthOf, VISIBLE } from "./texts.js";
import { governorateNamed, phrase } from "./words.js";

const MOST_ISSUES = 10_000;
const MOST_ITEMS = 10_000;
const UNSET = Symbol("unset");

const patterns = new Map();

/** Return what matches all of a text. */
function whole(pattern) {
  if (!patterns.has(pattern)) patterns.set(pattern, new RegExp(`^(?:${pattern})$`, "u"));
  return patterns.get(pattern);
}

/** Return the issues of plain data. */
export function readDocument(document, of) {
  measure(document);
  const issues = structured(document, of);
  if (issues.length <= MOST_ISSUES) return issues;
  return [...issues.slice(0, MOST_ISSUES), issue("json.too_many_issues", { most: MOST_ISSUES })];
}

function structured(document, of) {
  let version;
  if (isObject(document) && Object.hasOwn(document, "schema_version")) {
    ({ schema_version: version, ...document } = document);
    if (earlierVersions.includes(version)) return ofEarlier(document, of, version);
    if (version !== data.version) return otherVersion(version, document, of);
  }
  const [, issues] = readRecord(document, of);
  if (!issues.length || version !== undefined) return issues;
  // Data that state no version and are none of the current one may be of an earlier one.
  const fits = earlierVersions.some((earlier) => !ofEarlier(document, of, earlier).length);
  return fits ? [] : issues;
}

function ofEarlier(document, of, version) {
  const [, issues] = readRecord(upgraded(document, of, version), of);
  return issues.map((each) => ({ ...each, pointer: pointerIn(version, each.pointer) }));
}

function measure(document) {
  let level = [document];
  for (let depth = 0; depth <= MOST_LEVELS; depth += 1) {
    level = [...new Set(level.filter((each) => typeof each === "object" && each !== null))];
    if (!level.length) return;
    level = level.flatMap((each) => Object.values(each));
  }
  throw new Refused("json.too_deep", { most: MOST_LEVELS });
}

const NEW = ["key.unknown", "term.unknown", "choice.unknown"];

/** Return why a document of another version is not read, and what of it is not known here. */
function otherVersion(found, document, of) {
  if (typeof found !== "string" || !whole("[0-9]{1,3}(?:[.][0-9]{1,3}){0,2}").test(found)) {
    return [under(issue("document.not_a_version", { form: `"${data.version}"` }), "schema_version")];
  }
  const version = under(issue("document.version", { found, known: data.version }), "schema_version");
  return [version, ...structured(document, of).filter(({ code }) => NEW.includes(code))];
}

/** Return a record as far as it could be read, and its issues. */
function readRecord(value, of) {
  const cls = data.classes[of];
  if (cls.isTerm && typeof value === "string") {
    const [made, issues] = readObject({ code: value }, of);
    return issues.length
      ? [UNSET, issues.map(({ code, params }) => withCode(issue(code, params), value, of))]
      : [made, []];
  }
  if (!isObject(value)) return [UNSET, [mismatch(value, cls.isTerm ? "term" : "object")]];
  const [made, issues] = readObject(value, of);
  const named = cls.isTerm ? issues.map((each) => withCode(each, value.code, of)) : issues;
  return [made, named.map((each) => guarded(each, of))];
}

const codesByName = new Map();

/** Return an issue about a code with the one that is meant if the label of a term was typed. */
function withCode(broken, name, of) {
  const isAboutCode =
    ["", "/code"].includes(broken.pointer) && ["code.malformed", "term.unknown"].includes(broken.code);
  if (!isAboutCode || typeof name !== "string" || lengthOf(name) > LONGEST_NAME) return broken;
  if (!codesByName.has(of)) codesByName.set(of, namesOf(of));
  const suggestion = codesByName.get(of).get(name.trim().toLowerCase());
  return suggestion ? { ...broken, params: { ...broken.params, suggestion } } : broken;
}

/** Return the codes by their names in any language; a name of two terms has none. */
function namesOf(of) {
  const found = new Map();
  for (const [code, { labels }] of Object.entries(data.vocabularies[of] ?? {})) {
    for (const name of new Set(Object.values(labels).map((text) => text.toLowerCase()))) {
      found.set(name, found.has(name) ? null : code);
    }
  }
  return found;
}

const LONGEST_NAME = 100;

function readObject(value, of) {
  const cls = data.classes[of];
  const made = { [CLASS]: cls };
  const refused = new Map();
  for (const [key, raw] of Object.entries(value)) {
    if (!Object.hasOwn(cls.fields, key)) {
      const known = near(key, Object.keys(cls.fields));
      refused.set(key, [under(issue("key.unknown", { key, ...known }), key)]);
    } else {
      const field = cls.fields[key];
      let [found, issues] = attempt(raw, field.shape);
      if (!issues.length) {
        issues = [...checked(found, field.shape)];
        if (issues.length) found = UNSET;
      }
      if (issues.length) refused.set(key, issues.map((each) => under(each, key, field.label)));
      if (found !== UNSET) made[key] = found;
    }
    if (refused.size > MOST_ISSUES) break;
  }
  const missing = [];
  for (const [name, field] of Object.entries(cls.fields)) {
    if (Object.hasOwn(value, name)) continue;
    if (field.required) missing.push(under(issue("key.missing"), name, field.label));
    else made[name] = field.default;
  }
  let across = asked(made, cls, missing.length > 0 || refused.size > 0);
  if (Object.keys(value).some((key) => !Object.hasOwn(cls.fields, key))) {
    // It states something, in a key that is unknown.
    across = across.filter(({ code }) => code !== "record.states_nothing");
  }
  return [made, [...missing, ...[...refused.values()].flat(), ...across]];
}

/** Ask the rules across fields; of a record that is read in part, one that needs an unset field cannot tell. */
function asked(made, cls, isPartial) {
  const found = [];
  for (const each of cls.invariants) {
    const rule = typeof each === "string" ? invariants[each] : kinds[each.kind];
    try {
      for (const broken of rule(strict(made), each)) found.push(broken);
    } catch (error) {
      if (!(error instanceof Unset && isPartial)) throw error;
    }
  }
  return found;
}

function attempt(value, shape) {
  const [found, issues] = readValue(value, shape);
  return issues.length && value === null ? [UNSET, [issue("value.null")]] : [found, issues];
}

function readValue(value, shape) {
  switch (shape.kind) {
    case "many":
      return readList(value, shape.item);
    case "number":
      return readNumber(value, shape);
    case "object":
    case "term":
      return readRecord(value, shape.of);
    case "json":
      return isObject(value) ? [value, []] : [UNSET, [mismatch(value, "object")]];
    case "texts":
      return readTexts(value);
    case "plain":
      return readPlain(value, shape.type);
  }
  if (typeof value !== "string") return [UNSET, [mismatch(value, "text")]];
  const broken = shape.kind === "written" ? unwritten(value, shape.of) : unknownChoice(value, shape.of);
  return broken ? [UNSET, [broken]] : [value, []];
}

function readPlain(value, type) {
  const kind = PLAIN[type];
  if (!kind.accepts(value)) return [UNSET, [mismatch(value, kind.expected)]];
  if (type === "int" && BigInt(value).toString().length > MOST_DIGITS) {
    return [UNSET, [issue("json.number_too_long", { most: MOST_DIGITS })]];
  }
  if (kind.written && !whole(data.written[type].pattern).test(value)) {
    return [UNSET, [issue(data.written[type].rule, data.written[type].params)]];
  }
  return [value, []];
}

const isText = (value) => typeof value === "string";
const PLAIN = {
  str: { accepts: isText, expected: "text" },
  int: { accepts: Number.isInteger, expected: "whole_number" },
  float: { accepts: (value) => typeof value === "number", expected: "number" },
  bool: { accepts: (value) => typeof value === "boolean", expected: "yes_or_no" },
  date: { accepts: isText, expected: "text", written: true },
  datetime: { accepts: isText, expected: "text", written: true },
};

function readNumber(value, shape) {
  if (!isObject(value)) return readPlain(value, "int");
  const [found, issues] = readRecord(value, shape.of);
  // {"value": 32} is no count, but it is a way to write 32.
  const others = issues.filter(({ code }) => code !== "count.exact");
  return issues.length && !others.length ? [found.value, []] : [found, others];
}

function readList(value, item) {
  if (!Array.isArray(value)) return [UNSET, [mismatch(value, "list")]];
  if (value.length > MOST_ITEMS) return [UNSET, [issue("list.too_long", { most: MOST_ITEMS })]];
  const items = [];
  const issues = [];
  for (const [index, each] of value.entries()) {
    const [found, refused] = attempt(each, item);
    if (found !== UNSET) items.push(found);
    for (const broken of refused) issues.push(under(broken, index));
    if (issues.length > MOST_ISSUES) break;
  }
  return [items.length === value.length ? items : UNSET, issues];
}

function readTexts(value) {
  if (!isObject(value)) return [UNSET, [mismatch(value, "texts")]];
  const issues = [];
  for (const [tag, text] of Object.entries(value)) {
    if (!isTag(tag)) issues.push(under(issue("language.malformed", { form: data.texts.form }), tag));
    else if (typeof text !== "string") issues.push(under(mismatch(text, "text"), tag));
    else for (const broken of textIssues(text, data.texts)) issues.push(under(broken, tag));
  }
  if (!issues.length && !Object.keys(value).length) issues.push(issue("text.no_language"));
  return issues.length ? [UNSET, issues] : [value, []];
}

const TAG = whole(data.texts.tag);
const isTag = (tag) => tag.length <= data.texts.longestTag && TAG.test(tag);

function unwritten(text, of) {
  const { pattern, rule, params } = data.written[of];
  return whole(pattern).test(text) ? null : issue(rule, params);
}

function unknownChoice(code, of) {
  const codes = data.choices[of];
  if (codes.includes(code)) return null;
  if (of !== "Governorate") return issue("choice.unknown", { choices: codes });
  const meant = findGovernorate(code);
  const params = meant
    ? { suggestion: meant, governorate: governorateNamed(meant) }
    : near(code, codes);
  return issue("governorate.unknown", params);
}

function mismatch(value, expected) {
  let found = "object";
  if (value === null || value === undefined) found = "nothing";
  else if (Array.isArray(value)) found = "list";
  else if (typeof value === "string") found = "text";
  else if (typeof value === "boolean") found = "yes_or_no";
  else if (Number.isInteger(value)) found = "whole_number";
  else if (typeof value === "number") found = expected === "whole_number" ? "decimal" : "number";
  return issue("value.wrong_type", { expected: phrase(`kind.${expected}`), found: phrase(`kind.${found}`) });
}

// What the validators of fields ask.

function checked(value, { check, kind }) {
  if (!check) return [];
  if (check.each) {
    return kind === "many"
      ? value.flatMap((each, index) => checkOne(each, check.each).map((broken) => under(broken, index)))
      : [];
  }
  return checkOne(value, check);
}

function checkOne(value, check) {
  if (check.text) return typeof value === "string" ? textIssues(value, check.text) : [];
  if (check.range) {
    const [least, most] = check.range;
    const passes = typeof value !== "number" || (least <= value && value <= most);
    return passes ? [] : [issue("number.out_of_range", { least, most })];
  }
  if (check.oneOf) {
    const { known, rule } = check.oneOf;
    return known.includes(value) ? [] : [issue(rule, near(value, known))];
  }
  return extraIssues(value, check.extra);
}

function textIssues(text, { longest, pattern, rule, form, suggest }) {
  const found = [];
  const isBlank = !VISIBLE.test(text);
  const fits = () => !pattern || whole(pattern).test(text);
  const isLong =
    text.length > longest && lengthOf(text) > longest && (lengthOf(text) > data.texts.longest || fits());
  if (isBlank) found.push(issue("text.empty"));
  else if (isLong) found.push(issue("text.too_long", { most: longest }));
  const forbidden = FORBIDDEN.exec(text);
  if (forbidden) found.push(forbiddenIssue(forbidden[0]));
  else if (!isLong && !isBlank && !fits()) {
    found.push(issue(rule, { ...(form && { form }), ...(suggest && countryCalled(text)) }));
  }
  return found;
}

let countriesByName;

/** Return the code of a country that is called so, as a parameter of an issue, if there is one. */
function countryCalled(name) {
  if (!countriesByName) {
    countriesByName = new Map();
    for (const [code, names] of Object.entries(data.countries)) {
      for (const each of Object.values(names)) {
        const key = each.toLowerCase();
        if (!countriesByName.has(key)) countriesByName.set(key, code);
      }
    }
    for (const code of Object.keys(data.countries)) {
      if (!countriesByName.has(code.toLowerCase())) countriesByName.set(code.toLowerCase(), code);
    }
  }
  const suggestion = lengthOf(name) <= 100 ? countriesByName.get(name.trim().toLowerCase()) : undefined;
  return suggestion ? { suggestion } : {};
}

function forbiddenIssue(character) {
  const hex = character.codePointAt(0).toString(16).toUpperCase();
  return issue("text.forbidden_character", { codepoint: `U+${hex.padStart(4, "0")}` });
}

function extraIssues(value, { pattern, longestKey, form }) {
  const found = [];
  for (const [key, each] of Object.entries(value)) {
    if (lengthOf(key) > longestKey || !whole(pattern).test(key)) {
      found.push(under(issue("extra.no_namespace", { form }), key));
    } else {
      for (const broken of jsonIssues(each, 1)) found.push(under(broken, key));
    }
  }
  return found;
}

function jsonIssues(value, depth) {
  const { longest, mostLevels } = data.extra;
  if (depth > mostLevels) return [issue("json.too_deep", { most: mostLevels })];
  if (typeof value === "string") {
    if (lengthOf(value) > longest) return [issue("text.too_long", { most: longest })];
    const forbidden = FORBIDDEN.exec(value);
    return forbidden ? [forbiddenIssue(forbidden[0])] : [];
  }
  if (Array.isArray(value)) {
    return value.flatMap((each, index) => jsonIssues(each, depth + 1).map((broken) => under(broken, index)));
  }
  if (isObject(value)) {
    return Object.entries(value).flatMap(([key, each]) =>
      lengthOf(key) > longest || FORBIDDEN.test(key)
        ? [under(issue("extra.not_json"), key)]
        : jsonIssues(each, depth + 1).map((broken) => under(broken, key)),
    );
  }
  const isJson = value === null || typeof value === "boolean" || Number.isFinite(value);
  return isJson ? [] : [issue("extra.not_json")];
}

// Issues about personal data say which rule is broken, and nothing that a person wrote.

const HIDDEN = "…";

/** Return an issue of a record as it may be told: without values where it is about a person. */
function guarded(broken, of) {
  const cls = data.classes[of];
  const [first, ...rest] = broken.pointer ? broken.pointer.slice(1).split("/") : [""];
  const level = Object.hasOwn(cls.fields, first) ? cls.fields[first].sensitivity : cls.sensitivity;
  if (level !== "personal") return broken;
  let pointer = "";
  for (const key of [first, ...rest]) {
    if (!(namesIn(of).has(key) || data.usualLanguages.includes(key) || /^[0-9]{1,5}$/.test(key))) break;
    pointer += `/${key}`;
  }
  const params = {};
  for (const [name, value] of Object.entries(broken.params)) {
    if (name === "suggestion") continue;
    params[name] = data.paramsOfRules.includes(name) ? value : HIDDEN;
  }
  return { ...broken, pointer, params };
}

const names = new Map();

function namesIn(of) {
  if (names.has(of)) return names.get(of);
  const seen = new Set([of]);
  for (const each of seen) {
    for (const { shape } of Object.values(data.classes[each].fields)) {
      const inner = shape.item ?? shape;
      if (inner.of && Object.hasOwn(data.classes, inner.of)) seen.add(inner.of);
    }
  }
  names.set(of, new Set([...seen].flatMap((each) => Object.keys(data.classes[each].fields))));
  return names.get(of);
}
