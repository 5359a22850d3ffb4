"""The meaning of a heading, looked up in ``data/headings.toml`` in any form that people write it.

A heading is reduced to its words before it is looked up; two headings mean the same if they are
reduced to the same words. In this order:

1. Numbering at the beginning, hints in brackets (``(M/F)``, ``(full)``) and clauses on how to
   write (``as in passport``, ``كما في الهوية``, ``if any``, ``e.g. 1985``) are removed.
2. `fold` unifies letter case, marks, hamza and keyboards; camel case is split into words.
3. Arabic articles, the conjunction before them, and an ending without which a word is in the data
   are removed: "your" (``رتبتك``), a plural, the Kurdish izafa. Synonyms (``هاتف``, ``موبايل``) are
   unified, and words such as "required" or "please" dropped.
4. The name of a language is removed; it states the language of the texts below.
5. Words for the participants, and adjectives that choose no other field, are removed if the rest
   is known without them: ``Participant's current job title``.
6. A unit after a heading decides between two meanings, ``Pre-test %``; so does a synonym in
   brackets, ``العنوان الوظيفي (المسمى)``, but nothing that may be a second thing, ``WhatsApp (phone)``.
   So do answers in brackets that only one of the meanings has: ``نوع الجهة (حكومية / منظمة دولية)``.
7. Parts in two languages, or on both sides of a stroke or an "and", must mean the same:
   ``Name and organization`` is two fields, although its words are also those of one field.
8. Both sexes in a heading make it ask for the sex, as in ``Type (M/F)``. "Governorate you work in"
   is not the governorate of a person, nor is "position in the training" a position. A question for
   yes or no asks for nothing else: ``Do you work for an organization?``.
9. An unknown heading about a mother, a passport, a faith and the like is never taken.
"""

import codecs
import enum
import functools
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import attrs

from ..core.errors import BrokenExtensionError
from ..core.fields import PerClassCache
from ..core.issues import InvalidDataError, Issue
from ..core.record import Record
from ..core.unicode import GAP, WITHOUT_KURDISH_MARKS, fold
from ..i18n import country_name, languages, translate
from ..i18n.errors import PACKAGE_FAILURES
from ..model import Organization, Place, Session, Speaker, Training
from ..vocab.data import table
from .cells import ARABIC_LETTERS, ByLetters, Words, language_of
from .choices import Choices, Governorates, Several, Terms
from .cleaning import PLACEHOLDERS
from .columns import (
    Column,
    Path,
    by_letters,
    find,
    in_country,
    is_localized,
    labels_of,
    stems,
    wholes,
    with_tag,
)
from .rules import (
    COLUMN_IGNORED,
    COLUMN_KEPT,
    COLUMN_NEVER,
    HEADING_AMBIGUOUS,
    HEADING_SHARED,
    HEADING_UNCLEAR,
    MAP_MALFORMED,
    NO_FIELD,
    NO_SUCH_FIELD,
)

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

ENTRY_POINTS = "tipmodel.headings"
"""The group of entry points that add headings: mappings like those of the data file."""


class Sense(enum.Enum):
    """The role of a heading."""

    FIELD = "field"
    """It names one field."""
    COUNTER = "counter"
    """It numbers the rows of the sheet."""
    AMBIGUOUS = "ambiguous"
    """It has several usual meanings, or one that needs confirmation."""
    NEVER = "never"
    """Its column must never be read, such as the numbers of identity cards."""
    NO_FIELD = "no_field"
    """It is known, but there is no field for it."""
    LEFT_OUT = "left_out"
    """The caller left it out."""
    UNKNOWN = "unknown"
    """It is unknown."""
    BLANK = "blank"
    """There is no heading."""


@attrs.frozen
class Heading:
    """The heading of one column, interpreted.

    Attributes:
        text: The heading, unchanged.
        sense: Its role.
        column: The column that it names, if any.
        language: The language of the heading; ``None`` for a code.
        meanings: The columns that an ambiguous heading may name.
        tag: The language that an ambiguous heading states for the texts below it, if any.

    """

    text: str
    sense: Sense
    column: Column | None = None
    language: str | None = None
    meanings: tuple[Column, ...] = ()
    tag: str = ""

    @property
    def is_by_letters(self) -> bool:
        """Whether the letters of each text determine its language, because the heading does not."""
        return self.column is not None and isinstance(self.column.kind, ByLetters)


def seems_known(cls: type[Record], text: str) -> bool:
    """Whether a text is a heading, judged quickly by the lists of words and labels alone."""
    folded = fold(text)
    return folded in _words_of(cls).texts or folded in labels_of(cls)


def ambiguous(heading: Heading, likeliest: Column | None, *, is_shared: bool) -> Issue:
    """Return the issue for a heading with several meanings, or with those that others have too."""
    nothing = as_argument(heading.text, "")
    if not heading.meanings:
        return HEADING_UNCLEAR.issue(nothing=nothing)
    if likeliest is None or is_shared:
        return HEADING_SHARED.issue(meanings=heading.meanings, nothing=nothing)
    example = as_argument(heading.text, ".".join(_tagged(likeliest, heading.tag).path))
    return HEADING_AMBIGUOUS.issue(meanings=heading.meanings, example=example, nothing=nothing)


