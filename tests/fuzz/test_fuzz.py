"""Random bytes, rows, workbooks and extensions, for as long as there is time.

``TIPMODEL_FUZZ_SECONDS`` is how long each of them runs (a quarter of a second; ten minutes for all of
them in the tests marked *long*), and ``TIPMODEL_FUZZ_SEED`` is what it begins with, so that two runs try the same. The seed of a finding
is in its error.
"""

import io
import itertools
import json
import os
import random
import time
import warnings
import zipfile

import pytest
from extensions import document, extension

import tipmodel
from samples import full
from tipmodel import InvalidDataError
from tipmodel.core.fields import fields
from tipmodel.examples import example_bytes
from tipmodel.model import MODEL

SECONDS = os.environ.get("TIPMODEL_FUZZ_SECONDS")
SEED = int(os.environ.get("TIPMODEL_FUZZ_SEED", "1"))

budget = pytest.mark.parametrize(
    "seconds", [0.25, pytest.param(150, marks=pytest.mark.long)], ids=["short", "long"]
)


def rounds(seconds, name):
    """Yield a source of chance for each round, while there is time."""
    until = time.monotonic() + float(SECONDS or seconds)
    for number in itertools.count(SEED):
        LAST["seed"] = number
        if time.monotonic() > until:
            LAST["rounds"] = f"{name}: {number - SEED} rounds from {SEED}"
            return
        yield random.Random(number)


LAST = {}


@pytest.fixture(autouse=True)
def _say_the_seed():
    LAST.clear()
    yield
    print(LAST.get("rounds", f"TIPMODEL_FUZZ_SEED={LAST['seed']}"))  # noqa: T201


def verdict(read):
    """Return what reading comes to: the issues, or the record."""
    try:
        return "right", read()
    except InvalidDataError as error:
        return "wrong", {(issue.pointer, issue.code) for issue in error.issues}


def check_all_ways(data, cls, told):
    """Read a document in every way, and write what was read."""
    text = json.dumps(data, ensure_ascii=False)
    found = {
        "text": verdict(lambda: tipmodel.loads(text, cls)),
        "bytes": verdict(lambda: tipmodel.loads(text.encode(), cls)),
        "escaped": verdict(lambda: tipmodel.loads(json.dumps(data), cls)),
        "indented": verdict(lambda: tipmodel.loads(json.dumps(data, indent=1).encode(), cls)),
        "plain": verdict(lambda: tipmodel.structure(json.loads(text), cls)),
    }
    first = found["text"]
    assert all(each == first for each in found.values()), (told, data, found)
    is_deep = first[0] == "wrong" and "json.too_deep" in {code for _, code in first[1]}
    assert not is_deep or text.count("{") + text.count("[") > 40, (told, data)
    if first[0] == "right":
        made = first[1]
        written = tipmodel.dumps(made)
        assert made == tipmodel.loads(written, cls), (told, data)
        assert written == tipmodel.dumps(tipmodel.loads(written.decode(), cls)), (told, data)
        if type(made) is cls:
            stated = {field.name: getattr(made, field.name) for field in fields(cls)}
            assert made == cls(**stated), (told, data)
    else:
        plain = {key: value for key, value in data.items() if key != "schema_version"}
        issues = tipmodel.validate(plain, cls)
        assert bool(issues) or "schema_version" in data, (told, data)
        assert all(issue.text("ar") and str(issue) for issue in issues)


@budget
def test_extensions(seconds):
    """Whatever an extension adds, bytes, text, plain data and the constructor give one verdict."""
    for draw in rounds(seconds, "extensions"):
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            cls = extension(draw)
            shape = {field.name: (field.type, field.validator) for field in fields(cls)}
            for _ in range(20):
                check_all_ways(document(draw, cls), cls, (cls.__mro__[1], sorted(vars(cls)), shape))


