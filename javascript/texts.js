// What text may contain.
import data from "./data.js";

export const FORBIDDEN = new RegExp(`[${data.forbidden}]`, "u");
export const VISIBLE = new RegExp(`[^${data.blanks}]`, "u");

export const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** Count the characters of a text. */
export function lengthOf(text) {
  let length = 0;
  for (const _ of text) length += 1;
  return length;
}

/** Tell whether a value is a text that is not blank, not too long and free of forbidden characters. */
export const isCleanText = (value, longest) =>
  typeof value === "string" && VISIBLE.test(value) && lengthOf(value) <= longest && !FORBIDDEN.test(value);