def likeliest_of(heading: Heading, taken: Collection[Path]) -> Column | None:
    """Return the column that an ambiguous heading likeliest means, by the words of its labels.

    Args:
        heading: The heading.
        taken: The paths of the fields that have a column.

    """
    words = set(_words(heading.text))

    def in_common(column: Column) -> int:
        labels = (column.text(language) for language in map(str, languages()))
        return max(len(words.intersection(_words(label))) for label in labels)

    free = (each for each in heading.meanings if _tagged(each, heading.tag).path not in taken)
    return max(free, key=in_common, default=None)


_CONSENT = tuple(
    f" {fold(words)} "
    for words in (
        *(
            "consent",
            "consents",
            "consented",
            "agree",
            "agreed",
            "agreement",
            "accept",
            "permission",
        ),
        *("authorization", "authorisation", "authorize", "authorise", "opt in"),
        *("i allow", "you allow", "allow us", "privacy", "data protection", "gdpr"),
        *("أوافق", "نوافق", "توافق", "توافقين", "توافقون", "موافق", "موافقون", "موافقة", "وموافقة"),
        *("الموافقة", "بالموافقة", "أقبل", "تقبل", "تقبلين", "أسمح", "تسمح", "تسمحين", "تسمحون"),
        *(
            "السماح",
            "إذن",
            "الإذن",
            "أخول",
            "تخويل",
            "تفويض",
            "تصريح",
            "الخصوصية",
            "حماية البيانات",
        ),
        *("ڕەزامەندی", "ڕازیم", "ڕازیت", "رازیمە", "ڕازیبوون", "ڕێگە دەدەیت", "مۆڵەت"),
    )
)


_REQUESTS = " may we ", " can we ", " could we "
"""How a question for consent begins; "How can we improve?" is none."""


def asks_for_consent(text: str) -> bool:
    """Whether a heading may ask for consent, in words that no field has."""
    said = f" {fold(text)} "
    return said.startswith(_REQUESTS) or any(words in said for words in _CONSENT)


def as_argument(heading: str, path: str) -> str:
    r"""Return the argument of ``--map`` that gives a heading the meaning of a field.

    >>> as_argument('Place of "work"', "affiliation.name")
    '"Place of \\"work\\"=affiliation.name"'
    """
    text = " ".join(heading.split()).replace('"', '\\"')
    return f'"{text}={path}"'


def left_out(cls: type[Record], heading: Heading, *, is_kept: bool) -> Issue:
    """Return the notice about a column that belongs to no field."""
    if heading.sense is Sense.NEVER:
        return COLUMN_NEVER.issue()
    column = _words_of(cls).near(heading.text)
    near: dict[str, Any] = (
        {"suggestion": column} if column and heading.sense is Sense.UNKNOWN else {}
    )
    if is_kept:
        return COLUMN_KEPT.issue(**near)
    return NO_FIELD.issue() if heading.sense is Sense.NO_FIELD else COLUMN_IGNORED.issue(**near)


def headings_in(data: bytes) -> Mapping[str, str]:
    """Read the meanings of headings from TOML, with a line such as ``"اللقب" = "academic_rank"`` for each.

    Raises:
        InvalidDataError: The file does not have this form.

    """
    import tomllib  # noqa: PLC0415 - hardly ever needed

    try:
        pairs = tomllib.loads(data.removeprefix(codecs.BOM_UTF8).decode())
    except ValueError:
        pairs = {"": 0}
    if not all(isinstance(path, str) for path in pairs.values()):
        raise MAP_MALFORMED.error(form='"اللقب" = "academic_rank"')
    return pairs


def check_given(given: Mapping[str, str], classes: Iterable[type[Record]]) -> None:
    """Refuse headings that are mapped to something that is not a field of any of *classes*.

    Raises:
        InvalidDataError: With an issue for each.
        TypeError: A heading or a field is not text.

    """
    classes = tuple(classes)
    if not all(isinstance(each, str) for pair in given.items() for each in pair):
        raise TypeError("headings are texts, and so are the codes of their fields")
    wrong = [
        path.strip()
        for path in given.values()
        if path.strip() and not any(column_of(cls, path.strip()) for cls in classes)
    ]
    if wrong:
        forms = ("academic_rank", "name.ar", "place.governorate")
        raise InvalidDataError(*(NO_SUCH_FIELD.issue(path=path, form=forms) for path in wrong))


def understand(
    cls: type[Record], texts: Sequence[str], given: Mapping[str, str] | None = None
) -> tuple[Heading, ...]:
    """Return the meanings of the headings of a sheet, which can depend on one another.

    Args:
        cls: The class of the records.
        texts: The headings.
        given: The meanings that the caller gives to headings: the code of a field, such as
            ``place.governorate`` or ``name.ar``, or an empty text to leave the column out.

    """
    said = {_bare(text): path for text, path in (given or {}).items()}
    known = [_understood(cls, text.strip()) for text in texts]
    for at, text in enumerate(texts):
        path = said.get(_bare(text))
        if text.strip() and path is not None and known[at].sense is not Sense.NEVER:
            known[at] = _as_told(cls, known[at], path)
    headings = _with_languages(_with_usual_language(cls, known))
    return tuple(map(_with_country, headings))


def _with_country(heading: Heading) -> Heading:
    """Return the heading with the country that it states in brackets: ``Phone (Iraq)``, ``(+964)``."""
    if heading.column is None or heading.column.path != ("phone",):
        return heading
    said = (_countries().get(fold(each)) for each in _brackets.findall(heading.text))
    country = next(filter(None, said), None)
    return attrs.evolve(heading, column=in_country(heading.column, country))


