// The look-up of governorates: from a text to the one that it names, in any known spelling. It
// follows the look-up of the library rule by rule; tables and keys come from there.
import data from "./data.js";

const { spelling, keys } = data.governorates;
const LONGEST = 200;
const MOST_WORDS = 8;
const CODE = /(?<![\p{L}\p{N}])IQ[-_ ]?(?:[A-Z]{2}|G[-_ ]?[0-9]{2})(?![\p{L}\p{N}])/giu;
const IS_CODE = /^IQ[-_ ]?(?:[A-Z]{2}|G[-_ ]?[0-9]{2})$/iu;
const NUMBER_IN_LIST = /^\s*\(?[0-9]{1,6}(?:\s*[.):/\-–]+\s*|_|\s+)(?=[\p{L}\p{Nl}\p{No}_])/u;
const GAPS = /\s[-/–—]\s|[/|()[\]{},;،؛:–—]/;
const SEPARATORS = /[-_/|()[\]{},;،؛:–—]/;
const OBLIQUE = /ê[^\p{L}\p{N}_]*$|(?<![\p{L}\p{N}_])(?:par[eê]zgeha?|پارێزگەها)(?![\p{L}\p{N}_])/iu;
const FEWEST_CONSONANTS = 3;

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
  const isOneWord = !SEPARATORS.test(text) && text.trim().split(/\s+/).length === 1;
  return found.length || (isOneWord && !hasCode) ? found : agreed(text);
}

function latinDigits(text) {
  const kinds = [/[0-9]/, /[٠-٩]/, /[۰-۹]/].filter((digits) => digits.test(text)).length;
  if (kinds > 1) return null;
  return text.replace(/[٠-٩۰-۹]/g, (digit) => String(digit.charCodeAt(0) & 0xf));
}

function foldedCode(text) {
  const folded = fold(text);
  if (!IS_CODE.test(folded)) return folded;
  if (/\p{Mn}/u.test(text.normalize("NFD"))) return ""; // a letter with a mark is none of a code
  const code = folded.replaceAll(" ", "");
  return folded.startsWith("iq g") ? code.replace("g", "-g") : code; // may be of the former numbering
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
    const betweenVowels = /(?<=[aeiou])['’‘ʼʻʾʿ`´](?:a(?![\p{L}\p{N}_])|(?=[aeiou]))/giu;
    text = text.replace(betweenVowels, (found) => (found.length === 1 ? "h" : ""));
    text = translated(text, spelling.letters);
  }
  const latin = [];
  const arabic = [];
  let office = "";
  for (const word of fold(text).split(" ").filter(Boolean)) {
    if (/^[A-Za-z]+$/.test(word)) {
      if (spelling.offices.includes(word)) {
        office = word;
      } else if (links(word, office)) {
        office = "";
      } else if (!spelling.articles.includes(word)) {
        latin.push(word);
        office = "";
      }
    } else if (/^[\u0600-\u06ff]+$/.test(word)) {
      let bare = translated(word, spelling.neighbours);
      bare = bare.replace(ARTICLE, "").replace(/^(?:محافظه(?=..)|لوا(?=.{3}))/u, "").replace(ARTICLE, "");
      if (!spelling.offices.includes(bare)) arabic.push(bare);
    } else {
      return null;
    }
  }
  return [latin, arabic];
}

/** Take off the case ending of Kurmanji in either script, where the text shows that it is there. */
function withoutEnding(text, words) {
  if (!words.length || !OBLIQUE.test(text)) return null;
  return [...words.slice(0, -1), words.at(-1).replace(/y?e$|ي{1,2}$/u, "")];
}

