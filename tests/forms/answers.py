"""Records that a form can hold, and questionnaires filled in with them."""

import functools

from exporting import OWN, FilledIn
from hypothesis import strategies as st

import tipmodel
from tipmodel import strategies
from tipmodel.tables.cells import language_of
from tipmodel.tables.cleaning import is_clean

PEOPLE = (
    "name",
    "rank",
    "sex",
    "affiliation.kind",
    "place",
    "age",
    "phone",
    "certificate",
    "email",
)
TRAININGS = (
    "title", "kind", "status", "dates.start", "headcount", "methods", "approaches",
    "sessions.title", "sessions.start", "sessions.methods", "speakers.name", "speakers.role",
    "participants.name", "participants.place.governorate", "places",
)  # fmt: skip


@functools.cache
def blank(cls, fields=(), languages=("ar", "en")):
    return tipmodel.form(cls, languages, fields=fields, every=not fields)


def filled(cls, records, *, fields=(), languages=("ar", "en"), **how):
    plain = [tipmodel.unstructure(record) for record in records]
    return FilledIn(blank(cls, tuple(fields), tuple(languages)), plain, **how)


def held(cls, fields=(), languages=("ar", "en")):
    """Records that state nothing but what a form asks for."""
    return (
        strategies.records(cls, languages=languages, max_items=2)
        .map(functools.partial(_only_asked, cls, fields=tuple(fields), languages=tuple(languages)))
        .filter(lambda record: record is not None)
    )


def _only_asked(cls, record, *, fields, languages):
    form = filled(cls, [], fields=fields, languages=languages)
    plain = _kept(form, tipmodel.unstructure(record), "", "")
    for repeat in form.repeats:
        prefix = f"{_item(cls, repeat).__name__.lower()}_"
        several = [_kept(form, each, prefix, repeat) for each in plain.get(repeat, [])]
        plain[repeat] = [
            {**each, **_identified(form, prefix, n)} for n, each in enumerate(several) if each
        ]
    try:
        return tipmodel.structure(plain, cls)
    except tipmodel.InvalidDataError:
        return None


def _identified(form, prefix, number):
    return (
        {"id": f"{prefix}{number}"} if any(q.name == f"{prefix}id" for q in form.questions) else {}
    )


def _item(cls, field):
    from tipmodel.tables.questions import repeats_of

    return repeats_of(cls)[field][1]


def _kept(form, plain, prefix, repeat):
    """Leave out what the form does not ask for."""
    kept = {}
    for key, value in plain.items():
        name = f"{prefix}{key}"
        if key == "consent":  # the form asks for it in its own way
            continue
        if not prefix and key in form.repeats:
            kept[key] = value
        elif isinstance(value, dict) and not form.asks(name, repeat):
            inside = _kept(form, value, f"{name}_", repeat)
            kept |= {key: inside} if inside else {}
        elif form.asks(name, repeat) and (value := _holdable(value, name, form)) not in (None, []):
            kept[key] = value
    return kept


def _holdable(value, name, form):  # noqa: PLR0911
    question = next(one for one in form.questions if one.name == name)
    codes = {row["name"] for row in form.choices.get(question.listed, ())}
    if isinstance(value, list):
        several = [_holdable(each, name, form) for each in value]
        own = [each for each in several if isinstance(each, dict)][:1]
        return [*dict.fromkeys(each for each in several if isinstance(each, str)), *own]
    if isinstance(value, dict):
        names = value.get("names", {})
        language, text = next(iter(names.items()), ("", ""))
        says = language_of(text, "") == language  # letters say the language of own words
        is_plain = says and is_clean(text) and not set(";؛") & {*text} and text[:1] not in "'=+-@"
        return {"names": {language: text}} if OWN in codes and is_plain else None
    if codes and not isinstance(value, bool):
        return value if value in codes else None
    if question.type == "date":
        return value if len(value) == 10 and value[:4].isdigit() and value[5:7].isdigit() else None
    if question.type == "dateTime":  # in Excel it loses its zone, and is read as the time of Iraq
        return value if value[:4] > "2008" and value.endswith("+03:00") else None
    if isinstance(value, str):
        return value if is_clean(value) and value[:1] not in "'=+-@" and value[-1:] != "~" else None
    return value


headings = st.sampled_from(["", "ar", "en"]).map(lambda tag: tag or None)
groups = st.sampled_from(["/", "", "-", ": "])
selects = st.sampled_from(["summary", "details", "both"])