@functools.cache
def _countries() -> Mapping[str, str]:
    names = {fold(country_name("IQ", language)): "IQ" for language in languages()}
    return {**names, "964": "IQ", "iq": "IQ", "00964": "IQ"}


def _bare(text: str) -> str:
    return " ".join(text.casefold().split())


def _as_told(cls: type[Record], heading: Heading, path: str) -> Heading:
    if not path.strip():
        return Heading(heading.text, Sense.LEFT_OUT)
    column = column_of(cls, path.strip())
    if column is None:
        return heading  # it is a field of another class
    column = _tagged(column, heading.tag)
    language = column.tag or heading.language or language_of(heading.text, "en")
    return Heading(heading.text, Sense.FIELD, by_letters(column, language), language)


def _tagged(column: Column, tag: str) -> Column:
    """Return the column of a text in the language *tag*, if its language is open."""
    return with_tag(column, tag) if tag and column.tag is None and is_localized(column) else column


def column_of(cls: type[Record], path: str) -> Column | None:
    """Return the column of a field by its code; for a text, with or without its language."""
    for column in (*stems(cls), *wholes(cls)):
        if ".".join(column.path) == path:
            return column
    return find(cls, path).get(None)


def _with_usual_language(cls: type[Record], known: Sequence[Heading]) -> Iterator[Heading]:
    """Decide a heading that is a word in several languages, or a word and a code, by the others."""
    found = [find(cls, each.text) if each.sense is Sense.FIELD else {} for each in known]
    sure = [language for each in found if len(each) == 1 for language in each]
    usual = sorted(dict.fromkeys(sure), key=sure.count)[-1:]
    for each, here in zip(known, found, strict=True):
        language = next((one for one in usual if one in here), None)
        if len(here) > 1 and usual and language in here:
            yield attrs.evolve(each, column=here[language], language=language)
        else:
            yield each


def _with_languages(known: Iterable[Heading]) -> Iterator[Heading]:
    """Give two headings for the same text each their own language."""
    known = list(known)
    texts = [each.column.path[: _depth(each.column)] for each in known if each.column]
    taken = {each.column.path for each in known if each.column}
    for each in known:
        if each.is_by_letters and each.column and texts.count(each.column.path) > 1:
            tagged = with_tag(_stem(each.column), str(each.language or "en"))
            if tagged.path not in taken:
                taken.add(tagged.path)
                yield attrs.evolve(each, column=tagged)
                continue
        yield each


def _depth(column: Column) -> int:
    return len(column.path) - bool(column.tag)


def _stem(column: Column) -> Column:
    return attrs.evolve(column, kind=Words())


def _understood(cls: type[Record], text: str) -> Heading:
    if not text:
        return Heading(text, Sense.BLANK)
    words = _words_of(cls)
    found = words.remembered.get(text) or words.passing.get(text)
    if found is None:
        found = _own(cls, text, words.look_up(text)) or words.heading(text)
        memory = words.remembered if seems_known(cls, text) else words.passing
        if len(memory) < _MAX_REMEMBERED:
            memory[text] = found
    return found


def forget() -> None:
    """Forget the cells of the rows that were examined; known headings stay cached."""
    for words in list(_words_of.values()):
        words.passing.clear()


def _own(cls: type[Record], text: str, entry: "_Entry | None") -> Heading | None:
    """Return the meaning of a heading that is a label or a code of the package."""
    if entry and entry.sense is Sense.NEVER:
        return None
    if found := find(cls, text.translate(_SIGNS)):
        language, column = next(iter(found.items()))
        return Heading(text, Sense.FIELD, by_letters(column, language or "en"), language)
    stem = next((one for one in stems(cls) if ".".join(one.path) == text), None)
    return (
        Heading(text, Sense.FIELD, by_letters(stem, "en")) if stem and is_localized(stem) else None
    )


@attrs.frozen
class _Entry:
    """The meaning of a heading in the lists."""

    sense: Sense
    columns: tuple[Column, ...] = ()
    languages: frozenset[str] = frozenset()
    tag: str = ""

    def is_of(self, field: str) -> bool:
        """Whether the heading names *field* or a part of it."""
        return self.sense is Sense.FIELD and self.columns[0].path[0] == field

    @property
    def numbered(self) -> "_Entry":
        """The meaning of the heading with a number after it, as in "Day 2": one of several."""
        several = self.sense in (Sense.FIELD, Sense.COUNTER)
        return attrs.evolve(self, sense=Sense.AMBIGUOUS) if several else self

    def language(self, text: str) -> str:
        """Return the language of a heading with this meaning."""
        language = language_of(text, "en")
        if language == "ar" and "ckb" in self.languages and "ar" not in self.languages:
            return "ckb"
        return language


_Key = frozenset[str]
_MAX_REMEMBERED = 4096
_PARTED = frozenset({"affiliation", "place", "age", "dates", "headcount", "represented"})
"""Fields whose headings people shorten to the part after the colon."""

_SEVERAL = frozenset({"affiliation", "phone"})
"""Fields of which a person may have several, a department in a ministry or a second number."""

_INSIDE: Mapping[type[Record], tuple[str, str]] = {
    Organization: ("Person", "affiliation."),
    Place: ("Participant", "place."),
}
"""Classes whose headings are also those of a part of other records: their table, and the part."""

_TOTAL = "headcount", "total"
_PEOPLE = ("participants",)
_LONGEST = 60
"""The maximum length of a heading for which a similar one is searched."""