/** Return in Latin letters the words of a Kurdish text that carry its name. */
function kurdishInLatin(text) {
  if (!/[ەێۆڵڕ]|ه\u200c/.test(text)) return [];
  const bare = text.replace(/[A-Za-z\u00c0-\u024f]+/g, " ").normalize("NFC");
  const plain = bare.replaceAll("ه\u200c", "ە").replaceAll("وو", "u");
  const written = plain
    .replace(/(?<![^ \u200c])و|(?<=[اەێۆیه\u200c])و|و(?=[اەێۆی])/g, "w")
    .replaceAll("و", "u");
  return (split(translated(written, spelling.kurdish)) ?? [[]])[0];
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

/** Take off the articles written as one with a word. */
const withoutArticle = (words) =>
  words.map((word) => word.replace(/^[ae](?:l|([dnrstz])(?=\1))(?=.{3})/, ""));

function arabicKeys(words) {
  const parted = words.map((word) => word.replace(/(?<=.{3})ال(?=.{3})/gu, ""));
  const joined = [words, parted].map((each) => each.join("").replace(/(?<=.{3})ا$/u, "ه"));
  return [...new Set(joined.map(doubled))];
}

function allKeys(text) {
  if ([...text].length > LONGEST) return [];
  const [latin, arabic] = split(text) ?? [[], []];
  return [...(latin.length ? latinKeys(latin) : []), ...(arabic.length ? arabicKeys(arabic) : [])];
}

function wholeName(text) {
  const [latin, arabic] = split(text) ?? [[], []];
  const literal = keys.literal[fold(text)];
  if (Object.hasOwn(keys.literal, fold(text)) && !literal.length) return [];
  const found = [];
  if (latin.length) {
    const readings = [latin, withoutArticle(latin), withoutEnding(text, latin)];
    found.push(first(readings.filter((words) => words?.length).map(latinKeys)));
  }
  if (arabic.length) {
    const bare = withoutEnding(text, arabic);
    const kurdish = kurdishInLatin(text);
    found.push(first([arabicKeys(arabic), bare ? arabicKeys(bare) : [], kurdish.length ? latinKeys(kurdish) : []]));
  }
  return union(found);
}

/** What the first reading finds that finds anything. */
const first = (readings) => readings.map(named).find((codes) => codes.length) ?? [];

/** A text that gives a name several times, or beside a code or a place: all must be known. */
function agreed(text) {
  const codes = (text.match(CODE) ?? []).map((code) => lookUp(keys.literal, foldedCode(code)));
  const parts = partsOf(text.replace(CODE, "|"));
  const names = parts.map(([name]) => name).filter((name) => name.length);
  const found = union([...codes.filter((each) => each.length <= 1), ...names]);
  const places = parts.map(([, place]) => place).filter((place) => place !== null);
  const confirming = [...codes.filter((each) => each.length > 1), ...places];
  return confirming.every((place) => isWithin(found, place)) ? found : [];
}

const isWithin = (codes, others) => codes.every((code) => others.includes(code));

/** Return what stands between separators: a name, a place or both; a hyphen within a name is none. */
function partsOf(text) {
  const found = [];
  const keep = (part, pair) => {
    const words = split(part);
    const isEmpty = words && !words[0].length && !words[1].length;
    if (!isEmpty && !spelling.centres.includes(fold(part))) found.push(pair);
  };
  for (const part of text.split(GAPS)) {
    const [name, place] = nameAndPlace(part);
    if (name.length || place?.length || !SEPARATORS.test(part)) keep(part, [name, place]);
    else for (const each of part.split(SEPARATORS)) keep(each, nameAndPlace(each));
  }
  return found;
}

/** Return the governorate that a text names, and where the place lies that stands beside it. */
function nameAndPlace(text) {
  const whole = wholeName(text);
  if (whole.length) return [whole, null];
  const words = text.split(/[\s_-]+/).filter(Boolean);
  for (let at = 1; at < Math.min(words.length, MOST_WORDS); at += 1) {
    const halves = [words.slice(0, at).join(" "), words.slice(at).join(" ")];
    for (const [one, other] of [halves, [halves[1], halves[0]]]) {
      const name = wholeName(one);
      const place = name.length ? placeOf(spelling.centres.includes(fold(other)) ? one : other) : [];
      if (name.length && isWithin(name, place)) return [name, place];
    }
  }
  return [[], placeOf(text)];
}

/** Return the governorates that a city or a region may belong to. */
function placeOf(text) {
  const region = lookUp(keys.regions, fold(text));
  if (region.length) return region;
  const bare = text.split(/\s+/).filter((word) => word && !spelling.units.includes(fold(word)));
  for (const found of [containing(text), containing(bare.join(" "))]) if (found.length) return found;
  return consonantsOf(bare.join(" ")).flatMap((key) => lookUp(keys.consonants, key));
}

/** Return the consonants of a place in Latin letters, which only confirm a governorate. */
function consonantsOf(text) {
  const [latin] = split(text) ?? [[]];
  const without = (latin.length ? latinKeys(latin) : []).map((key) => doubled(key.replace(/[aeiu]+/g, "")));
  return [...new Set(without)].filter((each) => [...each].length >= FEWEST_CONSONANTS);
}

const containing = (text) =>
  [...allKeys(text), ...latinKeys(kurdishInLatin(text))].flatMap((key) => lookUp(keys.cities, key));
const lookUp = (table, key) => (Object.hasOwn(table, key) ? table[key] : []);

function named(all) {
  const found = [...new Set(all.flatMap((key) => lookUp(keys.names, key)))];
  return !found.length && all.length === 1 ? lookUp(keys.shortened, all[0]) : found;
}

const union = (found) =>
  found.length && found.every((codes) => codes.length) ? [...new Set(found.flat())] : [];
