// The rules across fields, each called like its module and function in Python; a test compares them.
//
// A rule takes a record and yields issues. Asking for a field that could not be read ends it.
import data from "./data.js";
import { CLASS, issue, under, Unset } from "./issues.js";
import { near } from "./near.js";
import { countryNamed, dateNamed, governorateNamed, phrase } from "./words.js";

/** Return the rule that asks for one of some fields. */
export function requireAny({ rule, names }, cls) {
  return function* (record) {
    if (!names.some((name) => states(cls.fields[name], record[name]))) yield issue(rule);
  };
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

function at(broken, name, index, item, field) {
  return under(under(under(broken, field, labelOf(item, field)), index), name);
}

export const invariants = {
  *"references.ids_are_used_once"(training) {
    const seen = new Set();
    for (const name of ["participants", "speakers", "sessions"]) {
      for (const [index, item] of training[name].entries()) {
        const id = ifRead(item, "id");
        if (id !== null && seen.has(id)) yield at(issue("id.repeated"), name, index, item, "id");
        seen.add(id);
      }
    }
  },

  *"references.speakers_are_known"(training) {
    const known = idsOf(training.speakers);
    for (const [index, session] of training.sessions.entries()) {
      for (const [place, id] of ifRead(session, "speakers", []).entries()) {
        if (!known.has(id)) {
          yield at(under(issue("session.unknown_speaker"), place), "sessions", index, session, "speakers");
        }
      }
    }
  },

  *"references.authors_are_known"(training) {
    const people = training.outcomes.length ? [...training.speakers, ...training.participants] : [];
    const known = idsOf(people);
    for (const [index, outcome] of training.outcomes.entries()) {
      const by = ifRead(outcome, "by");
      if (by !== null && !known.has(by)) {
        yield at(issue("outcome.unknown_person"), "outcomes", index, outcome, "by");
      }
    }
  },

  *"references.notes_point_somewhere"(training) {
    for (const [index, note] of training.notes.entries()) {
      const about = ifRead(note, "about");
      if (about !== null && !isThere(training, about)) {
        yield at(issue("note.points_nowhere"), "notes", index, note, "about");
      }
    }
  },

  *"headcount.part_exceeds_group"(group) {
    yield* exceeding(group.count, group, [], "parts");
  },

  *"headcount.part_exceeds_total"(headcount) {
    yield* exceeding(headcount.total, headcount, ["female", "male"], "groups");
  },

  *"counts.number_or_percentage"(count) {
    if ((count.value === null) === (count.percent === null)) yield issue("count.number_or_percentage");
    else if (count.at_most !== null && count.value === null) yield issue("count.number_or_percentage");
    else if (count.at_most !== null) yield* emptyRange(count);
    else if (count.value !== null && count.precision === "exact") yield issue("count.exact");
  },

  *"durations.range_is_empty"(duration) {
    if (duration.at_most !== null) yield* emptyRange(duration);
  },

  *"outcome.score_is_too_high"(outcome) {
    yield* aboveHighest(outcome, "score", outcome.out_of);
  },

  *"participant.mark_is_too_high"(person) {
    for (const name of ["pre_test", "post_test"]) yield* aboveHighest(person, name, person.tests_out_of);
  },

  *"counts.ages_end_before_they_begin"(band) {
    if (band.at_least !== null && band.below !== null && band.at_least >= band.below) {
      yield under(issue("age.ends_before_it_begins"), "below", labelOf(band, "below"));
    }
  },

  *"session.ends_before_it_starts"(session) {
    if (session.start && session.end && isEarlier(session.end, session.start)) {
      yield under(issue("session.ends_before_start"), "end");
    }
  },

  *"dates.ends_before_it_starts"(span) {
    if (span.start === null || span.end === null || !isBefore(span.end, span.start)) return;
    const [start, end] = [span.start, span.end].map((date) => dateNamed(partsOf(date)));
    yield under(issue("dates.end_before_start", { start, end }), "end");
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

/** The ids of people; asking one whose id could not be read ends the rule. */
function idsOf(people) {
  return new Set(
    people.map((each) => {
      if (!Object.hasOwn(each, "id")) throw new Unset("id");
      return each.id;
    }),
  );
}

function* emptyRange({ value, at_most }) {
  if (at_most <= value) yield under(issue("duration.range_empty"), "at_most");
}

/** A mark above the highest; without one, marks are per cent. */
function* aboveHighest(record, name, highest) {
  const mark = record[name];
  const most = highest ?? 100;
  if (mark === null || mark <= most) return;
  yield under(issue("score.above_highest", { most: shortNumber(most) }), name, labelOf(record, name));
}

/** Write a number with six digits at most, as Python does with `:g`. */
const shortNumber = (number) => String(Number(number.toPrecision(6)));

function* exceeding(total, record, names, groups) {
  if (typeof total !== "number") return;
  const parts = names.map((name) => [[name], ifRead(record, name)]);
  for (const [index, group] of ifRead(record, groups, []).entries()) {
    parts.push([[groups, index, "count"], ifRead(group, "count")]);
  }
  for (const [path, count] of parts) {
    if (typeof count !== "number" || count <= total) continue;
    const broken = issue("headcount.part_exceeds_total", {
      part: phrase(labelOf(record, path[0])),
      count,
      total,
    });
    yield path.reduceRight((inner, step) => under(inner, step), broken);
  }
}

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
