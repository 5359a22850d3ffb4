// The rules across fields: those that are declared, by their kind, and those that are functions.
//
// A rule takes a record and yields issues. Asking for a field that could not be read ends it.
import data from "./data.js";
import { CLASS, issue, under, Unset } from "./issues.js";
import { near } from "./near.js";
import { countryNamed, dateNamed, governorateNamed, phrase } from "./words.js";

/** The kinds of rules that are declared: each takes the declaration and yields what a record breaks. */
export const kinds = {
  *requireAny(record, { rule, names }) {
    const { fields } = record[CLASS];
    if (!names.some((name) => states(fields[name], record[name]))) yield issue(rule);
  },

  *inOrder(record, { lower, upper, rule, at, strictly, otherwise, params }) {
    const most = record[upper] ?? otherwise;
    for (const [path, least] of valuesAt(record, lower)) {
      if (!isLess(most, least, record[CLASS].fields[upper].shape) && !(strictly && most === least)) continue;
      const label = phrase(labelOf(record, path[0]));
      const values = { label, [lower]: least, [upper]: most };
      const told = Object.entries(params).map(([name, each]) => [name, written(values[each])]);
      yield placed(record, at === lower ? path : [upper], issue(rule, Object.fromEntries(told)));
    }
  },

  *distinct(record, { paths, rule }) {
    const seen = new Set();
    for (const [path, value] of paths.flatMap((each) => [...valuesAt(record, each)])) {
      if (seen.has(value)) yield placed(record, path, issue(rule));
      seen.add(value);
    }
  },

  *refersTo(record, { path, among, rule }) {
    const asked = [...valuesAt(record, path)];
    if (!asked.length) return;
    const values = among.flatMap((each) => [...valuesAt(record, each, true)]);
    const known = new Set(values.map(([, value]) => value));
    for (const [place, value] of asked) {
      if (!known.has(value)) yield placed(record, place, issue(rule));
    }
  },
};

/** Yield the stated values at a path such as `speakers.id`, each with its place. */
function* valuesAt(record, path, isStrict = false) {
  const [first, ...rest] = path.split(".");
  yield* valuesIn(record[first], [first], rest, isStrict);
}

function* valuesIn(value, place, names, isStrict) {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* valuesIn(item, [...place, index], names, isStrict);
  } else if (value !== null && names.length) {
    const [name, ...rest] = names;
    if (isStrict && !Object.hasOwn(value, name)) throw new Unset(name);
    yield* valuesIn(ifRead(value, name), [...place, name], rest, isStrict);
  } else if (value !== null) {
    yield [place, value];
  }
}

/** Tell whether a value is certainly less: what is inexact or in doubt is not. */
function isLess(value, other, shape) {
  if (shape.of === "PartialDate") return value !== null && isBefore(value, other);
  if (shape.of === "PartialTime") return value !== null && isEarlier(value, other);
  return typeof value === "number" && typeof other === "number" && value < other;
}

/** Return a value for a sentence. */
function written(value) {
  if (typeof value === "string") return dateNamed(partsOf(value));
  return typeof value !== "number" || Number.isInteger(value) ? value : String(Number(value.toPrecision(6)));
}

/** Put an issue at a place in a record, with the label of the innermost field. */
function placed(record, path, broken) {
  let inner = record;
  let label;
  for (const step of path) {
    if (typeof step === "string") label = labelOf(inner, step);
    inner = inner[step];
  }
  return path.reduceRight((issue, step) => under(issue, step, label), broken);
}

/** Tell whether a value of a field states something. */
function states(field, value) {
  if (value === null || value === field.default) return false;
  if (Array.isArray(value)) return value.length > 0;
  return field.shape.kind !== "json" || Object.keys(value).length > 0;
}

const labelOf = (record, name) => record[CLASS].fields[name].label;

/** Return the value of a field, or nothing where it could not be read. */
const ifRead = (record, name, otherwise = null) =>
  Object.hasOwn(record, name) ? record[name] : otherwise;

