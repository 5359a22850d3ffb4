// Documents of earlier versions, as data of the current one; it follows codec/migrations.py.
import data from "./data.js";
import { isCleanText, isObject } from "./texts.js";

const KEPT = "tipmodel:iati_identifier";

/** By version: what changes on the way to the next one, and what moves. */
const STEPS = {
  "1.0": {
    up(of, object) {
      const { iati_identifier: value, ...others } = object;
      const extra = object.extra ?? {};
      if (of !== "Programme" || !isCleanText(value, 200)) return object;
      if (!isObject(extra) || Object.hasOwn(extra, KEPT)) return object;
      return { ...others, extra: { ...extra, [KEPT]: value } };
    },
    before: /^\/programmes\/([0-9]+)\/iati_identifier((?:\/[^]*)?)$/,
    after: /^\/programmes\/([0-9]+)\/extra\/tipmodel:iati_identifier((?:\/[^]*)?)$/,
    moved: (index, rest) => `/programmes/${index}/extra/${KEPT}${rest}`,
    back: (index) => `/programmes/${index}/iati_identifier`,
  },
};

/** The versions before the current one that are read. */
export const earlierVersions = Object.keys(STEPS);

/** Return plain data of an earlier version as data of the current one. */
export function upgraded(document, of, version) {
  const steps = Object.entries(STEPS).filter(([earlier]) => earlier >= version);
  return steps.reduce((made, [, step]) => changed({ kind: "object", of }, made, step), document);
}

function changed(shape, value, step) {
  if (shape.kind === "many" && Array.isArray(value)) {
    return value.map((each) => changed(shape.item, each, step));
  }
  const cls = ["object", "term", "number"].includes(shape.kind) && data.classes[shape.of];
  if (!cls || !isObject(value)) return value;
  const made = {};
  for (const [key, inner] of Object.entries(value)) {
    const known = Object.hasOwn(cls.fields, key);
    const moved = known ? changed(cls.fields[key].shape, inner, step) : inner;
    Object.defineProperty(made, key, { value: moved, enumerable: true, configurable: true, writable: true });
  }
  const after = step.up(shape.of, made);
  const found = shape.of === "Note" && typeof after.about === "string" && step.before.exec(after.about);
  return found ? { ...after, about: step.moved(found[1], found[2]) } : after;
}

/** Return where in a document of an earlier version something stands that is in error. */
export function pointerIn(version, pointer) {
  const steps = Object.entries(STEPS).filter(([earlier]) => earlier >= version).reverse();
  return steps.reduce((place, [, step]) => {
    const found = step.after.exec(place);
    return found ? step.back(found[1]) : place;
  }, pointer);
}