class _Words:
    """The headings of one class."""

    def __init__(self, cls: type[Record], *, points: Iterable["EntryPoint"] = ()) -> None:
        self.remembered: dict[str, Heading] = {}
        self.passing: dict[str, Heading] = {}
        self._known: dict[_Key, _Entry] = {}
        self._by_field: dict[str, list[_Key]] | None = None
        self.texts: dict[str, Column] = {}
        self._columns = {".".join(column.path): column for column in (*stems(cls), *wholes(cls))}
        about = {Speaker: "speakers", Training: "trainings", Session: "sessions"}
        self._people = _listed(
            "drop", next((n for c, n in about.items() if issubclass(cls, c)), "people")
        )
        self._beside = tuple(_beside(self._people))
        data = table("headings")
        names = [base.__name__ for base in cls.__mro__]
        for point in points:
            try:
                lists = point.load()
                for name in names:
                    self._add_fields(lists.get(name, {}))
            except PACKAGE_FAILURES as error:  # whatever the package does
                package = point.dist.name if point.dist else point.module
                raise BrokenExtensionError(package, point.name) from error
        self._add_all(Sense.NEVER, data["never"])
        for name in names:
            self._add_fields(data.get(name, {}))
        if cls in _INSIDE:
            self._add_fields(_inside(*_INSIDE[cls]))
        self._add_all(Sense.NO_FIELD, data["none"])
        self._add_all(Sense.COUNTER, data["counters"])
        self._add_labels()
        self._add_tails()

    def _add(self, text: str, entry: _Entry) -> None:
        key = _key(_words(_without_hints(text)))
        before = self._known.get(key)
        if before is None:
            self._known[key] = entry
        elif before.sense is entry.sense and before.columns == entry.columns:
            self._known[key] = attrs.evolve(before, languages=before.languages | entry.languages)

    def _add_all(self, sense: Sense, lists: Mapping[str, Any]) -> None:
        for language, texts in lists.items():
            if language != "source":
                for text in texts:
                    self._add(text, _Entry(sense, (), frozenset({language})))

    def _add_fields(self, fields: Mapping[str, Any]) -> None:
        for path, lists in fields.items():
            if path == "ambiguous":
                for each in lists:
                    columns = tuple(
                        self._columns[one] for one in each["meanings"] if one in self._columns
                    )
                    for text in each["headings"]:
                        self._add(text, _Entry(Sense.AMBIGUOUS, columns))
                continue
            if path not in self._columns:
                raise ValueError(f"headings are given for {path!r}, which is no field of a table")
            column = self._columns[path]
            for language, texts in lists.items():
                if language != "source":
                    for text in texts:
                        self.texts.setdefault(fold(text), column)
                        self._add(text, _Entry(Sense.FIELD, (column,), frozenset({language})))

    def _add_labels(self) -> None:
        """Add the labels of the package, without the names of languages."""
        for column in self._columns.values():
            for language in map(str, languages()):
                entry = _Entry(Sense.FIELD, (column,), frozenset({language}))
                self._add(column.text(language), entry)

    def _add_tails(self) -> None:
        """Add the part after the colon of each label, unless two labels share it."""
        columns = [
            column
            for column in self._columns.values()
            if column.path[0] in _PARTED and column.path[-1] not in ("extra", "part_of", "venue")
        ]
        for language in map(str, languages()):
            said = [(translate(column.names[-1], language), column) for column in columns]
            ends = [fold(text) for text, _ in said]
            for text, column in said:
                if len(column.names) > 1 and ends.count(fold(text)) == 1:
                    self._add(text, _Entry(Sense.FIELD, (column,), frozenset({language})))

    def heading(self, text: str) -> Heading:
        """Return the meaning of a heading in the lists; KoBoToolbox begins its own with ``_``."""
        entry = None if text.startswith("_") else self.look_up(text)
        if entry is None:
            is_never = not _never_words().isdisjoint(fold(text).split())
            return Heading(text, Sense.NEVER if is_never else Sense.UNKNOWN)
        if entry.sense is not Sense.FIELD:
            return Heading(text, entry.sense, meanings=entry.columns, tag=entry.tag)
        column, language = _tagged(entry.columns[0], entry.tag), entry.language(text)
        return Heading(text, Sense.FIELD, by_letters(column, language), entry.tag or language)

    def look_up(self, text: str) -> _Entry | None:
        """Return the entry of a heading."""
        plain = _without_hints(text)
        found = self._one(plain)
        for parts in _partings(plain):
            if len(parts) > 1 and (
                found is None or self._are_several(parts, found, are_joined=bool(_joined(plain)))
            ):
                found = self._agreed(parts) or found
        if found is None or found.sense is Sense.AMBIGUOUS:
            found = self._explained(plain) or self._answered(text) or self._settled(text) or found
        return self._asked(text, found) if found else None

    def _are_several(self, parts: Sequence[str], found: _Entry, *, are_joined: bool) -> bool:
        """Whether the heading of one field names several, as in "Name and organization"."""
        if found.sense is not Sense.FIELD:
            return False
        entries = [self.look_up(part) for part in parts]
        columns = {each.columns for each in entries if each and each.sense is Sense.FIELD}
        if not are_joined:  # "Number of participants (women)" is one number
            columns -= {each for each in columns if each[0].path in (_TOTAL, _PEOPLE)}
        return len(columns) > 1 and all(entries)

    def _asked(self, text: str, found: _Entry) -> _Entry:
        """Return the entry, changed if the heading also asks for the sex or about something else."""
        field = found.columns[0].path[0] if found.sense is Sense.FIELD else ""
        if _asks_for_sex(text) and field != "sex":
            sex = tuple(column for column in found.columns if column.path == ("sex",))
            if sex:
                return attrs.evolve(found, sense=Sense.FIELD, columns=sex)
            if found.sense in (Sense.FIELD, Sense.COUNTER):
                return attrs.evolve(found, sense=Sense.AMBIGUOUS)
        if any(
            field in fields and turn.search(_folded(text)) for turn, fields in _changing_turns()
        ):
            return attrs.evolve(found, sense=Sense.AMBIGUOUS)
        if found.sense is Sense.FIELD and _asks_yes_or_no(_numbering.sub("", text, count=1)):
            is_answer = found.columns[0].field.shape.inner_type is bool
            return found if is_answer else attrs.evolve(found, sense=Sense.AMBIGUOUS)
        return found

    def _settled(self, text: str) -> _Entry | None:
        """Return what a heading means by its last words: a unit, or the mark of per cent."""
        folded = fold(text.translate(_SIGNS))
        for field, last in _settling().get(folded.rpartition(" ")[2], ()):
            if folded.endswith(f" {last}"):
                found = self._one(folded.removesuffix(last))
                if found and [".".join(each.path) for each in found.columns] == [field]:
                    return attrs.evolve(found, sense=Sense.FIELD)
        return None

    def _answered(self, text: str) -> _Entry | None:
        """Return what a heading means that has answers behind it, in brackets, if one field has them."""
        inside = _choice.search(text)
        head = f"{text[: inside.start()]} {text[inside.end() :]}" if inside else ""
        found = self._one(_without_hints(head))
        if not inside or not found or found.sense not in (Sense.FIELD, Sense.AMBIGUOUS):
            return None
        parts = _answers_apart.split(inside[1] or inside[2] or "")
        said = (part.strip(" .…*?؟") for part in parts)
        answers = [each for each in said if each and each.casefold() not in _NO_ANSWERS]
        able = [column for column in found.columns if all(map(_reader(column), answers))]
        enough = len(answers) >= (1 if found.sense is Sense.FIELD else 2)
        if len(able) != 1 or not enough:
            return None
        return attrs.evolve(found, sense=Sense.FIELD, columns=tuple(able))

    def _explained(self, text: str) -> _Entry | None:
        """Return what a heading means that has a synonym or examples behind it, in brackets."""
        inside = [part for each in _brackets.findall(text) for part in _strokes.split(each)]
        found = [self._one(part) for part in (_brackets.sub(" ", text), *inside)]
        entries = [each for each in found if each]
        if not inside or len(entries) < len(found):
            return None
        fields = {each.columns for each in entries if each.sense is Sense.FIELD}
        if len(fields) != 1:
            return None
        ((column, *_),) = fields
        may_be_another = entries[0].sense is not Sense.FIELD or _parts_of_bodies() & set(
            _words(text)
        )
        if column.path[0] == "place" or (column.path[0] in _SEVERAL and may_be_another):
            return None  # they may be two: "District (governorate)", "WhatsApp (phone)"
        return self._same(entries, column)

    def _one(self, text: str) -> _Entry | None:
        words = _words(text)
        if not words:
            return None
        tags = {tag for word in words if (tag := _tongues().get(word))}
        said = [word for word in words if word not in _tongues()]
        fewer = [word for word in said if word not in _beside_tongues()]
        ways = [(words, "")] + [(some, tag) for tag in tags for some in (said, fewer)]
        for some, tag in ways if len(tags) <= 1 else ():
            for fewer_still in _keys(some, self._people):
                if found := self._known.get(fewer_still):
                    return attrs.evolve(found, tag=tag) if tag else found
            key = _key(some)
            found = self._known.get(key - _NAMES) if not _NAMES.isdisjoint(key) else None
            if (
                found is None
                or not found.is_of("affiliation")
                or found.columns[0].path[1] != "name"
            ):
                found = self._among(key)
            if found:
                return attrs.evolve(found, tag=tag) if tag else found
        bare = [word for word in words if not word.isdecimal()]
        found = self._one(" ".join(bare)) if len(bare) < len(words) else None
        return found.numbered if found else None

    def _among(self, key: _Key) -> _Entry | None:
        """Return the entry of a field beside whose words all others in *key* say nothing."""
        for field, left_out in self._beside:
            if left_out.isdisjoint(key):
                continue
            for known in self._keys_of(field):
                if known < key and key - known <= left_out:
                    return self._known[known]
        return None

    def _keys_of(self, field: str) -> Sequence[_Key]:
        """Return the words of the headings of a field, the most words first."""
        if self._by_field is None:
            self._by_field = {}
            for known in sorted(self._known, key=len, reverse=True):
                entry = self._known[known]
                if entry.sense is Sense.FIELD:
                    self._by_field.setdefault(entry.columns[0].path[0], []).append(known)
        return self._by_field.get(field, ())

    def _agreed(self, parts: Sequence[str]) -> _Entry | None:
        found = [self.look_up(part) for part in parts]
        if not all(found):
            return None
        entries: list[_Entry] = [each for each in found if each]
        senses = {each.sense for each in entries}
        if Sense.NEVER in senses:
            return _Entry(Sense.NEVER)
        fields = list(dict.fromkeys(each.columns for each in entries if each.sense is Sense.FIELD))
        if len(fields) == 1:
            others = [each for each in entries if each.sense is not Sense.FIELD]
            if _scripts_differ(parts) or all(
                each.sense is Sense.COUNTER or each.columns == fields[0] for each in others
            ):
                same = self._same(entries, fields[0][0])
                if same:
                    return same
        if len(senses) == 1 and senses <= {Sense.COUNTER, Sense.NO_FIELD}:
            return entries[0]
        if senses == {Sense.COUNTER, Sense.AMBIGUOUS} and _scripts_differ(parts):
            return _Entry(Sense.COUNTER)
        union = dict.fromkeys(column for each in entries for column in each.columns)
        return _Entry(Sense.AMBIGUOUS, tuple(union))

    @staticmethod
    def _same(entries: Iterable[_Entry], column: Column) -> _Entry | None:
        """Return the entry of a field that all *entries* name or may name, in one language."""
        entries = list(entries)
        tags = {each.tag for each in entries if each.tag}
        if len(tags) > 1 or not all(
            each.columns == (column,) or _may_be(each, column) for each in entries
        ):
            return None
        languages_ = frozenset[str]().union(*(each.languages for each in entries))
        return _Entry(Sense.FIELD, (column,), languages_, next(iter(tags), ""))

    def near(self, text: str) -> Column | None:
        """Return the column whose headings are most similar to *text*, if any is similar."""
        import difflib  # noqa: PLC0415

        if len(text) > _LONGEST:
            return None
        names = difflib.get_close_matches(fold(text), self.texts, n=1, cutoff=0.75)
        return self.texts[names[0]] if names else None


