"""Twice the data take about twice the work, whatever they are: nobody keeps a program busy with a small file.

The work is counted in calls at n and 8n; what is done within C is timed, in the long
tests, for a call of it counts as one however much it does.
"""

import contextlib
import cProfile
import itertools
import json
import string

import pytest

import tipmodel
from tipmodel import (
    Count,
    GroupCount,
    Headcount,
    InvalidDataError,
    LocalizedText,
    Note,
    NoteKind,
    Organization,
    Outcome,
    OutcomeKind,
    Participant,
    Place,
    Session,
    Sex,
    Speaker,
    Training,
)
from tipmodel.core.unicode import fold, in_normal_form, shown
from tipmodel.core.validators import near

X = LocalizedText(en="x")
LEAST = {"id": "a", "title": {"en": "x"}}
CODES = ["".join(letters) for letters in itertools.product(string.ascii_lowercase, repeat=3)]


def text(n):
    return LocalizedText(en=f"x{n}")


def training(**parts):
    return Training(id="a", title=X, **parts)


def people(n):
    return tuple(
        Participant(
            id=f"p{i}", sex=Sex.FEMALE, affiliation=Organization(name=text(i), extra={"acme:x": i})
        )
        for i in range(n)
    )


def speakers(n):
    return tuple(
        Speaker(
            id=f"s{i}", name=text(i), affiliation=Organization(name=X), may_be_published=bool(i % 2)
        )
        for i in range(n)
    )


def notes(n, about):
    return tuple(Note(kind=NoteKind.CONTEXT, text=text(i), about=about(i)) for i in range(n))


def sessions(n):
    return tuple(Session(id=f"t{i}", speakers=("s1", f"s{i}")) for i in range(n))


def crowded(n):
    """Make a training in which everything refers to everything."""
    return training(
        participants=people(n),
        speakers=speakers(n),
        sessions=sessions(n),
        outcomes=tuple(Outcome(kind=OutcomeKind(code="certificate"), by=f"p{i}") for i in range(n)),
        notes=notes(n, lambda _: "/sessions") + notes(n, lambda i: f"/speakers/{i}/name/en"),
        places=tuple(Place(city=text(i)) for i in range(n)),
    )


def groups(n):
    return Headcount(
        total=40 * n,
        groups=tuple(
            GroupCount(name=text(i), count=30, parts=(GroupCount(sex=Sex.FEMALE, count=15),))
            for i in range(n)
        ),
    )


DAY = tipmodel.DateSpan(start=tipmodel.PartialDate(year=2015, month=5, day=4))


def reports(n):
    return [training(places=(Place(city=text(at)),)).evolve(id=f"t{at}") for at in range(n)]


def countries(n):
    return Headcount(
        total=40 * n,
        groups=tuple(
            GroupCount(country="LB", name=text(i), count=Count(percent=1)) for i in range(n)
        ),
    )


def documents(n):
    """Return various documents, most of them invalid."""
    yield "topics", {**LEAST, "topics": CODES[:n]}
    yield "places", {**LEAST, "places": [{"governorate": code} for code in CODES[:n]]}
    yield "unknown keys", {**LEAST, **dict.fromkeys(CODES[:n], 1)}
    yield "languages", {"id": "a", "title": {code: code for code in CODES[:n]}}
    yield "wrong languages", {"id": "a", "title": {code.upper(): code for code in CODES[:n]}}
    yield "identifiers", {**LEAST, "speakers": [{"id": "s", "name": {"en": "x"}}] * n}
    yield "speakers", {**LEAST, "sessions": [{"speakers": CODES[:n]}, *({"id": "s"},) * n]}
    yield "outcomes", {**LEAST, "participants": [{"id": c} for c in CODES[:n]],
                       "outcomes": [{"kind": "certificate", "by": c.upper()} for c in CODES[:n]]}  # fmt: skip
    yield (
        "notes",
        {**LEAST, "notes": [{"kind": "context", "about": f"/notes/{i}/x"} for i in range(n)]},
    )
    yield "long pointer", {**LEAST, "notes": [{"kind": "context", "about": "/a" * 10 * n}]}
    yield "long text", {"id": "a" * 100 * n, "title": {"en": "x\u0301\u0316" * 100 * n}}
    yield "extra", {**LEAST, "extra": {"acme:x": [{c: [c]} for c in CODES[:n]]}}
    yield "wrong extra", {**LEAST, "extra": {c: {c: c} for c in CODES[:n]}}
    yield (
        "numbers",
        {
            **LEAST,
            "headcount": {"total": n, "groups": [{"sex": "x", "count": -i} for i in range(n)]},
        },
    )


