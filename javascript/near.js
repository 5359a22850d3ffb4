// The one of some codes that a text may be meant for, as difflib of Python finds it.

const LONGEST = 100;
const MOST_COMPARED = 5;
const CUTOFF = 0.6;

/** Return the parameters of an issue: `{suggestion}`, or nothing. */
export function near(text, known) {
  const letters = [...text];
  if (letters.length > LONGEST) return {};
  const pairs = pairsOf(letters);
  const shared = new Map();
  const byPair = pairTable(known);
  for (const pair of pairs) {
    for (const code of byPair.get(pair) ?? []) shared.set(code, (shared.get(code) ?? 0) + 1);
  }
  const likely = [...shared].sort((a, b) => b[1] - a[1]).slice(0, MOST_COMPARED);
  let found;
  let best = CUTOFF;
  for (const [code] of likely) {
    const score = ratio([...code], letters);
    if (score > best || (score === best && (found === undefined || code > found))) {
      [found, best] = [code, score];
    }
  }
  return found === undefined ? {} : { suggestion: found };
}

const tables = new Map();

function pairTable(known) {
  const name = known.join("\n");
  if (!tables.has(name)) {
    const table = new Map();
    for (const code of known) {
      for (const pair of pairsOf([...code])) {
        table.set(pair, [...(table.get(pair) ?? []), code]);
      }
    }
    tables.set(name, table);
  }
  return tables.get(name);
}

/** Return the first letter, every two letters in a row, and the last one. */
function pairsOf(letters) {
  const last = [...letters.keys(), letters.length];
  return new Set(last.map((at) => letters.slice(Math.max(at - 1, 0), at + 1).join("")));
}

/** Twice the letters in matching blocks, by all letters: the measure of Ratcliff and Obershelp. */
function ratio(a, b) {
  const length = a.length + b.length;
  if (!length) return 1;
  let matches = 0;
  const queue = [[0, a.length, 0, b.length]];
  while (queue.length) {
    const [fromA, toA, fromB, toB] = queue.pop();
    const [i, j, size] = longest(a, b, fromA, toA, fromB, toB);
    if (!size) continue;
    matches += size;
    queue.push([fromA, i, fromB, j], [i + size, toA, j + size, toB]);
  }
  return (2 * matches) / length;
}

function longest(a, b, fromA, toA, fromB, toB) {
  let [bestI, bestJ, bestSize] = [fromA, fromB, 0];
  let ends = new Map();
  for (let i = fromA; i < toA; i += 1) {
    const next = new Map();
    for (let j = fromB; j < toB; j += 1) {
      if (a[i] !== b[j]) continue;
      const size = (ends.get(j - 1) ?? 0) + 1;
      next.set(j, size);
      if (size > bestSize) [bestI, bestJ, bestSize] = [i - size + 1, j - size + 1, size];
    }
    ends = next;
  }
  return [bestI, bestJ, bestSize];
}
