"""Fields with unknown types, and with times, are read strictly and written back."""

import datetime
import decimal

import attrs
import pytest
from hypothesis import given

import tipmodel
from tipmodel import InvalidDataError
from tipmodel.extend import Record, field, fields, record
from tipmodel.strategies import records


@record("Grant")
class Grant(Record):
    """A sum of money."""

    amount: decimal.Decimal = field("Amount", "In dollars.")
    code: int | str | None = field("Code", "A code.", default=None)
    year: int | None = field(
        "Year", "The year.", default=None,
        validator=attrs.validators.optional(attrs.validators.in_([2015, 2016])), example=2015,
    )  # fmt: skip


@record("Visit")
class Visit(Record):
    """A visit at a time."""

    at: datetime.datetime = field("At", "When.")
    others: tuple[datetime.datetime, ...] = field("Others", "When else.", default=())


NOON = datetime.datetime(2015, 5, 4, 12, tzinfo=datetime.UTC)


def told(make):
    with pytest.raises(InvalidDataError) as caught:
        make()
    return [(issue.pointer, issue.code, issue.text("en", isolate=False)) for issue in caught.value.issues]  # fmt: skip


class TestForeignTypes:
    def test_the_constructor_takes_that_type_alone(self):
        """The constructor accepts only the declared type."""
        assert decimal.Decimal("1.5") == Grant(amount=decimal.Decimal("1.5"), code=3).amount
        assert [("/amount", "value.wrong_type", "“Amount” must be Decimal, not float.")] == told(
            lambda: Grant(amount=1.5)
        )
        assert [("/code", "value.wrong_type", "“Code” must be int | str | None, not float.")] == told(
            lambda: Grant(amount=decimal.Decimal(1), code=2.5)
        )  # fmt: skip

    def test_a_hook_of_the_caller_reads_it(self):
        """The result of a hook must have the declared type."""
        converter = tipmodel.make_converter()
        converter.register_structure_hook(decimal.Decimal, lambda text, _: decimal.Decimal(text))
        converter.register_unstructure_hook(decimal.Decimal, str)
        grant = converter.structure({"amount": "1.50"}, Grant)

        assert Grant(amount=decimal.Decimal("1.50")) == grant
        assert {"amount": "1.50"} == converter.unstructure(grant)

        converter = tipmodel.make_converter()
        converter.register_structure_hook(decimal.Decimal, lambda text, _: float(text))
        assert [("/amount", "value.wrong_type")] == [
            each[:2] for each in told(lambda: converter.structure({"amount": "1.5"}, Grant))
        ]

    def test_the_schema_promises_nothing_about_it(self):
        """The schema allows anything for a type that only a hook of the caller reads."""
        described = tipmodel.json_schema(Grant)["properties"]["amount"]

        assert "Amount" == described["title"]
        assert not {"type", "pattern", "$ref"} & described.keys()

    @given(records(Grant))
    def test_it_is_made_for_tests(self, grant):
        """Strategies support custom types and validators."""
        assert isinstance(grant.amount, decimal.Decimal)
        assert grant.year in (None, 2015, 2016)


