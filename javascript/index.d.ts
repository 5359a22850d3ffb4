export * from "./training.js";

/** The version of the schema that documents are written in. */
export const version: string;
/** The languages there are words in. */
export const languages: readonly Language[];

export type Language = "en" | "ar" | "ckb";

/** One broken rule at one place. It never holds what a person wrote. */
export interface Issue {
  /** The stable name of the rule. */
  code: string;
  /** Where it is, as a JSON Pointer (RFC 6901). */
  pointer: string;
  /** What is wrong, in the language asked for. */
  text: string;
}

/** Return every issue of a document: JSON as text or bytes, or plain data. No issue: it is valid. */
export function validate(
  document: unknown,
  options?: { language?: Language; of?: string },
): Issue[];

export interface Field {
  name: string;
  label: string;
  help: string;
  required: boolean;
  sensitivity: "public" | "internal" | "personal";
  /** A value as it stands in JSON. */
  example?: unknown;
  /** What a value is: `str`, `int`, `float`, `bool`, `date`, `datetime`, `texts`, `code`, `term`, `number`, `written`, `object` or `json`. */
  kind: string;
  /** Whether it is a list of such values. */
  many: boolean;
  /** The class, the closed set or the vocabulary of the values. */
  of?: string;
}

/** Return the fields of a class, with all that a form needs to ask for them. */
export function fields(of: string, options?: { language?: Language }): Field[];

/** Return the codes of a closed set, a vocabulary, `Governorate` or `Country`, with their labels. */
export function choices(
  of: string,
  options?: { language?: Language },
): { code: string; label: string }[];

/** Return what a class, one of its fields, or a code of a list is called. */
export function label(of: string, name?: string, options?: { language?: Language }): string;

/** Return the code of the governorate that a text names in any known spelling. */
export function governorate(text: string): import("./training.js").Governorate | undefined;