def reading(name):
    def make(n):
        data = json.dumps(dict(documents(n))[name], ensure_ascii=False)
        plain = json.loads(data)

        def run():
            tipmodel.validate(data.encode())
            tipmodel.validate(data)
            tipmodel.validate(plain)

        return run

    return make


def of_record(function, record):
    def make(n):
        made = record(n)

        def run():
            with contextlib.suppress(ValueError):
                function(made)

        return run

    return make


def table(content, tmp):
    def make(n):
        path = tmp / f"{n}.csv"
        path.write_text(content(n), encoding="utf-8")

        def run():
            with contextlib.suppress(InvalidDataError):
                tipmodel.read(path, Participant)

        return run

    return make


TABLES = {
    "rows": lambda n: "id,sex,rank\n" + "".join(f"{i},female,major\n" for i in range(n)),
    "wrong rows": lambda n: "id,sex,rank\n" + "".join(f"{c},{c},{c}\n" for c in CODES[:n]),
    "columns": lambda n: ",".join(CODES[:n]) + ",id\n" + "1," * n + "1\n",
    "brackets": lambda n: "id,name" + "(" * n + "\n1,2\n",
    "a heading": lambda n: "id," + "name " * n + "\n1,2\n",
    "marks": lambda n: "id,sex\n1,a" + "\u0301\u0316" * n + "\n",
    "quotes": lambda n: "id,sex\n1," + '"' * n + "\n",
    "languages": lambda n: (
        "id," + ",".join(f"name.{c}" for c in CODES[:n]) + "\n1" + ",x" * n + "\n"
    ),
}
RECORDS = {
    "crowded": crowded,
    "groups": lambda n: training(headcount=groups(n)),
    "countries": lambda n: training(headcount=countries(n)),
    "notes on one list": lambda n: training(sessions=sessions(0) + tuple(Session(title=text(i)) for i in range(n)),
                                            notes=notes(n, lambda _: "/sessions")),
    "languages": lambda n: Training(id="a", title=LocalizedText(dict.fromkeys(CODES[:n], "x"))),
}  # fmt: skip
FUNCTIONS = {
    "public_view": tipmodel.public_view,
    "check": lambda record: list(tipmodel.check(record)),
    "describe": tipmodel.describe,
    "dumps": tipmodel.dumps,
    "unstructure": tipmodel.unstructure,
    "repr": repr,
    "evolve": lambda record: record.evolve(name=X),
    "hash": hash,
    "round trip": lambda record: tipmodel.loads(tipmodel.dumps(record)),
    "card_of": tipmodel.card_of,
    "summary": lambda record: tipmodel.summary([record], by=("governorate", "topic")),
    "differences": lambda record: tipmodel.differences(record, record.evolve(name=X)),
    "page": tipmodel.page,
    "converter": lambda record: CONVERTER.structure(CONVERTER.unstructure(record), Training),
}
CONVERTER = tipmodel.make_converter()
OTHERS = {
    "fold": lambda n: lambda: fold("a\u0316\u0301" * n + "بُ" * n + "( " * n),
    "in_normal_form": lambda n: lambda: in_normal_form("a\u0316\u0301" * n),
    "shown": lambda n: lambda: shown("\u202e" * n),
    "near": lambda n: lambda: [near(code, ("erbil", "ninewa", "basrah")) for code in CODES[:n]],
    "tally": of_record(
        lambda made: tipmodel.tally(made, by=("sex", "organization", "country")), people
    ),
    "rows": of_record(tipmodel.rows, people),
    "alike": lambda n: lambda: tipmodel.alike([training().evolve(title=text(i)) for i in range(n)]),
    "alike: one title": lambda n: lambda: tipmodel.alike(reports(n)),
    "alike: one day": lambda n: (
        lambda: tipmodel.alike(
            [
                each.evolve(title=text(f"{at} a course on law"), dates=DAY)
                for at, each in enumerate(reports(n))
            ]
        )
    ),
    "alike: one title, place and organizer": lambda n: (
        lambda: tipmodel.alike(
            [
                tipmodel.example().evolve(dates=None, notes=(), headcount=Headcount(total=30 + at))
                for at in range(n)
            ]
        )
    ),
    "arabic_digits": lambda n: lambda: tipmodel.arabic_digits("12 345 " * n),
    "governorate": lambda n: lambda: tipmodel.Governorate.find("a" * n + "|" * n, None),
}


