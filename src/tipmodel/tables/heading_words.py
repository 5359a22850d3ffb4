"""What a heading means: the words of ``data/headings.toml``, found in any form that people give them.

A heading is reduced by rules before it is looked up; two headings mean the same when the same
words are left. The rules, in their order:

1. Numbering at the beginning and hints in brackets (``(M/F)``, ``(as in passport)``) fall away.
2. `fold`: letter case, marks, hamza, keyboards; a word in camel case is several.
3. Arabic articles and the conjunction before them fall away, and the "your" behind a word of the
   data, ``رتبتك``; words that the data call one (``هاتف``, ``موبايل``) are one; words such as
   "required" or "please" say nothing.
4. A word for a language names the language of the texts below; it is taken out.
5. Words for the participants, whose name it is, and what says how many parts a name has, are
   left out where the rest alone is known.
6. What stands in two languages, or on both sides of a stroke or an "and", must mean the same on
   each: ``Name and organization`` is two fields, though its words are those of one.
7. The two sexes beside a heading say that it asks for the sex, ``Type (M/F)``; "you work in"
   makes no field of a governorate, nor "in the training" one of a position.
"""

import codecs
import enum
import functools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import attrs

from ..core.errors import BrokenExtensionError
from ..core.issues import InvalidDataError, Issue
from ..core.record import PerClassCache, Record
from ..core.unicode import GAP, WITHOUT_KURDISH_MARKS, fold
from ..i18n import country_name, languages, translate
from ..model import Speaker, Training
from ..vocab.data import table
from .cells import ARABIC_LETTERS, ByLetters, Words, language_of
from .columns import (
    Column,
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
    HEADING_UNCLEAR,
    MAP_MALFORMED,
    NO_FIELD,
    NO_SUCH_FIELD,
)

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

ENTRY_POINTS = "tipmodel.headings"
"""The group of entry points that bring more headings: mappings like those of the data file."""