def _reader(column: Column) -> Callable[[str], bool]:
    """Return a function that tells whether a text is a value of the closed list of a column."""
    kind = column.kind.item if isinstance(column.kind, Several) else column.kind

    def reads(text: str) -> bool:
        try:
            plain, _ = kind.meant(text, None)
        except InvalidDataError:
            return False
        return not isinstance(kind, Terms) or plain in kind.cls.facts()

    return reads if isinstance(kind, Choices | Governorates | Terms) else lambda _: False


def _inside(table_name: str, part: str) -> Mapping[str, Any]:
    """Return the lists of headings of a part of other records."""
    return {
        path.removeprefix(part): lists
        for path, lists in table("headings")[table_name].items()
        if path.startswith(part)
    }


def _may_be(entry: _Entry, column: Column) -> bool:
    """Whether an entry that is not one field can mean *column*."""
    if entry.sense is Sense.COUNTER:
        return column.path == ("id",)
    return entry.sense is Sense.AMBIGUOUS and column in entry.columns


def _scripts_differ(parts: Sequence[str]) -> bool:
    return len({bool(ARABIC_LETTERS.search(part)) for part in parts}) > 1


@PerClassCache
def _words_of(cls: type[Record]) -> _Words:
    from importlib import metadata  # noqa: PLC0415

    points = sorted(metadata.entry_points(group=ENTRY_POINTS), key=lambda point: point.name)
    return _Words(cls, points=points)


