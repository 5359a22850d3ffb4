// What is wrong, and where: a code, the values in its sentence, a JSON Pointer, the label of the field.

export function issue(code, params = {}) {
  return { code, params, pointer: "", field: null };
}

/** Return the issue one level deeper; the innermost field stays the one that it is about. */
export function under(issue, key, field = null) {
  const step = String(key).replaceAll("~", "~0").replaceAll("/", "~1");
  return { ...issue, pointer: `/${step}${issue.pointer}`, field: issue.field ?? field };
}

// A record as far as it was read: the values of its fields; one that could not be read is unset.

/** The class of a record. */
export const CLASS = Symbol("class");

/** A rule asked for a field that is unset. */
export class Unset extends Error {}

/** Return a view of a record that throws where a field is unset. */
export function strict(record) {
  return new Proxy(record, {
    get(target, name) {
      if (typeof name === "string" && !Object.hasOwn(target, name)) throw new Unset(name);
      return target[name];
    },
  });
}