def written(suffix, tmp):
    """Write and read a file of people."""

    def make(n):
        path, made = tmp / f"{n}.{suffix}", people(n)

        def run():
            tipmodel.write(made, path)
            with contextlib.suppress(InvalidDataError):  # JSON holds trainings and their like
                list(tipmodel.iter_read(path, Participant))

        return run

    return make


def cases(tmp):
    yield from (
        (f"write: {each}", written(each, tmp)) for each in ("json", "ndjson", "csv", "xlsx")
    )
    for name, _ in documents(1):
        yield f"read: {name}", reading(name)
    for name, record in RECORDS.items():
        for what, function in FUNCTIONS.items():
            if what in ("card_of", "page") and name != "crowded":
                continue  # they are made of what `describe` shows
            yield f"{what}: {name}", of_record(function, record)
    for name, content in TABLES.items():
        yield f"table: {name}", table(content, tmp)
    yield from OTHERS.items()


NAMES = [name for name, _ in cases(None)]


def calls(run):
    """Count the calls of a function, including nested calls."""
    counter = cProfile.Profile()
    counter.runcall(run)
    return sum(each.callcount for each in counter.getstats())


SLOW = {"page: crowded", "card_of: crowded", "write: xlsx"}


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[pytest.mark.long] * (name in SLOW)) for name in NAMES]
)
def test_the_work_grows_as_the_data(name, tmp_path):
    """Eight times the data cause at most nine times the calls."""
    make = dict(cases(tmp_path))[name]
    make(3)()  # what is made once is made now
    few, many = (calls(make(n)) for n in (20, 160))

    assert many <= 9 * few


SAME_FOR_ALL = {
    "example",
    "form",
    "json_schema",
    "label",
    "languages",
    "personal_data_inventory",
    "register",
    "use_language",
}
"""The functions that take no data, or a class alone; ``register`` makes what ``make_converter`` makes."""
AMONG_OTHERS = {
    "iter_read",
    "loads",
    "make_converter",
    "read",
    "structure",
    "validate",
    "write",
} | {"read_tables", "write_tables", "write_summary"}
"""The functions that the cases above call, under other names."""


def test_every_public_function_is_counted():
    """The growth of every public function is tested."""
    functions = {
        name for name in tipmodel.__all__ if name.islower() and callable(getattr(tipmodel, name))
    }

    assert functions == SAME_FOR_ALL | AMONG_OTHERS | functions & {*FUNCTIONS, *OTHERS}


@pytest.mark.parametrize("tag", [pytest.param("x" * 10**5, marks=pytest.mark.long), "Suad Ahmad "])
def test_nothing_that_was_read_is_kept(tag, tmp_path):
    """No document or table stays in memory after reading."""
    import gc
    import tracemalloc

    path = tmp_path / "a.csv"

    def read(number):
        said = f"{tag[:400]}{number}"
        above = "".join(f"{said} {row}\n" for row in range(50))
        path.write_text(f"{above}id,name.en,{said}\n1,{said},2\n")
        with contextlib.suppress(InvalidDataError):
            tipmodel.read(path, Participant, notice=lambda _: None)
        mark = f"{tag}{number}"
        tipmodel.validate(json.dumps({**LEAST, "title": {mark: "x"}, mark: 1, "id": mark}))
        tipmodel.validate(
            {**LEAST, "topics": [mark], "notes": [{"kind": "context", "about": mark}]}
        )
        tipmodel.validate({"participants": [{"id": "1", "rank": mark, "email": mark}]})
        fold(mark)

    read(0)
    gc.collect()
    tracemalloc.start()
    for number in range(1, 10):
        read(number)
    gc.collect()
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert kept < 30_000