# Reducing a heading to its words ----------------------------------------------------------------

_numbering = re.compile(
    r"^\s*[(\[]?[أ-ي][.)\]\-–]\s+(?=\S{2})"
    r"|^\s*[(\[]?(?:(?:[A-Za-zسژپ]|(?:ال)?سؤال|question|پرسیار)\s?)?[0-9٠-٩۰-۹]{1,3}"
    r"(?:(?:\.[0-9٠-٩۰-۹]{1,2})+[.):\]\-–/]*\s+|\s*[.):\]\-–/]+\s*)(?=\D)",
    re.IGNORECASE,
)
_is_form = re.compile(r"\+?[0-9٠-٩xX*#_\-\s]*[xX*#_]{2}[0-9٠-٩xX*#_\-\s]*").fullmatch
"""A form to fill in, such as ``07xxxxxxxxx``."""
_brackets = re.compile(r"[(\[{（]([^()\[\]{}（）]*)[)\]}）]")
_may_have_hints = re.compile(r"[(\[{（:/\\|]").search
_both_sexes = re.compile(r"(?<=\w{2})\s?[/(\\]\s?ـ?(?:ة|ه|ات)\)?(?!\w)")
"""Both forms of a word in Arabic: ``المشارك/ة``, ``المتدرب(ة)``."""

_endings = (
    "ه",
    "ك",
    "كم",
    "كن",
    "ين",
    "ون",
    *map(fold, ("ی", "ت", "تان", "ان", "ەکە", "ەکەت", "ەکان", "کەت", "کەم", "ێن", "ێ", "یا", "ا")),
)
_plural = re.compile(r"(?<=[a-z])\(e?s\)", re.IGNORECASE)
_possessive = re.compile(r"(?<=\w)['’`´]s?(?!\w)", re.IGNORECASE)
_conjunction = re.compile(r"(?<!\s)\s+(?:(?:and|or|و|أو|او|یان)\s+|و(?=ال))", re.IGNORECASE)
_last_answers = re.compile(
    r"(?<=[^\s:])[\s:]+(\w+(?:\s?[/\\|]\s?|\s(?:or|او|أو|ام|أم|یان)\s)\w+)"
    r"(?=[\s*:.?؟]*(?:[(\[][^()\[\]]*[)\]]\s*)?$)",
    re.IGNORECASE,
)
"""Answers after a heading, without brackets: ``Gender M/F``, ``Gender M/F (required)``."""