class TestTimes:
    @pytest.mark.parametrize("at", [NOON.replace(tzinfo=None), NOON.replace(microsecond=1)])
    def test_what_could_not_be_read_again_cannot_be_made(self, at):
        """A time without a zone, or with fractions of a second, cannot be constructed."""
        said = "could not be read as a time. Write it like 2015-05-04T09:00:00+03:00."

        assert [("/at", "time.not_a_time", f"“At” {said}")] == told(lambda: Visit(at=at))
        assert [("/others/1", "time.not_a_time", f"“Others” {said}")] == told(
            lambda: Visit(at=NOON, others=(NOON, at))
        )

    @given(records(Visit))
    def test_what_can_be_made_is_read_again(self, visit):
        """A time that was written is the same time."""
        assert visit == tipmodel.loads(tipmodel.dumps(visit), Visit)

    def test_it_stands_on_a_card(self):
        """A time is shown with its zone."""
        assert "4 May 2015, 12:00 (UTC+00:00)" in tipmodel.describe(Visit(at=NOON), "en", isolate=False)  # fmt: skip

    def test_documents_without_a_zone_are_refused(self):
        """Documents with a time without a zone are refused."""
        for text in ("2015-05-04", "2015-05-04T09:00:00", "yesterday"):
            (issue,) = tipmodel.validate({"at": text}, Visit)
            assert ("/at", "time.not_a_time") == (issue.pointer, issue.code)

    def test_hypothesis_breaks_it_on_purpose(self):
        """Strategies make invalid times."""
        from hypothesis import find

        from tipmodel.strategies import invalid

        data, code, pointer = find(invalid(Visit, "time.not_a_time"), lambda _: True)
        assert ["time.not_a_time"] == [issue.code for issue in tipmodel.validate(data, Visit)]
        assert ("time.not_a_time", True) == (code, pointer.startswith("/at") or "others" in pointer)

    @pytest.mark.parametrize(
        ("cell", "code"),
        [("09:00", "time.without_date"), ("2015-05-04 09:00", "time.without_zone"), ("30/02/2015 09:00", "time.not_a_time"),
         ("2015-02-30 09:00", "time.not_a_time"), ("yesterday", "time.not_a_time")],
    )  # fmt: skip
    def test_a_cell_is_told_what_it_lacks(self, cell, code, tmp_path):
        """A moment in a sheet has its date and its zone, or the country says the zone."""
        path = tmp_path / "a.csv"
        path.write_text(f"At\n{cell}\n", "utf-8")
        assert [("/0/at", code)] == [each[:2] for each in told(lambda: tipmodel.read(path, Visit))]

    def test_a_country_says_the_zone(self, tmp_path):
        """The country determines the time zone of a cell."""
        path = tmp_path / "a.csv"
        path.write_text("At\n2015-05-04 15:00\n", "utf-8")
        (visit,) = tipmodel.read(path, Visit, country="IQ", notice=lambda _: None)

        assert NOON == visit.at


@record("Plan")
class Plan(Record):
    """A plan with a type of its own."""

    steps: dict[str, int] = field("Steps", "How many of each.", example={"a": 1})
    title: tipmodel.LocalizedText | None = field("Title", "Its title.", default=None)


def test_a_generic_type_is_read_by_a_hook_of_the_caller():
    """A field may have a generic type if the caller's converter reads it."""
    converter = tipmodel.make_converter()
    converter.register_structure_hook_func(
        lambda kind: kind == dict[str, int], lambda value, _: dict(value)
    )

    assert Plan(steps={"a": 1}) == converter.structure({"steps": {"a": 1}}, Plan)


def test_a_field_without_a_validator_refuses_nothing():
    """A field without a validator has no issues with any value of its type."""
    assert {field.name: [] for field in fields(Plan)} == {
        field.name: field.issues(object()) for field in fields(Plan)
    }


def test_a_method_for_notebooks_belongs_to_records_alone():
    """IPython and Hypothesis print classes themselves, and records by their method."""
    assert not hasattr(Plan, "_repr_pretty_")
    assert hasattr(Plan(steps={}), "_repr_pretty_")


@record("Bag")
class Bag(Record):
    """A record with a collection that only the caller's hook reads."""

    things: list[object] | None = field("Things", "Anything.", default=None)
    number: int = field("Number", "How many.")


def test_records_in_a_collection_of_the_caller_are_not_published():
    """A public view leaves out a collection that holds records, and keeps one that holds none."""
    person = tipmodel.Participant(id="1", phone="+9647701234567")

    assert Bag(things=[1, "a"], number=2) == tipmodel.public_view(Bag(things=[1, "a"], number=2))
    for things in ([person], [[person]], [{"who": person}]):
        assert Bag(number=2) == tipmodel.public_view(Bag(things=things, number=2))
