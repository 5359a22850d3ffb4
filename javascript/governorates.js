// The look-up of governorates: from a text to the one that it names, in any known spelling. It
// follows the look-up of the library rule by rule; tables and keys come from there.
import data from "./data.js";

const { spelling, keys } = data.governorates;
const LONGEST = 200;
const CODE = /(?<![\p{L}\p{N}_])(?:IQ[-_ ]?[A-Z]{2}|IQG[0-9]{2})(?![\p{L}\p{N}_])/giu;
const IS_CODE = /^(?:IQ[-_ ]?[A-Z]{2}|IQG[0-9]{2})$/iu;
const NUMBER_IN_LIST = /^\s*\(?[0-9]{1,4}(?:\s*[.):\-–]+\s*|_|\s+)(?=[\p{L}\p{Nl}\p{No}_])/u;
const SEPARATORS = /[-/|()[\]{},;،؛:–—]/;

/** Return the code of the governorate that a text names, or undefined. */
export function findGovernorate(text) {
  const found = namedBy(text);
  return found.length === 1 ? found[0] : undefined;
}

function namedBy(text) {
  if ([...text].length > LONGEST) return [];
  text = (latinDigits(text) ?? text).replace(NUMBER_IN_LIST, "");
  const literal = keys.literal[foldedCode(text)];
  if (Object.hasOwn(keys.literal, foldedCode(text))) return literal;
  const hasCode = (text.match(CODE) ?? []).some((code) => Object.hasOwn(keys.literal, foldedCode(code)));
  const found = hasCode ? [] : wholeName(text);
  return hasCode || (!found.length && SEPARATORS.test(text)) ? agreed(text) : found;
}

function latinDigits(text) {
  const kinds = [/[0-9]/, /[٠-٩]/, /[۰-۹]/].filter((digits) => digits.test(text)).length;
  if (kinds > 1) return null;
  return text.replace(/[٠-٩۰-۹]/g, (digit) => String(digit.charCodeAt(0) & 0xf));
}

function foldedCode(text) {
  const folded = fold(text);
  return IS_CODE.test(folded) ? folded.replaceAll(" ", "") : folded.replaceAll("iqg ", "iqg");
}

const translated = (text, table) =>
  [...text].map((letter) => (Object.hasOwn(table, letter) ? table[letter] : letter)).join("");

const caseFolded = (text) => text.toLowerCase().replaceAll("ß", "ss").replaceAll("ς", "σ");

/** Reduce a text to what two spellings of a name have in common. */
function fold(text) {
  let plain = caseFolded(translated(text, spelling.apostrophes));
  if (/[^\x00-\x7f]/.test(plain)) {
    const marked = caseFolded(withoutMarks(plain).normalize("NFKC"));
    plain = translated(withoutMarks(marked.normalize("NFD")).normalize("NFC"), spelling.folded);
  }
  return (plain.match(/[\p{L}\p{N}]+/gu) ?? []).join(" ");
}

const withoutMarks = (text) => text.replace(/\p{Mn}/gu, "");