_slashes = re.compile(rf"{GAP}[/|\n\r]+\s*")
_strokes = re.compile(rf"{GAP}[/|\n\r؛;،,:–—]+\s*|(?<!\s)\s+-\s+")
_strokes_and_brackets = re.compile(rf"{GAP}[/|\n\r؛;،,:–—()\[\]{{}}（）]+\s*|(?<!\s)\s+-\s+")
_choice = re.compile(rf"{_brackets.pattern}|:\s*(\S.*)$")
"""The answers to choose from behind a heading, in brackets or after a colon."""
_answers_apart = re.compile(r"[/|\\,،;؛\n]|\s[-–]\s|\s(?:or|او|أو|یان)\s", re.IGNORECASE)
_NO_ANSWERS = PLACEHOLDERS | {"other", "others", "أخرى", "اخرى", "غير ذلك", "هیتر"}
"""Answers that every list may have besides its own."""
_joined = re.compile(rf"[/|\n\r؛;،,]|{_conjunction.pattern}", re.IGNORECASE).search
"""Whether a heading lists things; a dash, a colon or brackets can specify one."""
_camel = re.compile(r"(?<=[a-z])(?=[A-Z0-9])")
_asks_yes_or_no = re.compile(
    r"\s*(?:do|does|did|is|are|was|were|has|have|can|will|هل|ئایا)\s", re.IGNORECASE
).match
_e_mail = re.compile(r"\be[\s\-_]?mails?\b", re.IGNORECASE)
_article = re.compile(r"^(?:[وبكف]?ال(?=.{3})|لل(?=.{3})|ال(?=.{2}))")
_script_change = re.compile(
    r"(?<=[\u0600-\u06ff])\s+(?=[A-Za-z])|(?<=[A-Za-z)])\s+(?=[\u0600-\u06ff])"
)
_SIGNS = str.maketrans(
    {"%": " percent ", "٪": " percent ", "#": " number ", "№": " number ", "&": " and "}
)


def _without_hints(text: str) -> str:
    """Remove numbering, and brackets that only say how to fill in the column."""
    text = _both_sexes.sub("", _numbering.sub("", text, count=1)).translate(_SIGNS)
    text = _plural.sub("", text)
    text = _with_brackets(_possessive.sub("", text))
    return _brackets.sub(lambda found: " " if _is_hint(found[1]) else found[0], text)


def _with_brackets(text: str) -> str:
    """Put brackets around a hint after a colon or at the end."""
    asked, colon, answers = text.partition(":")
    if colon and _is_hint(re.sub(r"[?؟]", " ", answers)):
        if answers.strip():
            return f"{asked} ({answers})"
        text = asked
    last = _last_answers.search(text)
    if not last or _parts_of_names().issuperset(re.findall(r"\w+", fold(last[1]))):
        return text  # two names for one thing: Full name / الاسم
    if not _is_hint(last[1]):
        return text
    return f"{text[: last.start()]} ({last[1]}){text[last.end() :]}"


def _is_hint(text: str) -> bool:
    if _clauses().match(fold(text)):
        return True
    words = fold(text).split()
    if len(words) > 1 and set(words) <= _parts_of_names():
        return True
    if _is_form(text) or fold(text) in _countries() or set(words) <= _how_to_write():
        return True
    if all(word in _answers() or word.isdigit() for word in words):
        is_one_sex = len(words) == 1 and not _sexes().isdisjoint(words)
        return not is_one_sex  # "Participants (female)" is another number
    said = (word for word in words if not word.isdigit() and word not in _silent())
    return " ".join(said) in _hints() or fold(text) in _hints()


def _asks_for_sex(text: str) -> bool:
    """Whether a heading contains the two answers to the question of the sex."""
    if not _may_have_hints(text):
        return False
    hints = (fold(each).split() for each in _brackets.findall(_with_brackets(text)))
    return any(len(_sexes().intersection(words)) > 1 for words in hints)


def _partings(text: str) -> Iterator[list[str]]:
    """Yield ways to split a text into parts that may mean the same: at strokes, brackets, scripts."""
    for between in (_slashes, _strokes, _strokes_and_brackets, _script_change, _conjunction):
        yield [part for part in between.split(text) if part.strip(" *.-")]


def _words(text: str) -> list[str]:
    """Return the meaningful words of a text, with synonyms unified."""
    plain = _turns().sub(" ", _folded(_e_mail.sub(" email ", _camel.sub(" ", text))))
    clause = _clauses().search(plain)
    if clause and clause.start():
        kept = (word for word in clause[0].split() if word in _tongues())
        plain = f"{plain[: clause.start()]} {' '.join(kept)}"
    words = []
    for word in plain.split():
        for bare in map(_stem_of_the_data, _bare_words(word)):
            same = _synonyms().get(bare, bare)
            if word not in _silent():
                words.append(same)
    return words


def _folded(text: str) -> str:
    """Fold a text, and write "organization" as in the data."""
    return fold(text).replace("organis", "organiz")


def _bare_words(word: str) -> Iterator[str]:
    if word.isascii():
        yield word
        return
    bare = _article.sub("", word)
    bare = _article.sub("", bare) if bare.startswith(("الك", "اليك")) else bare
    yield bare.translate(WITHOUT_KURDISH_MARKS)