class Sense(enum.Enum):
    """The role of a heading."""

    FIELD = "field"
    """It names one field."""
    COUNTER = "counter"
    """It numbers the rows of the sheet."""
    AMBIGUOUS = "ambiguous"
    """It has several usual meanings, or one that must not be taken without asking."""
    NEVER = "never"
    """What stands below must never be taken, such as the number of an identity card."""
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
        sense: What it is to the reader.
        column: The column it names, if it names one.
        language: The language of the heading; none of a code.
        meanings: The columns that an ambiguous heading may name.

    """

    text: str
    sense: Sense
    column: Column | None = None
    language: str | None = None
    meanings: tuple[Column, ...] = ()

    @property
    def is_by_letters(self) -> bool:
        """Whether the letters of each text say its language, because the heading does not."""
        return self.column is not None and isinstance(self.column.kind, ByLetters)


def seems_known(cls: type[Record], text: str) -> bool:
    """Whether a text is quickly seen to be a heading; texts of records are quickly seen not to be."""
    folded = fold(text)
    return folded in _words_of(cls).texts or folded in labels_of(cls)


def ambiguous(heading: Heading) -> Issue:
    """Return the issue that a heading has several meanings, with what to do."""
    nothing = f'"{heading.text}="'
    if not heading.meanings:
        return HEADING_UNCLEAR.issue(nothing=nothing)
    example = f'"{heading.text}={".".join(heading.meanings[0].path)}"'
    return HEADING_AMBIGUOUS.issue(meanings=heading.meanings, example=example, nothing=nothing)


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
    """Read what headings mean from TOML: ``"اللقب" = "academic_rank"``, a line for each.

    Raises:
        InvalidDataError: It is not that.

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
    """Refuse a heading that is mapped to no field of any of *classes*.

    Raises:
        InvalidDataError: With an issue for each.

    """
    classes = tuple(classes)
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
    """Say what the headings of a sheet mean, each in the sight of the others.

    Args:
        cls: The class of the records.
        texts: The headings.
        given: What the caller says of headings: a field by its code, such as
            ``place.governorate`` or ``name.ar``; an empty text leaves the column out.

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
    """Let a heading state the country of its numbers in brackets: ``Phone (Iraq)``, ``(+964)``."""
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
    language = heading.language or language_of(heading.text, "en")
    return Heading(heading.text, Sense.FIELD, by_letters(column, language), language)


def column_of(cls: type[Record], path: str) -> Column | None:
    """Return the column of a field by its code; of a text, with or without its language."""
    for column in (*stems(cls), *wholes(cls)):
        if ".".join(column.path) == path:
            return column
    return find(cls, path).get(None)


def _with_usual_language(cls: type[Record], known: Sequence[Heading]) -> Iterator[Heading]:
    """Settle what is a word in several languages, or word and code: it is what the others are."""
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
    """Give two headings of one text each its own language."""
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
    """Forget what stood in the rows that were looked at; only words of the lists are remembered."""
    for words in list(_words_of.values()):
        words.passing.clear()


def _own(cls: type[Record], text: str, entry: "_Entry | None") -> Heading | None:
    """Return what a heading means that the package writes itself: a label or a code."""
    if entry and entry.sense is Sense.NEVER:
        return None
    if found := find(cls, text):
        language, column = next(iter(found.items()))
        return Heading(text, Sense.FIELD, by_letters(column, language or "en"), language)
    stem = next((one for one in stems(cls) if ".".join(one.path) == text), None)
    return (
        Heading(text, Sense.FIELD, by_letters(stem, "en")) if stem and is_localized(stem) else None
    )


@attrs.frozen
class _Entry:
    """What a list says of a heading."""

    sense: Sense
    columns: tuple[Column, ...] = ()
    languages: frozenset[str] = frozenset()
    tag: str = ""

    @property
    def numbered(self) -> "_Entry":
        """What the heading is with a number behind it, as in "Day 2": one of several."""
        several = self.sense in (Sense.FIELD, Sense.COUNTER)
        return attrs.evolve(self, sense=Sense.AMBIGUOUS) if several else self

    def language(self, text: str) -> str:
        """Return the language of a heading that was found here."""
        language = language_of(text, "en")
        if language == "ar" and "ckb" in self.languages and "ar" not in self.languages:
            return "ckb"
        return language


_Key = frozenset[str]
_MAX_REMEMBERED = 4096
_PARTED = frozenset({"affiliation", "place", "age", "dates", "headcount", "represented"})
"""Fields of whose columns people keep only what stands behind the colon."""

_TOTAL = "headcount", "total"
_LONGEST = 60
"""Characters of a heading for which a near one is looked for."""


class _Words:
    """The headings of one class."""

    def __init__(self, cls: type[Record], *, points: Iterable["EntryPoint"] = ()) -> None:
        self.remembered: dict[str, Heading] = {}
        self.passing: dict[str, Heading] = {}
        self._known: dict[_Key, _Entry] = {}
        self.texts: dict[str, Column] = {}
        self._columns = {".".join(column.path): column for column in (*stems(cls), *wholes(cls))}
        about = {Speaker: "speakers", Training: "trainings"}
        self._people = _listed(
            "drop", next((n for c, n in about.items() if issubclass(cls, c)), "people")
        )
        data = table("headings")
        names = [base.__name__ for base in cls.__mro__]
        for point in points:
            try:
                lists = point.load()
                for name in names:
                    self._add_fields(lists.get(name, {}))
            except Exception as error:  # whatever a stranger's package does
                package = point.dist.name if point.dist else point.module
                raise BrokenExtensionError(package, point.name) from error
        self._add_all(Sense.NEVER, data["never"])
        for name in names:
            self._add_fields(data.get(name, {}))
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
        """Add the labels of the package, without the language of a text in several languages."""
        for column in self._columns.values():
            for language in map(str, languages()):
                entry = _Entry(Sense.FIELD, (column,), frozenset({language}))
                self._add(column.text(language), entry)

    def _add_tails(self) -> None:
        """Add what stands behind the colon of a label, where no other label of the class ends so."""
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
        """Return what a heading means by the lists."""
        entry = (
            None if text.startswith("_") else self.look_up(text)
        )  # so KoBo calls its own columns
        if entry is None:
            return Heading(text, Sense.UNKNOWN)
        if entry.sense is not Sense.FIELD:
            return Heading(text, entry.sense, meanings=entry.columns)
        column, language = entry.columns[0], entry.language(text)
        if entry.tag and is_localized(column):
            return Heading(text, Sense.FIELD, with_tag(column, entry.tag), entry.tag)
        return Heading(text, Sense.FIELD, by_letters(column, language), entry.tag or language)

    def look_up(self, text: str) -> _Entry | None:
        """Return the entry of a heading."""
        plain = _without_hints(text)
        found = self._one(plain)
        for between, parts in _partings(plain):
            is_bracketed = between is _strokes_and_brackets and not _strokes.search(plain)
            if len(parts) > 1 and (
                found is None or self._are_several(parts, found, is_bracketed=is_bracketed)
            ):
                found = self._agreed(parts) or found
        return self._asked(text, found) if found else None

    def _are_several(self, parts: Sequence[str], found: _Entry, *, is_bracketed: bool) -> bool:
        """Whether a field is named whose words are those of several: "Name and organization"."""
        if found.sense is not Sense.FIELD:
            return False
        entries = [self.look_up(part) for part in parts]
        columns = {each.columns for each in entries if each and each.sense is Sense.FIELD}
        if is_bracketed:  # "Number of participants (women)" is one number
            columns -= {each for each in columns if each[0].path == _TOTAL}
        return len(columns) > 1 and all(entries)

    def _asked(self, text: str, found: _Entry) -> _Entry:
        """Heed what a heading says besides: that it asks for the sex, or for something else."""
        field = found.columns[0].path[0] if found.sense is Sense.FIELD else ""
        if _asks_for_sex(text) and field != "sex":
            sex = tuple(column for column in found.columns if column.path == ("sex",))
            if sex:
                return attrs.evolve(found, sense=Sense.FIELD, columns=sex)
            if found.sense in (Sense.FIELD, Sense.COUNTER):
                return attrs.evolve(found, sense=Sense.AMBIGUOUS)
        if any(field in fields and turn.search(fold(text)) for turn, fields in _changing_turns()):
            return attrs.evolve(found, sense=Sense.AMBIGUOUS)
        return found

    def _one(self, text: str) -> _Entry | None:
        words = _words(text)
        if not words:
            return None
        tags = {tag for word in words if (tag := _tongues().get(word))}
        said = [word for word in words if word not in _tongues()]
        fewer = [word for word in said if word not in _beside_tongues()]
        ways = [(words, "")] + [(some, tag) for tag in tags for some in (said, fewer)]
        for some, tag in ways if len(tags) <= 1 else ():
            for key in _keys(some, self._people):
                if found := self._known.get(key):
                    return attrs.evolve(found, tag=tag) if tag else found
            for field, key in _keys_without_people(some, self._people):
                found = self._known.get(key)
                if found and found.sense is Sense.FIELD and found.columns[0].path[0] == field:
                    return attrs.evolve(found, tag=tag) if tag else found
        bare = [word for word in words if not word.isdecimal()]
        found = self._one(" ".join(bare)) if len(bare) < len(words) else None
        return found.numbered if found else None

    def _agreed(self, parts: Sequence[str]) -> _Entry | None:
        found = [self.look_up(part) for part in parts]
        if not all(found):
            return None
        entries: list[_Entry] = [each for each in found if each]
        senses = {each.sense for each in entries}
        if Sense.NEVER in senses:
            return _Entry(Sense.NEVER)
        fields = list(dict.fromkeys(each.columns for each in entries if each.sense is Sense.FIELD))
        tags = {each.tag for each in entries if each.tag}
        if len(fields) == 1 and len(tags) <= 1:
            others = [each for each in entries if each.sense is not Sense.FIELD]
            if all(_may_be(each, fields[0][0]) for each in others) and (
                _scripts_differ(parts) or all(each.sense is Sense.COUNTER for each in others)
            ):
                languages_ = frozenset[str]().union(*(each.languages for each in entries))
                return _Entry(Sense.FIELD, fields[0], languages_, next(iter(tags), ""))
        if len(senses) == 1 and senses <= {Sense.COUNTER, Sense.NO_FIELD}:
            return entries[0]
        if senses == {Sense.COUNTER, Sense.AMBIGUOUS} and _scripts_differ(parts):
            return _Entry(Sense.COUNTER)
        union = dict.fromkeys(column for each in entries for column in each.columns)
        return _Entry(Sense.AMBIGUOUS, tuple(union))

    def near(self, text: str) -> Column | None:
        """Return the column of the headings that look most like *text*."""
        import difflib  # noqa: PLC0415

        if len(text) > _LONGEST:
            return None
        names = difflib.get_close_matches(fold(text), self.texts, n=1, cutoff=0.75)
        return self.texts[names[0]] if names else None


def _may_be(entry: _Entry, column: Column) -> bool:
    """Whether an entry that is no field leaves room for *column*."""
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


# From a text to its words -------------------------------------------------------------------

_numbering = re.compile(
    r"^\s*[(\[]?(?:[qQسژ]\s?)?[0-9٠-٩۰-۹]{1,3}"
    r"(?:(?:\.[0-9٠-٩۰-۹]{1,2})+[.):\]\-–]*\s+|\s*[.):\]\-–]+\s*)(?=\D)"
)
_brackets = re.compile(r"[(\[{（]([^()\[\]{}（）]*)[)\]}）]")
_may_have_hints = re.compile(r"[(\[{（:/\\|]").search
_both_sexes = re.compile(r"(?<=\w{2})\s?[/(\\]\s?ـ?(?:ة|ه|ات)\)?(?!\w)")
"""Both forms of a word in Arabic: ``المشارك/ة``, ``المتدرب(ة)``."""

_your = re.compile(r"(\w{2,})ك(?:م|ن)?")
_plural = re.compile(r"(?<=[a-z])\(e?s\)", re.IGNORECASE)
_possessive = re.compile(r"(?<=\w)['’`´]s?(?!\w)", re.IGNORECASE)
_conjunction = re.compile(r"(?<!\s)\s+(?:(?:and|or|و|أو|او|یان)\s+|و(?=ال))", re.IGNORECASE)
_last_answers = re.compile(r"(?<=[^\s:])[\s:]+(\w+\s?[/\\|]\s?\w+)\s*$")
"""Answers that stand behind a heading without brackets: ``Gender M/F``."""

_strokes = re.compile(rf"{GAP}[/|\n\r؛;،,:–—]+\s*|(?<!\s)\s+-\s+")
_strokes_and_brackets = re.compile(rf"{GAP}[/|\n\r؛;،,:–—()\[\]{{}}（）]+\s*|(?<!\s)\s+-\s+")
_camel = re.compile(r"(?<=[a-z])(?=[A-Z0-9])")
_e_mail = re.compile(r"\be[\s\-_]?mails?\b", re.IGNORECASE)
_article = re.compile(r"^(?:[وبكف]?ال(?=.{3})|لل(?=.{3})|ال(?=.{2}))")
_script_change = re.compile(
    r"(?<=[\u0600-\u06ff])\s+(?=[A-Za-z])|(?<=[A-Za-z)])\s+(?=[\u0600-\u06ff])"
)
_SIGNS = str.maketrans(
    {"%": " percent ", "٪": " percent ", "#": " number ", "№": " number ", "&": " and "}
)


def _without_hints(text: str) -> str:
    """Take off numbering, and brackets that only say how to fill in."""
    text = _both_sexes.sub("", _numbering.sub("", text, count=1)).translate(_SIGNS)
    text = _plural.sub("", text)
    text = _with_brackets(_possessive.sub("", text))
    return _brackets.sub(lambda found: " " if _is_hint(found[1]) else found[0], text)


def _with_brackets(text: str) -> str:
    """Put into brackets what stands behind a colon, or last, and only says how to fill in."""
    asked, colon, answers = text.partition(":")
    if colon and _is_hint(re.sub(r"[?؟]", " ", answers)):
        return f"{asked} ({answers})" if answers.strip() else asked
    last = _last_answers.search(text)
    return f"{text[: last.start()]} ({last[1]})" if last and _is_hint(last[1]) else text


def _is_hint(text: str) -> bool:
    words = fold(text).split()
    if all(word in _answers() or word.isdigit() for word in words) or fold(text) in _countries():
        return True
    return " ".join(word for word in words if not word.isdigit()) in _hints()


def _asks_for_sex(text: str) -> bool:
    """Whether the two answers to the question of the sex stand beside a heading."""
    if not _may_have_hints(text):
        return False
    hints = (fold(each).split() for each in _brackets.findall(_with_brackets(text)))
    return any(len(_sexes().intersection(words)) > 1 for words in hints)


def _partings(text: str) -> Iterator[tuple[re.Pattern[str], list[str]]]:
    """Yield the ways in which a text may be the same twice: at strokes, at brackets, by letters."""
    for between in (_strokes, _strokes_and_brackets, _script_change, _conjunction):
        yield between, [part for part in between.split(text) if part.strip(" *.-")]


def _words(text: str) -> list[str]:
    """Return the words that say something, each as its like in the data."""
    plain = _e_mail.sub(" email ", _camel.sub(" ", text))
    words = []
    for word in _turns().sub(" ", fold(plain)).split():
        for bare in map(_without_your, _bare_words(word)):
            same = _synonyms().get(bare, bare)
            if word not in _silent():
                words.append(same)
    return words


def _bare_words(word: str) -> Iterator[str]:
    if word.isascii():
        yield word
        return
    bare = _article.sub("", word)
    bare = _article.sub("", bare) if bare.startswith("الك") else bare
    yield bare.translate(WITHOUT_KURDISH_MARKS)


def _without_your(word: str) -> str:
    """Take the Arabic "your" off a word of the data: رتبتك is رتبة; words that only end so are kept."""
    found = _your.fullmatch(word)
    if not found or word in _vocabulary():
        return word
    stems = found[1], f"{found[1].removesuffix('ت')}ه"
    return next((stem for stem in stems if stem in _vocabulary()), word)


@functools.cache
def _vocabulary() -> frozenset[str]:
    """Return the Arabic words of all headings that the data know."""
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
    """Yield what to look up, from all words to the fewest."""
    yield _key(words)
    for left_out in _left_out(words, people):
        rest = [word for word in words if word not in left_out]
        if rest and len(rest) < len(words):
            yield _key(rest)


def _left_out(words: Sequence[str], people: frozenset[str]) -> Iterator[frozenset[str]]:
    beside = (_NAMES, "name_forms"), ({"phone"}, "phone_forms")
    forms = [_listed("drop", name) for some, name in beside if some & set(words)]
    adjectives = _listed("drop", "adjectives")
    yield from (adjectives, *forms, people, *(each | people for each in forms))


def _keys_without_people(
    words: Sequence[str], people: frozenset[str]
) -> Iterator[tuple[str, _Key]]:
    """Yield fields, and what to look up for them whoever it is that a heading speaks of."""
    for field in table("headings")["people"]:
        left_out = _listed("people", field) | people
        for more in (frozenset[str](), _listed("drop", "name_forms")):
            rest = [word for word in words if word not in left_out | more]
            if rest and len(rest) < len(words):
                yield field, _key(rest)


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
    """Match the turns of questions that say nothing of the field."""
    data = table("headings")
    return _any_of((*data["drop"]["phrases"], *data["turns"]["work"], *data["turns"]["training"]))


@functools.cache
def _changing_turns() -> tuple[tuple[re.Pattern[str], Sequence[str]], ...]:
    """Match the turns that make something else of some fields."""
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
def _answers() -> frozenset[str]:
    return _sexes() | frozenset(map(fold, table("headings")["hints"]["answers"]))


@functools.cache
def _sexes() -> frozenset[str]:
    return frozenset(map(fold, table("headings")["hints"]["sexes"]))


@functools.cache
def _tongues() -> Mapping[str, str]:
    return {word: tag for tag in ("ar", "en", "ckb") for word in _listed("tongues", tag)}


@functools.cache
def _beside_tongues() -> frozenset[str]:
    return _listed("tongues", "with")