/** The rules that are functions, called like their module and function in Python. */
export const invariants = {
  *"references.notes_point_somewhere"(training) {
    for (const [index, note] of training.notes.entries()) {
      const about = ifRead(note, "about");
      if (about !== null && !isThere(training, about)) {
        yield placed(training, ["notes", index, "about"], issue("note.points_nowhere"));
      }
    }
  },

  *"counts.number_or_percentage"(count) {
    const isRange = count.at_most !== null;
    if ((count.value === null) === (count.percent === null) || (isRange && count.value === null)) {
      yield issue("count.number_or_percentage");
    } else if (count.value !== null && !isRange && count.precision === "exact") yield issue("count.exact");
  },

  *"place.governorate_is_abroad"(place) {
    if (place.governorate === null || place.country === null || place.country === "IQ") return;
    const params = {
      governorate: governorateNamed(place.governorate),
      country: countryNamed(place.country),
    };
    yield under(issue("place.governorate_in_other_country", params), "governorate");
  },

  *"terms.is_unknown"(term) {
    const known = data.vocabularies[term[CLASS].name] ?? {};
    if (term.code === null || term.code.includes(":") || Object.hasOwn(known, term.code)) return;
    yield under(issue("term.unknown", near(term.code, Object.keys(known))), "code");
  },
};

/** Tell whether a time of day is earlier; where only one states its date or time zone, it is not told. */
function isEarlier(time, other) {
  const [mine, others] = [time, other].map((text) => {
    const [, date, clock, offset] = /^(?:(.*)T)?([0-9:]{5,8})(Z|[+-].*)?$/.exec(text);
    return { date, clock, moment: offset ? Date.parse(text) : null };
  });
  if (mine.moment !== null && others.moment !== null) return mine.moment < others.moment;
  if (mine.moment !== null || others.moment !== null) return false;
  if (mine.date === others.date) return mine.clock < others.clock;
  return Boolean(mine.date && others.date) && isBefore(mine.date, others.date);
}

// Partial dates: year, month and day as far as they are known, and whether the source is in doubt.

function partsOf(text) {
  const [, year, month, day] = /^(?:([0-9]{4})|XXXX)(?:-([0-9]{2})(?:-([0-9]{2}))?)?/.exec(text);
  return [year, month, day].map((part) => (part === undefined ? null : Number(part)));
}

function isBefore(date, other) {
  const [mine, others] = [date, other].map(bounds);
  return mine !== null && others !== null && mine[1] < others[0];
}

/** Return the first and the last day a date can be, as numbers; null if that cannot be told. */
function bounds(text) {
  const [year, month, day] = partsOf(text);
  if (year === null || /[?~]$/.test(text)) return null;
  const number = (m, d) => (year * 100 + m) * 100 + d;
  return [number(month ?? 1, day ?? 1), number(month ?? 12, day ?? 31)];
}

// JSON Pointers into a record, as the library writes it.

function isThere(training, pointer) {
  let value = training;
  let shape = { kind: "object" };
  for (const step of pointer.split("/").slice(1)) {
    const key = step.replaceAll("~1", "/").replaceAll("~0", "~");
    const inner = child(value, shape, key);
    if (inner === undefined) return true; // it stands in the document, but could not be read
    if (inner === null) return false;
    [value, shape] = inner;
  }
  return true;
}

/** Return the value under a key and its shape; null if there is none, undefined if it is unset. */
function child(value, shape, key) {
  if (Array.isArray(value)) {
    const isIndex = /^(?:0|[1-9][0-9]*)$/.test(key) && Number(key) < value.length;
    return isIndex && value[key] !== null ? [value[key], shape.item ?? {}] : null;
  }
  if (typeof value !== "object" || value === null) return null;
  const cls = value[CLASS];
  if (!cls) return Object.hasOwn(value, key) && value[key] !== null ? [value[key], {}] : null;
  if (isCodeAlone(value, cls) || !Object.hasOwn(cls.fields, key)) return null;
  if (!Object.hasOwn(value, key)) return undefined;
  const field = cls.fields[key];
  return states(field, value[key]) ? [value[key], field.shape] : null;
}

/** A term that is only a code is written as that code. */
function isCodeAlone(value, cls) {
  if (!cls.isTerm) return false;
  const [first, ...others] = Object.entries(cls.fields);
  return value[first[0]] !== null && others.every(([name, field]) => !states(field, value[name]));
}
