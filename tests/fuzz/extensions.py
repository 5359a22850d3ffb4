"""Random extensions: subclasses, fields, validators, rules, enums and constructors of a caller's own."""

import datetime
import enum
import itertools
import types
from collections.abc import Mapping
from typing import Any

import attrs

import tipmodel
from tipmodel import Count, Governorate, LocalizedText, PartialDate, Place, Topic
from tipmodel.core.fields import fields
from tipmodel.core.invariants import Distinct, InOrder, RefersTo, RequireAny, not_empty
from tipmodel.core.record import Record
from tipmodel.core.rules import REFUSED
from tipmodel.core.shape import shape_of
from tipmodel.core.validators import EXTRA, MOMENT, Each, InRange, OneOf, Text
from tipmodel.extend import LabeledEnum, field, labeled, record

BASES = [
    Record, Record, Record, tipmodel.Participant, tipmodel.Training, tipmodel.Organization,
    tipmodel.Session, tipmodel.Place, tipmodel.Note, tipmodel.GroupCount, tipmodel.Topic,
]  # fmt: skip
NAMES = [
    "grant",
    "room",
    "len",
    "all",
    "tuple",
    "cls",
    "self_",
    "Thawed",
    "data",
    "new",
    "value",
    "v_x",
    "made",
]
CLASSES = ["Outer", "Inner", "Place", "MPlace", "Thing", "Training", "Unfrozen", "Text"]
_numbers = itertools.count()


class Even(InRange):
    """Refines a validator by its issues."""

    def iter_issues(self, value):
        yield from super().iter_issues(value)
        if type(value) in (int, float) and value % 2:
            yield REFUSED.issue()


class Quiet(Text):
    """Refines a validator by what passes, too."""

    def iter_issues(self, value):
        yield from super().iter_issues(value)
        if isinstance(value, str) and "!" in value:
            yield REFUSED.issue()

    def passes(self, value):
        return "!" not in value and super().passes(value)


def no_x(_, attribute, value):
    """Refuse as attrs' own validators do."""
    if value == "x":
        raise ValueError(attribute.name)


class Grade(LabeledEnum):
    """A closed set."""

    HIGH = "high", "High", "High."
    LOW = "low", "Low", "Low."


class Level(enum.Enum):
    ONE = 1
    TWO = 2


class Lenient(enum.Enum):
    A = "a"

    @classmethod
    def _missing_(cls, value):
        return cls.A if str(value).lower() == "a" else None


STRINGS = [
    "",
    " ",
    "a",
    "x",
    "a!",
    "é",
    "\u200b",
    "\u3164",
    "a\u200cb",
    "\\u0022",
    '"',
    "\u0022\u0022",
    "{",
    "]",
    "1",
    "high",
    "A",
]
NUMBERS = [
    0,
    1,
    2,
    -1,
    7,
    2.0,
    2.5,
    1e15,
    10**15,
    True,
    False,
    10**9,
    10**9 + 1,
    1e300,
    -1e300,
    10**298,
    10**299,
]
JUNK = [None, [], {}, "", "a", 1, True, [1], {"a": 1}, [[]], {"en": "x"}, 2.5]


def kinds(draw, module):
    """Return an annotation, a validator, and a way to draw plain values of it."""
    strings, numbers = (lambda: draw.choice(STRINGS)), (lambda: draw.choice(NUMBERS))
    text = {"en": "x"}
    simple = [
        (str, draw.choice([None, Text(), Text(3), Quiet(), Text(9, "[a-z]+"), Quiet(9, "[a-z!]+"), no_x]), strings),
        (str, OneOf(lambda: ("a", "high"), REFUSED), strings),
        (int, draw.choice([None, InRange(0, 5), Even(0, 9)]), numbers),
        (float, draw.choice([None, InRange(0, 5), Even(0, 9)]), numbers),
        (bool, None, lambda: draw.choice([True, False, 1, "true"])),
        (LocalizedText, None, lambda: draw.choice([text, {}, {"en": " "}, {"EN": "x"}, "x", {"ar": strings()}])),
        (datetime.date, None, lambda: draw.choice(["2015-05-04", "2015-02-30", "x", 5])),
        (datetime.datetime, MOMENT, lambda: draw.choice(["2015-05-04T09:00:00+03:00", "2015-05-04", "2015-05-04T09:00:00.5Z"])),
        (PartialDate, None, lambda: draw.choice(["2015", "XXXX-05-04", "2015-13", 2015])),
        (Governorate, None, lambda: draw.choice(["erbil", "Erbil", "x"])),
        (Grade, None, strings),
        (Level, None, lambda: draw.choice([1, 2, "1", 3])),
        (Lenient, None, strings),
        (Topic, None, lambda: draw.choice(["community_policing", "acme:x", "x", {"names": text}, {}])),
        (int | Count, draw.choice([None, InRange(), Even(0, 9)]), lambda: draw.choice([1, 2, {"value": 2}, {"percent": 5}, {"value": 9, "precision": "about"}, -1, 1e300])),
        (Place, None, lambda: draw.choice([{"city": text}, {}, {"governorate": "erbil", "country": "LB"}, {"city": {"en": ""}}])),
        (Mapping[str, Any], EXTRA, lambda: draw.choice([{"acme:x": strings()}, {"x": 1}, {"acme:x": [numbers()]}, {}])),
    ]  # fmt: skip
    made = draw.choice(simple)
    inner = [cls for cls in vars(module).values() if isinstance(cls, type)]
    if inner and draw.random() < 0.3:
        cls = draw.choice(inner)
        made = cls, None, lambda: document(draw, cls)
    annotation, validator, values = made
    if draw.random() < 0.25 and annotation is not Mapping[str, Any]:
        each = (
            validator
            if validator is None or not hasattr(validator, "iter_issues")
            else Each(validator)
        )
        if validator is no_x:
            each = None
        return tuple[annotation, ...], each, lambda: [values() for _ in range(draw.randint(0, 3))]
    return annotation, validator, values


