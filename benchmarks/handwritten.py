"""Strict pydantic models of schema 1.0, as people write them, to measure how long a program takes to start.

The codes and patterns come from a module ``lists`` that ``imports.py`` writes, so that nothing of
tipmodel is imported. Run as a program, it checks a file like ``tipmodel check``.
"""

from __future__ import annotations

import datetime as dt
import sys
from typing import Annotated, Any, Literal

from lists import (
    CLEAN_RUST,
    COUNTRIES,
    EDTF_RUST,
    EMAIL,
    GOVERNORATES,
    INSTRUMENTS,
    MEDIA,
    PHONE,
    POINTER,
    URL,
    VOC,
)
from pydantic import (
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints as S,
    ValidationError,
    model_validator,
)

Tag = Annotated[str, S(pattern=r"^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$")]
Str = Annotated[str, S(min_length=1, max_length=10_000, pattern=CLEAN_RUST)]
LT = Annotated[dict[Tag, Str], Field(min_length=1)]
Id = Annotated[str, S(min_length=1, max_length=200, pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")]
Lang = Annotated[str, S(min_length=1, max_length=50, pattern=r"^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$")]
Email = Annotated[str, S(min_length=1, max_length=254, pattern=EMAIL)]
Phone = Annotated[str, S(min_length=1, max_length=30, pattern=PHONE)]
Url = Annotated[str, S(min_length=1, max_length=2000, pattern=URL)]
Media = Annotated[str, S(min_length=1, max_length=200, pattern=MEDIA)]
Pointer = Annotated[str, S(min_length=1, max_length=2000, pattern=POINTER)]
Partial = Annotated[str, S(pattern=EDTF_RUST)]
Size = Annotated[str, S(pattern=r"^[0-9]{1,9}(?:[.][0-9]{1,6})? (?:B|KB|MB|GB)$")]
Country = Literal[tuple(COUNTRIES)]
Jur = Annotated[str, S(pattern="^(?:" + "|".join(COUNTRIES) + ")(?:-[A-Z0-9]{1,3})?$")]
N = Annotated[int, Field(ge=0, le=1_000_000_000)]
N1 = Annotated[int, Field(ge=1, le=1_000_000_000)]
Pct = Annotated[float, Field(ge=0, le=100)]
Gov = Literal[tuple(GOVERNORATES)]
Sex = Literal["female", "male"]
Extra = dict[Annotated[str, S(pattern=r"^[a-z][a-z0-9_-]*:[A-Za-z0-9][A-Za-z0-9_.-]*$")], Any]
Own = Annotated[str, S(pattern=r"^[a-z][a-z0-9_-]*:[a-z][a-z0-9_]*$", max_length=100)]


def L(t):
    return Annotated[tuple[t, ...], Field(max_length=10_000)]


class M(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class States(M):
    @model_validator(mode="after")
    def _states(self):
        if not self.model_fields_set:
            raise ValueError("states nothing")
        return self


def term(name, codes):
    Code = Literal[tuple(codes)] | Own

    class T(M):
        code: Code | None = None
        names: LT | None = None
        definition: LT | None = None
        broader: (
            Annotated[
                str,
                S(
                    max_length=100,
                    pattern=r"^(?:[a-z][a-z0-9_]*|[a-z][a-z0-9_-]*:[a-z][a-z0-9_]*)$",
                ),
            ]
            | None
        ) = None
        source: Str | None = None

        @model_validator(mode="after")
        def _named(self):
            if self.code is None and self.names is None:
                raise ValueError("unnamed")
            return self

    T.__name__ = name
    T.model_rebuild(_types_namespace={**globals(), "Code": Code})
    return Annotated[Code | T, Field(union_mode="left_to_right")]


Kind, Audience_, Method_, Popul, Appr, Topic_, Rank_, Role, OrgKind, OutKind, InsKind = (
    term(k, VOC[k])
    for k in (
        "TrainingKind",
        "Audience",
        "Method",
        "Population",
        "Approach",
        "Topic",
        "Rank",
        "SpeakerRole",
        "OrganizationKind",
        "OutcomeKind",
        "InstrumentKind",
    )
)


class Count(M):
    value: N | None = None
    percent: Pct | None = None
    precision: Literal["exact", "about", "at_least", "more_than", "at_most", "fewer_than"] = "exact"

    @model_validator(mode="after")
    def _one(self):
        if (self.value is None) == (self.percent is None):
            raise ValueError("either")
        if self.value is not None and self.precision == "exact":
            raise ValueError("exact")
        return self


IC = N | Count
IC1 = N1 | Count


class AgeBand(States):
    at_least: Annotated[int, Field(ge=0, le=150)] | None = None
    below: Annotated[int, Field(ge=1, le=150)] | None = None

    @model_validator(mode="after")
    def _states(self):
        if not self.model_fields_set:
            raise ValueError("states nothing")
        if self.at_least is not None and self.below is not None and self.at_least >= self.below:
            raise ValueError("order")
        return self


class Duration(M):
    value: N1
    unit: Literal["day", "working_day", "week", "month", "hour"]


class DateSpan(States):
    start: Partial | None = None
    end: Partial | None = None
    length: Duration | None = None
    assumed_year: Annotated[int, Field(ge=1, le=9999)] | None = None
    as_written: Str | None = None

    @model_validator(mode="after")
    def _states(self):
        if not self.model_fields_set:
            raise ValueError("states nothing")
        s, e = self.start, self.end
        if s and e and len(s) == len(e) == 10 and s[0] != "X" and e[0] != "X" and e < s:
            raise ValueError("order")
        return self


class Place(States):
    country: Country | None = None
    governorate: Gov | None = None
    region: LT | None = None
    city: LT | None = None
    venue: LT | None = None
    as_written: Str | None = None

    @model_validator(mode="after")
    def _states(self):
        if not self.model_fields_set:
            raise ValueError("states nothing")
        if self.governorate is not None and self.country not in (None, "IQ"):
            raise ValueError("abroad")
        return self


class Organization(M):
    name: LT
    acronym: LT | None = None
    kind: OrgKind | None = None
    part_of: Organization | None = None
    country: Country | None = None
    extra: Extra = Field(default_factory=dict)


class Involvement(M):
    role: Literal[
        "organizer",
        "co_organizer",
        "host",
        "partner",
        "supporter",
        "patron",
        "requester",
        "funder",
        "facilitator",
    ]
    organization: Organization


class Programme(M):
    name: LT
    acronym: LT | None = None
    phase: LT | None = None
    countries: L(Country) = ()
    iati_identifier: Annotated[str, S(min_length=1, max_length=200, pattern=CLEAN_RUST)] | None = (
        None
    )
    extra: Extra = Field(default_factory=dict)


class Document(States):
    title: LT | None = None
    languages: L(Lang) = ()
    media_type: Media | None = None
    size: Size | None = None
    url: Url | None = None
    extra: Extra = Field(default_factory=dict)


def exceed(whole, groups):
    if isinstance(whole, int):
        for g in groups:
            if isinstance(g.count, int) and g.count > whole:
                raise ValueError("part exceeds total")


class GroupCount(M):
    name: LT | None = None
    sex: Sex | None = None
    age: AgeBand | None = None
    governorate: Gov | None = None
    organization: Organization | None = None
    country: Country | None = None
    count: IC
    parts: tuple[GroupCount, ...] = ()

    @model_validator(mode="after")
    def _rules(self):
        if not (
            self.name
            or self.sex
            or self.age
            or self.governorate
            or self.organization
            or self.country
        ):
            raise ValueError("unnamed")
        exceed(self.count, self.parts)
        return self


class Headcount(States):
    total: IC | None = None
    female: IC | None = None
    male: IC | None = None
    groups: L(GroupCount) = ()
    organizations: IC | None = None
    unit: LT | None = None

    @model_validator(mode="after")
    def _states(self):
        if not self.model_fields_set:
            raise ValueError("states nothing")
        if isinstance(self.total, int):
            for x in (self.female, self.male):
                if isinstance(x, int) and x > self.total:
                    raise ValueError("part")
        exceed(self.total, self.groups)
        return self


class Representation(States):
    places: L(Place) = ()
    organizations: L(Organization) = ()
    complete: bool | None = None


class Person(M):
    id: Id | None = None
    name: LT | None = None
    honorific: LT | None = None
    rank: Rank_ | None = None
    academic_rank: Rank_ | None = None
    job_title: LT | None = None
    sex: Sex | None = None
    affiliation: Organization | None = None
    pseudonym: bool | None = None
    may_be_published: bool | None = None
    extra: Extra = Field(default_factory=dict)


class Speaker(Person):
    role: Role | None = None
    description: LT | None = None
    count: IC1 | None = None

    @model_validator(mode="after")
    def _who(self):
        if not (self.name or self.description or self.affiliation):
            raise ValueError("unidentified")
        return self


class Consent(M):
    purpose: LT
    given_on: dt.date | None = None


class Participant(Person):
    id: Id
    place: Place | None = None
    age: AgeBand | None = None
    birth_year: Annotated[int, Field(ge=1900, le=2100)] | None = None
    email: Email | None = None
    phone: Phone | None = None
    days_attended: Annotated[int, Field(ge=0, le=1000)] | None = None
    pre_test: Pct | None = None
    post_test: Pct | None = None
    certificate: bool | None = None
    consent: Consent | None = None


class Session(States):
    id: Id | None = None
    title: LT | None = None
    topics: L(Topic_) = ()
    day: Annotated[int, Field(ge=1, le=1000)] | None = None
    part: Annotated[int, Field(ge=1, le=1000)] | None = None
    start: AwareDatetime | None = None
    end: AwareDatetime | None = None
    minutes: Annotated[int, Field(ge=1, le=100_000)] | None = None
    speakers: L(Id) = ()
    methods: L(Method_) = ()
    extra: Extra = Field(default_factory=dict)

    @model_validator(mode="after")
    def _states(self):
        if not self.model_fields_set:
            raise ValueError("states nothing")
        if self.start and self.end and self.start > self.end:
            raise ValueError("order")
        return self


class LegalInstrument(States):
    title: LT | None = None
    kind: InsKind | None = None
    number: Annotated[str, S(min_length=1, max_length=100, pattern=CLEAN_RUST)] | None = None
    year: Annotated[int, Field(ge=1, le=9999)] | None = None
    jurisdiction: Jur | None = None
    code: Literal[tuple(INSTRUMENTS)] | None = None


class Outcome(M):
    kind: OutKind
    text: LT | None = None
    by: Id | None = None


class Occurrence(States):
    title: LT | None = None
    position: Annotated[int, Field(ge=1, le=10_000)] | None = None
    count: IC1 | None = None
    dates: DateSpan | None = None
    places: L(Place) = ()
    status: Literal["planned", "held", "postponed", "cancelled"] | None = None
    delivery: Literal["in_person", "online", "hybrid"] | None = None
    headcount: Headcount | None = None
    represented: Representation | None = None
    extra: Extra = Field(default_factory=dict)


class RelatedTraining(Occurrence):
    id: Id | None = None
    kind: Kind | None = None
    relation: Literal["previous", "next", "part_of", "follow_up", "produced_by"]
    of: Annotated[int, Field(ge=1, le=10_000)] | None = None


class Note(M):
    kind: Literal["context", "finding", "inference", "correction", "conflict"]
    text: LT | None = None
    about: Pointer | None = None


class Source(States):
    url: Url | None = None
    publisher: Organization | None = None
    published: Partial | None = None
    languages: L(Lang) = ()
    retrieved: dt.date | None = None


def leads(v, pointer):
    for step in pointer.split("/")[1:]:
        key = step.replace("~1", "/").replace("~0", "~")
        if isinstance(v, BaseModel):
            v = getattr(v, key) if key in v.model_fields_set else None
        elif isinstance(v, dict):
            v = v.get(key)
        elif isinstance(v, tuple | list) and key.isdecimal():
            v = v[int(key)] if int(key) < len(v) else None
        else:
            return False
        if v is None:
            return False
    return True


class Training(M):
    schema_version: Literal["1.0"] = "1.0"
    id: Id
    title: LT
    name: LT | None = None
    kind: Kind | None = None
    status: Literal["planned", "held", "postponed", "cancelled"] | None = None
    dates: DateSpan | None = None
    places: L(Place) = ()
    delivery: Literal["in_person", "online", "hybrid"] | None = None
    languages: L(Lang) = ()
    programmes: L(Programme) = ()
    organizations: L(Involvement) = ()
    audience: L(Audience_) = ()
    headcount: Headcount | None = None
    represented: Representation | None = None
    participants: L(Participant) = ()
    speakers: L(Speaker) = ()
    sessions: L(Session) = ()
    topics: L(Topic_) = ()
    methods: L(Method_) = ()
    approaches: L(Appr) = ()
    populations: L(Popul) = ()
    objectives: L(LT) = ()
    legal_instruments: L(LegalInstrument) = ()
    documents: L(Document) = ()
    outcomes: L(Outcome) = ()
    related: L(RelatedTraining) = ()
    occurrences: L(Occurrence) = ()
    notes: L(Note) = ()
    source: Source | None = None
    extra: Extra = Field(default_factory=dict)

    @model_validator(mode="after")
    def _refs(self):
        seen = set()
        for group in (self.participants, self.speakers, self.sessions):
            for x in group:
                if x.id is not None:
                    if x.id in seen:
                        raise ValueError("repeated id")
                    seen.add(x.id)
        if self.sessions:
            known = {s.id for s in self.speakers}
            for s in self.sessions:
                for i in s.speakers:
                    if i not in known:
                        raise ValueError("unknown speaker")
        if self.outcomes:
            people = {p.id for p in (*self.speakers, *self.participants)}
            for o in self.outcomes:
                if o.by is not None and o.by not in people:
                    raise ValueError("unknown person")
        for n in self.notes:
            if n.about and not leads(self, n.about):
                raise ValueError("points nowhere")
        return self


if __name__ == "__main__":
    name = sys.argv[1]
    try:
        with open(name, "rb") as file:  # noqa: PTH123 - pathlib is slow to import
            Training.model_validate_json(file.read())
    except ValidationError as error:
        for each in error.errors():
            print("/".join(map(str, each["loc"])), each["msg"])
    else:
        print(f"{name} is valid.")
