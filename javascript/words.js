// Sentences in the reader's language.
import data from "./data.js";

const LRI = "\u2066", RLI = "\u2067", FSI = "\u2068", PDI = "\u2069";
const LINE_ENDS = /[\t\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/g;
const LONG_NUMBER = 10_000; // from here on, commas part the thousands
const LONGEST_SHOWN = 200;
const UNSAFE = new RegExp(`[${data.forbidden}\\t\\n]`, "gu");

/** Something with a name in every language. */
export class Named {
  constructor(say) {
    this.say = say;
  }
}

export const phrase = (key) => new Named((language) => translate(key, language));

export const governorateNamed = (code) =>
  new Named((language) => best(data.governorates.names[code], language));

export const countryNamed = (code) =>
  new Named((language) => data.countries[code][language]);

export const dateNamed = (parts) => new Named((language) => dateText(parts, language));

function best(texts, language) {
  return texts[language] ?? texts.en ?? texts.ar ?? Object.values(texts)[0];
}

const isRightToLeft = (language) => data.rightToLeft.includes(language);

/** Return a phrase without places. */
export const labelOf = (key, language) => data.words[key][language] ?? data.words[key].en;

/** Say a phrase, with values in its places. */
export function translate(key, language, values = {}, isolate = true) {
  const forms = data.words[key];
  const foundIn = language in forms ? language : "en";
  const text = forms[foundIn].replace(/\{(\w+)\}/g, (_, name) => said(values[name], foundIn, isolate));
  const turns = isolate && isRightToLeft(language) && !isRightToLeft(foundIn);
  return turns ? `${LRI}${text.replace(LINE_ENDS, " ")}${PDI}` : text;
}

function said(value, language, isolate) {
  if (typeof value === "number") {
    return value >= LONG_NUMBER ? value.toLocaleString("en-US", { useGrouping: true }) : String(value);
  }
  if (Array.isArray(value)) {
    return listed(value.map((each) => said(each, language, isolate)), language);
  }
  if (typeof value === "string") {
    return isolate ? `${FSI}${value.replace(LINE_ENDS, " ")}${PDI}` : value;
  }
  const text = value.say(language);
  if (!isolate) return text.replace(/[\u200e\u200f\u2066-\u2069]/g, "");
  const begin = isRightToLeft(language) && !/\p{L}/u.test(text) ? RLI : FSI;
  return `${begin}${text}${PDI}`;
}

/** List alternatives; where a text has commas of its own, semicolons part it from the others. */
function listed(texts, language) {
  if (texts.length < 2) return texts[0] ?? "";
  const comma = translate("list.separator", language);
  if (texts.some((text) => text.includes(comma))) {
    return texts.join(translate("list.part_separator", language));
  }
  const last = texts.at(-1);
  const first = texts
    .slice(0, -1)
    .reduce((first, last) => translate("list.or_next", language, { first, last }, false));
  return translate("list.or", language, { first, last }, false);
}

/** Say a date as people write it, as far as it is known. */
function dateText([year, month, day], language) {
  if (month === null) return String(year);
  const pattern = labelOf(`date.${day ? "day_month" : "month"}${year ? "_year" : ""}`, language);
  const parts = { d: day, MMMM: data.months[language][month - 1], y: year };
  return pattern.replace(/'([^']*)'|d|MMMM|y/g, (found, literal) => literal ?? parts[found]);
}

/** Return a text of unknown origin as it can be shown within a line. */
export function shown(text) {
  const characters = [...text];
  const short =
    characters.length > LONGEST_SHOWN ? `${characters.slice(0, LONGEST_SHOWN).join("")}…` : text;
  return short.replace(UNSAFE, (character) => {
    const code = character.codePointAt(0);
    if (character === "\t") return "\\t";
    if (character === "\n") return "\\n";
    if (character === "\r") return "\\r";
    const hex = code.toString(16);
    if (code < 0x100) return `\\x${hex.padStart(2, "0")}`;
    return code < 0x10000 ? `\\u${hex.padStart(4, "0")}` : `\\U${hex.padStart(8, "0")}`;
  });
}

/** Return the sentence of an issue: what is wrong. */
export function sentence(issue, language) {
  const field = issue.field
    ? new Named((tag) => translate("issue.field", tag, { label: phrase(issue.field) }))
    : phrase("issue.a_value");
  const values = { field };
  for (const [name, value] of Object.entries(issue.params)) {
    values[name] = typeof value === "string" ? shown(value) : value;
  }
  const keys = [issue.code];
  if ("suggestion" in values) {
    keys.push("governorate" in values ? "issue.code_of" : "issue.did_you_mean");
    const text = values.suggestion;
    values.suggestion = new Named((tag) => translate("text.quoted", tag, { text }));
  }
  const needed = issue.field ? [...keys, issue.field] : keys; // all of it, or none
  const spoken = needed.every((key) => language in data.words[key]) ? language : "en";
  const said = keys.map((key) => capitalized(translate(key, spoken, values))).join(" ");
  const turns = isRightToLeft(language) && !isRightToLeft(spoken);
  return turns ? `${LRI}${said.replace(LINE_ENDS, " ")}${PDI}` : said;
}

function capitalized(text) {
  return text.replace(/^([\u2066-\u2069]*)([^])/u, (_, marks, letter) => marks + letter.toUpperCase());
}