def extension(draw):
    """Make a module of one to three classes, and return the last of them."""
    module = types.ModuleType(f"extension_{next(_numbers)}")
    cls = None
    for _ in range(draw.randint(1, 3)):
        cls = make(draw, module)
        setattr(module, f"{cls.__name__}_{next(_numbers)}", cls)
    return cls


DRAWN = {}
"""How to draw values for the fields that an extension adds, by class."""


def make(draw, module):
    """Make one class."""
    base = draw.choice(BASES)
    namespace = {"__annotations__": {}, "__module__": module.__name__, "__doc__": "A class."}
    values = {}
    for name in draw.sample(NAMES, draw.randint(0 if base is not Record else 1, 4)):
        annotation, validator, value = kinds(draw, module)
        many = str(annotation).startswith("tuple")
        how = draw.choice(["required", "default", "default"])
        if many or annotation == Mapping[str, Any]:
            default = {"default": ()} if many else {"factory": dict}
        elif how == "required" and base is Record:
            default = {}
        else:
            annotation, default = annotation | None, {"default": None}
        namespace["__annotations__"][name] = annotation
        namespace[name] = field(name, "Help.", validator=validator, **default)
        values[name] = value
    for addition in draw.sample(ADDITIONS, draw.choice([0, 0, 0, 1, 2])):
        addition(namespace, draw)
    cls = type(draw.choice(CLASSES), (base,), namespace)
    if draw.random() < 0.1:
        made = labeled("Label", help="Help.")(attrs.frozen(kw_only=True, slots=False)(cls))
    else:
        made = record("Label", help="Help.")(cls)
    DRAWN[made] = {**DRAWN.get(base, {}), **values}
    return made


def _post_init(namespace, _):
    def post_init(self):
        Record.__attrs_post_init__(self)
        if any(getattr(self, name) == "a" for name in namespace["__annotations__"]):
            raise ValueError("no a")

    namespace["__attrs_post_init__"] = post_init


def _invariant(namespace, draw):
    names = tuple(namespace["__annotations__"])

    def first_is_not_seven(one):
        if names and getattr(one, names[0]) == 7:
            yield REFUSED.issue().under(names[0])

    some = [first_is_not_seven, not_empty, *_declared(namespace["__annotations__"], draw)]
    if names:
        some.append(RequireAny(REFUSED, names))
    namespace["invariants"] = tuple(draw.sample(some, draw.randint(1, len(some))))


def _declared(annotations, draw):
    """Yield rules across fields that are declared as data, over every kind of value."""
    shapes = dict(_paths(annotations))
    if not shapes:
        return
    paths = tuple(shapes)
    for lower, upper in itertools.product(paths, annotations):
        strictly = draw.random() < 0.5
        rule = InOrder(lower, upper, REFUSED, at=draw.choice([lower, upper]), strictly=strictly)
        if not rule.why_not(shapes[lower], shapes[upper]):
            yield rule
    yield Distinct(tuple(draw.sample(paths, draw.randint(1, min(3, len(paths))))), REFUSED)
    yield RefersTo(draw.choice(paths), (draw.choice(paths),), REFUSED)


def _paths(annotations):
    """Yield the paths to values in a record, and in the records in it, with their shapes."""
    for name, annotation in annotations.items():
        shape = shape_of(annotation)
        yield name, shape
        if attrs.has(shape.inner_type) and shape.inner_type in (Place, *DRAWN):
            for inner in fields(shape.inner_type):
                yield f"{name}.{inner.name}", inner.shape


def _new(namespace, _):
    def new(cls, /, **_):
        return object.__new__(cls)

    namespace["__new__"] = new


def _init(namespace, _):
    def init(self, /, **values):
        if "a" in values.values():
            raise ValueError("no a here")
        self.__attrs_init__(**values)

    namespace["__init__"] = init


ADDITIONS = [_post_init, _invariant, _new, _init]


def document(draw, cls):
    """Draw a document of a class: some of it right, some not."""
    data = {}
    for each in fields(cls):
        drawn = DRAWN.get(cls, {}).get(each.name)
        if drawn and (draw.random() < 0.8):
            data[each.name] = drawn()
        elif each.required or draw.random() < 0.05:
            data[each.name] = GOOD.get(each.name, "a") if draw.random() < 0.9 else draw.choice(JUNK)
        if each.name in data and draw.random() < 0.05:
            data[each.name] = draw.choice(JUNK)
    if draw.random() < 0.05:
        data[draw.choice(["x", "schema_version", "__class__", "extra"])] = draw.choice(JUNK)
    return data


GOOD = {
    "id": "a",
    "title": {"en": "x"},
    "name": {"en": "x"},
    "kind": "context",
    "count": 3,
    "sex": "female",
    "code": "acme:x",
}