def _stem_of_the_data(word: str) -> str:
    """Remove an ending ("your", a plural, the Kurdish izafa) if that leaves a word of the data.

    رتبتك becomes رتبة, مرشحين becomes مرشح and مۆبایلی becomes مۆبایل. Words of the data are kept.
    """
    if word in _vocabulary():
        return word
    for ending in _endings:
        if not word.endswith(ending):
            continue
        stem = word.removesuffix(ending)
        stems = stem, f"{stem.removesuffix('ت')}ه", f"{stem.removesuffix('ا')}ي"
        if known := next((each for each in stems if len(each) > 1 and each in _vocabulary()), None):
            return known
    return word


@functools.cache
def _vocabulary() -> frozenset[str]:
    """Return the words of all headings in the data."""
    texts: list[Any] = [table("headings")]
    words: set[str] = set()
    while texts:
        each = texts.pop()
        if isinstance(each, str):
            words |= {bare for word in fold(each).split() for bare in _bare_words(word)}
        else:
            texts += each.values() if isinstance(each, Mapping) else each
    return frozenset(words)


def _key(words: Iterable[str]) -> _Key:
    return frozenset(words)


def _keys(words: Sequence[str], people: frozenset[str]) -> Iterator[_Key]:
    """Yield the keys to look up, from all words to the fewest."""
    yield _key(words)
    for left_out in _left_out(words, people):
        rest = [word for word in words if word not in left_out]
        if rest and len(rest) < len(words):
            yield _key(rest)


def _left_out(words: Sequence[str], people: frozenset[str]) -> Iterator[frozenset[str]]:
    beside = (_NAMES, "name_forms"), ({"phone"}, "phone_forms")
    forms = [_listed("drop", name) for some, name in beside if some & set(words)]
    adjectives = _listed("drop", "adjectives")
    yield from (adjectives, *forms, people, *(each | people for each in (adjectives, *forms)))


def _beside(people: frozenset[str]) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield fields, and the words that say nothing where the rest is a heading of the field."""
    registered = people | _listed("drop", "registered")
    for field in table("headings")["beside"]:
        yield field, _listed("beside", field)
        is_of_a_body = (
            field == "affiliation"
        )  # the organization of an applicant may be the applicant
        yield field, _listed("beside", field) | (people if is_of_a_body else registered)
    for field in ("name", "phone"):
        yield field, _listed("beside", field) | people | _listed("drop", f"{field}_forms")


_NAMES = {"name", "arabic_name", "kurdish_name"}


@functools.cache
def _synonyms() -> Mapping[str, str]:
    return {
        bare: name
        for name, texts in table("headings")["synonyms"].items()
        for text in texts
        for word in fold(text).split()
        for bare in _bare_words(word)
    }


@functools.cache
def _turns() -> re.Pattern[str]:
    """Match phrases of questions that say nothing about the field."""
    data = table("headings")
    return _any_of((*data["drop"]["phrases"], *data["turns"]["work"], *data["turns"]["training"]))


@functools.cache
def _clauses() -> re.Pattern[str]:
    """Match a clause on how a text is to be written, with all that follows."""
    return re.compile(_any_of(table("headings")["drop"]["clauses"]).pattern + ".*")


@functools.cache
def _settling() -> Mapping[str, Sequence[tuple[str, str]]]:
    """Return fields and what settles that a heading means them, by the last word of that."""
    found: dict[str, list[tuple[str, str]]] = {}
    for field, texts in table("headings")["settles"].items():
        for text in map(fold, texts):
            found.setdefault(text.rpartition(" ")[2], []).append((field, text))
    return found


@functools.cache
def _never_words() -> frozenset[str]:
    return frozenset(map(fold, table("headings")["never_words"]["words"]))


@functools.cache
def _parts_of_bodies() -> frozenset[str]:
    return _listed("parts", "words")


@functools.cache
def _changing_turns() -> tuple[tuple[re.Pattern[str], Sequence[str]], ...]:
    """Match the phrases that change the meaning of some fields."""
    turns = table("headings")["turns"]
    return tuple((_any_of(turns[name]), turns[f"not_{name}"]) for name in ("work", "training"))


def _any_of(texts: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(map(fold, texts), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")


@functools.cache
def _silent() -> frozenset[str]:
    return frozenset(
        word for text in table("headings")["drop"]["always"] for word in fold(text).split()
    )


@functools.cache
def _listed(part: str, name: str) -> frozenset[str]:
    return frozenset(
        _synonyms().get(bare, bare)
        for text in table("headings")[part][name]
        for word in fold(text).split()
        for bare in _bare_words(word)
    )


@functools.cache
def _hints() -> frozenset[str]:
    return frozenset(map(fold, table("headings")["hints"]["texts"]))


@functools.cache
def _how_to_write() -> frozenset[str]:
    return frozenset(map(fold, table("headings")["hints"]["how_to_write"]))


@functools.cache
def _parts_of_names() -> frozenset[str]:
    return frozenset(map(fold, table("headings")["hints"]["parts_of_names"]))


@functools.cache
def _answers() -> frozenset[str]:
    return _sexes() | frozenset(map(fold, table("headings")["hints"]["answers"]))


@functools.cache
def _sexes() -> frozenset[str]:
    return frozenset(map(fold, table("headings")["hints"]["sexes"]))


@functools.cache
def _tongues() -> Mapping[str, str]:
    tags = (tag for tag in table("headings")["tongues"] if tag != "with")
    return {word: tag for tag in tags for word in _listed("tongues", tag)}


@functools.cache
def _beside_tongues() -> frozenset[str]:
    return _listed("tongues", "with")