PIECES = [b'"', b"\\", b"{", b"}", b"[", b"]", b",", b":", b"null", b"1e999", b"-0", b"\xff", b"\xe2\x80\xae", b"\\u0022",
          b"\\ud800", b"\xf0\x9f\x98\x80", b" ", b"\x00", b"0" * 400, b'"id":"b",', b"[" * 120, b"\xef\xbb\xbf"]  # fmt: skip


def mutated(draw, data):
    """Change some bytes."""
    data = bytearray(data)
    for _ in range(draw.randint(1, 4)):
        at = draw.randrange(len(data) + 1)
        piece = draw.choice([*PIECES, bytes(data[at : at + 20])])
        data[at : at + draw.choice([0, 0, 1, 1, 5, 50])] = piece
    return bytes(data)


@budget
def test_bytes(seconds):
    """No bytes end in anything but a record or issues, and text says the same."""
    valid = [(cls, tipmodel.dumps(full(cls))) for cls in MODEL]
    valid.append((tipmodel.Training, example_bytes()))
    for draw in rounds(seconds, "bytes"):
        cls, data = draw.choice(valid)
        data = mutated(draw, data)
        found = verdict(lambda: tipmodel.loads(data, cls))  # noqa: B023 - called at once
        try:
            text = data.decode()
        except UnicodeDecodeError:
            assert "wrong" == found[0], data
            continue
        assert found == verdict(lambda: tipmodel.loads(text, cls)), data  # noqa: B023
        assert bool(tipmodel.validate(data, cls)) == (found[0] == "wrong"), data


CELLS = ["", " ", "1", "0", "erbil", "أربيل", "female", "Female", "x@y.z", "=1+1", "#N/A", "2015-05-04", "٤", "TRUE", "\x1b", "\u202e", '"', "a\nb",
         "1e5", "majr", "IQ", "LB", "{", "[1]", "null", "a" * 300, "'x", "+964 750 123 4567", "\x00", ";", ",", "\t"]  # fmt: skip


def rows(draw, path):
    cls = draw.choice(
        [tipmodel.Participant, tipmodel.Training, tipmodel.Session, tipmodel.Organization]
    )
    tipmodel.write([full(cls)], path, draw.choice([None, "en", "ar"]))
    return cls


def read_somehow(path, cls):
    """Read a table; only issues may come of it."""
    notices = []
    try:
        tipmodel.read(path, cls, notice=notices.append)
    except InvalidDataError as error:
        notices += error.issues
    for issue in notices:
        assert str(issue)
        assert issue.text("ar")


@budget
def test_rows(seconds, tmp_path):
    """No CSV ends in anything but records or issues."""
    path = tmp_path / "a.csv"
    for draw in rounds(seconds, "rows"):
        cls = rows(draw, path)
        head, *_ = path.read_text("utf-8-sig").splitlines()
        lines = [head]
        for _ in range(draw.randint(1, 5)):
            cells = [draw.choice(CELLS) for _ in range(draw.randint(1, head.count(",") + 2))]
            lines.append(
                ",".join(
                    f'"{c.replace(chr(34), chr(34) * 2)}"' if draw.random() < 0.9 else c
                    for c in cells
                )
            )
        data = "\n".join(lines).encode()
        path.write_bytes(mutated(draw, data) if draw.random() < 0.5 else data)
        read_somehow(path, draw.choice([cls, None, tipmodel.Participant]))


@budget
def test_workbooks(seconds, tmp_path):
    """No workbook ends in anything but records or issues."""
    path = tmp_path / "a.xlsx"
    for draw in rounds(seconds, "workbooks"):
        cls = rows(draw, path)
        data = path.read_bytes()
        if draw.random() < 0.7:  # a part of it
            made = io.BytesIO()
            with (
                zipfile.ZipFile(path) as old,
                zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
            ):
                chosen = draw.choice(old.namelist())
                for name in old.namelist():
                    part = old.read(name)
                    new.writestr(name, mutated(draw, part) if name == chosen else part)
            data = made.getvalue()
        else:
            data = mutated(draw, data)
        path.write_bytes(data)
        read_somehow(path, draw.choice([cls, None]))