/** Return the words that carry the name, in Latin and in Arabic letters; null if others are among them. */
function split(text) {
  if (text.includes("'") || /[^\x00-\x7f]/.test(text)) {
    text = text.replace(/(?<![\p{L}\p{N}_])[dl]['’ʼ`´](?=[aeéiou]|h[ae])/giu, " ");
    text = text.replace(/(?<=[aeiou])['’‘ʼʻʾʿ`´](?=[aeiou])/gi, "h");
    text = translated(text, spelling.letters);
  }
  const latin = [];
  const arabic = [];
  let office = "";
  let oblique = false;
  for (const word of fold(text).split(" ").filter(Boolean)) {
    if (/^[A-Za-z]+$/.test(word)) {
      if (spelling.offices.includes(word)) {
        office = word;
        oblique ||= spelling.kurmanji.includes(word);
      } else if (links(word, office)) {
        office = "";
      } else if (!spelling.articles.includes(word)) {
        latin.push(word);
        office = "";
      }
    } else if (/^[\u0600-\u06ff]+$/.test(word)) {
      let bare = translated(word, spelling.neighbours);
      bare = bare.replace(ARTICLE, "").replace(/^(?:محافظه|لوا)(?=.{3})/u, "").replace(ARTICLE, "");
      if (!spelling.offices.includes(bare)) arabic.push(bare);
    } else {
      return null;
    }
  }
  if ((oblique || text.trimEnd().endsWith("ê")) && latin.length) {
    latin.push(latin.pop().replace(/e$/, "").replace(/y$/, ""));
  }
  return [latin, arabic];
}

const ARTICLE = /^ال(?=.{3})/u;
const doubled = (text) => text.replace(/(.)\1+/gu, "$1");

function links(word, office) {
  return Boolean(office) && spelling.links.includes(word) && (word !== "di" || /(?:ato|cia)$/.test(office));
}

function latinKeys(words) {
  const joined = doubled(words.map(plainWord).join(""));
  if (!joined.includes("e")) return [joined];
  return [joined.replace(/e(?!r$)/g, "a"), doubled(joined.replaceAll("e", "i"))];
}

function plainWord(word) {
  word = word.replace(/^ou(?=[aei])/, "w");
  for (const [habit, letter] of spelling.consonants) word = word.replaceAll(habit, letter);
  word = doubled(word).replace(/(?<=i)[yj](?=[aeiu])/g, "");
  word = word.replace(/[ae][yij](?![aeiu])/g, "ai").replaceAll("y", "i");
  return word.replace(/(?<=[aei])h$/, "").replace(/e$/, "a");
}

function withoutArticle(words) {
  const found = /^[ae](?:l|([dnrstz])(?=\1))(?=.{3})/.exec(words[0]);
  return found ? [words[0].slice(found[0].length), ...words.slice(1)] : null;
}

function arabicKeys(words) {
  const parted = words.map((word) => word.replace(/(?<=.{3})ال(?=.{3})/gu, ""));
  return [...new Set([words.join(""), parted.join("")].map(doubled))];
}

function allKeys(text) {
  if ([...text].length > LONGEST) return [];
  const [latin, arabic] = split(text) ?? [[], []];
  return [...(latin.length ? latinKeys(latin) : []), ...(arabic.length ? arabicKeys(arabic) : [])];
}

function wholeName(text) {
  const [latin, arabic] = split(text) ?? [[], []];
  const found = [];
  if (latin.length) {
    const bare = withoutArticle(latin);
    const first = named(latinKeys(latin));
    found.push(first.length || !bare ? first : named(latinKeys(bare)));
  }
  if (arabic.length) found.push(named(arabicKeys(arabic)));
  return union(found);
}

/** A text that gives a name several times, or beside a code or a city: all must be known. */
function agreed(text) {
  const codes = (text.match(CODE) ?? []).map((code) => lookUp(keys.literal, foldedCode(code)));
  const parts = text.replace(CODE, "|").split(SEPARATORS).filter((part) => {
    const words = split(part);
    return !words || words[0].length || words[1].length;
  });
  const names = parts.map(wholeName);
  const cities = parts.filter((_, index) => !names[index].length).map(containing);
  const found = union([...codes, ...names.filter((name) => name.length)]);
  const fits = cities.every((city) => found.every((code) => city.includes(code)));
  return fits ? found : [];
}

const containing = (text) => allKeys(text).flatMap((key) => lookUp(keys.cities, key));
const lookUp = (table, key) => (Object.hasOwn(table, key) ? table[key] : []);

function named(all) {
  const found = [...new Set(all.flatMap((key) => lookUp(keys.names, key)))];
  return !found.length && all.length === 1 ? lookUp(keys.shortened, all[0]) : found;
}

const union = (found) =>
  found.length && found.every((codes) => codes.length) ? [...new Set(found.flat())] : [];
