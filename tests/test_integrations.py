"""Records work in other Python libraries."""

import json
import re
import sys
import types
from pathlib import Path

import pytest
from hypothesis import given, settings

import tipmodel
from tipmodel import Participant, Training
from tipmodel.strategies import records

pytestmark = pytest.mark.integrations
ROOT = Path(__file__).parents[1]


class Extended(Training):
    """A training of an extension."""


WRONG = {"id": "a", "title": {"ar": "ورشة"}, "headcount": {"total": 3, "female": 4}}
RIGHT = {"id": "a", "title": {"ar": "ورشة"}}


def how_to():
    text = (ROOT / "docs" / "how-to" / "use-with-other-libraries.md").read_text("utf-8")
    return re.findall(r"^```python\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


class TestPydantic:
    @pytest.fixture
    def report(self):
        pydantic = pytest.importorskip("pydantic")
        return pydantic.create_model(
            "Report", training=(Training, ...), people=(list[Participant], [])
        )

    def test_a_record_is_a_field_of_a_model(self, report):
        """A model holds records, reads them from data and writes them again."""
        made = report.model_validate({"training": RIGHT, "people": [{"id": "1"}]})

        assert tipmodel.structure(RIGHT) == made.training
        assert made == report.model_validate_json(made.model_dump_json())
        assert made.training is report(training=made.training).training

    def test_every_issue_at_its_place_in_the_language_in_use(self, report):
        """Errors are ours, with their places and without personal values."""
        with tipmodel.use_language("ar"), pytest.raises(ValueError, match="headcount") as caught:
            report.model_validate(
                {"training": WRONG, "people": [{"id": "1", "email": "no-address"}]}
            )

        training, person = caught.value.errors()
        assert ("training", "headcount", "female") == training["loc"]
        assert tipmodel.validate(WRONG)[0].text("ar") == training["msg"]
        assert ("people", 0, "email") == person["loc"]
        assert "no-address" not in str(caught.value)

    def test_the_schema_of_the_model_holds_ours(self, report):
        """The schema of a model contains ours."""
        jsonschema = pytest.importorskip("jsonschema")
        judge = jsonschema.Draft202012Validator(report.model_json_schema())

        assert judge.is_valid({"training": RIGHT})
        assert not judge.is_valid({"training": {**RIGHT, "status": "over"}})
        assert not judge.is_valid({"training": {**RIGHT, "headcount": {"totl": 3}}})

    def test_a_key_of_many_digits_is_no_index(self):
        """An unknown key is part of the place, however long it is, and the input is not shown."""
        pydantic = pytest.importorskip("pydantic")
        report = pydantic.create_model("Report", training=(Training, ...))
        with pytest.raises(pydantic.ValidationError) as caught:
            report(training={**RIGHT, "9" * 5000: 1})

        (told,) = caught.value.errors()
        assert ("key.unknown", ("training", "9" * 5000), None) == (
            told["type"], told["loc"], told["input"]
        )  # fmt: skip


class TestFastAPI:
    @pytest.fixture
    def client(self):
        fastapi = pytest.importorskip("fastapi")
        from typing import Annotated

        from fastapi.testclient import TestClient

        from tipmodel.integrations.asgi import AcceptLanguage

        app = fastapi.FastAPI()
        app.add_middleware(AcceptLanguage)

        @app.post("/trainings")
        def take(training: Annotated[Training, fastapi.Body()]) -> Training:
            return training

        return TestClient(app)

    def test_a_right_body_arrives_as_a_record(self, client):
        """A route accepts and returns a training."""
        answer = client.post("/trainings", json=RIGHT)

        assert 200 == answer.status_code
        assert tipmodel.structure(RIGHT) == tipmodel.loads(answer.content)

    @pytest.mark.parametrize(
        ("header", "language"), [("ar-IQ,en;q=0.5", "ar"), ("fr", "en"), ("ckb", "ckb")]
    )
    def test_a_wrong_one_is_refused_in_the_language_of_the_request(self, client, header, language):
        """The 422 has our code, place and sentence."""
        answer = client.post("/trainings", json=WRONG, headers={"accept-language": header})
        (issue,) = tipmodel.validate(WRONG)
        (told,) = answer.json()["detail"]

        assert 422 == answer.status_code
        assert [issue.code, issue.text(language)] == [told["type"], told["msg"]]
        assert ["body", "headcount", "female"] == told["loc"]

    def test_openapi_has_the_schema(self, client):
        """OpenAPI contains the fields of a training."""
        text = json.dumps(client.get("/openapi.json").json())

        assert "#/components/schemas/LocalizedText" in text
        assert "legal_instruments" in text


def test_sqlalchemy_keeps_a_record():
    """A column returns the stored record, and refuses other values."""
    sqlalchemy = pytest.importorskip("sqlalchemy")
    from sqlalchemy import orm

    from tipmodel.integrations.sqlalchemy import RecordType

    class Base(orm.DeclarativeBase):
        pass

    class Row(Base):
        __tablename__ = "trainings"
        id: orm.Mapped[int] = orm.mapped_column(primary_key=True)
        training: orm.Mapped[Training | None] = orm.mapped_column(RecordType(Training))

    engine = sqlalchemy.create_engine("sqlite://", hide_parameters=True)
    Base.metadata.create_all(engine)
    with orm.Session(engine) as session:
        session.add_all([Row(id=1, training=tipmodel.example()), Row(id=2, training=None)])
        session.commit()
        assert tipmodel.example() == session.get(Row, 1).training
        assert session.get(Row, 2).training is None
        session.add(Row(id=3, training=Participant(id="1")))
        with pytest.raises(sqlalchemy.exc.StatementError, match="holds a Training"):
            session.commit()
    with orm.Session(engine) as session:
        session.add(Row(id=4, training=Extended(id="a", title=tipmodel.example().title)))
        with pytest.raises(sqlalchemy.exc.StatementError, match="not a Extended"):
            session.commit()
    engine.dispose()


def test_errors_of_sqlalchemy_repeat_no_personal_value_if_it_is_told():
    """The engine of the documents keeps the row out of the error."""
    sqlalchemy = pytest.importorskip("sqlalchemy")
    from sqlalchemy import orm

    from tipmodel.integrations.sqlalchemy import RecordType

    assert any("hide_parameters=True" in block for block in how_to() if "sqlalchemy" in block)

    class Base(orm.DeclarativeBase):
        pass

    class Row(Base):
        __tablename__ = "people"
        id: orm.Mapped[int] = orm.mapped_column(primary_key=True)
        person: orm.Mapped[Participant] = orm.mapped_column(RecordType(Participant))

    said = []
    for is_hidden in (False, True):
        engine = sqlalchemy.create_engine("sqlite://", hide_parameters=is_hidden)
        Base.metadata.create_all(engine)
        with orm.Session(engine) as session:
            person = Participant(id="1", name=tipmodel.LocalizedText(en="Planted"))
            session.add(Row(id=1, person=person))
            session.commit()
        with orm.Session(engine) as session:
            session.add(Row(id=1, person=person))
            with pytest.raises(sqlalchemy.exc.IntegrityError) as refusal:
                session.commit()
        said.append("Planted" in str(refusal.value))
        engine.dispose()
    assert [True, False] == said


class TestDjango:
    @pytest.fixture(scope="class")
    @classmethod
    def course(cls):
        django = pytest.importorskip("django")
        from django.conf import settings as configured
        from django.db import connection

        memory = {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}
        sys.modules["courses"] = types.ModuleType("courses")
        sys.modules["courses"].__file__ = __file__
        configured.configure(DATABASES={"default": memory}, INSTALLED_APPS=["courses"])
        django.setup()
        names = {"__name__": "courses.models"}
        exec(next(block for block in how_to() if "django" in block), names)  # noqa: S102 - it is our own
        model = names["Course"]
        with connection.schema_editor() as editor:
            editor.create_model(model)
        yield model
        connection.close()

    def test_a_model_keeps_a_record(self, course):
        """A field gives back what was put into it, and can be searched."""
        course(training=tipmodel.example()).save()
        found = course.objects.get(training__id="hijra-amina-erbil")

        assert tipmodel.example() == found.training
        assert [32] == [*course.objects.values_list("training__headcount__total", flat=True)]
        assert found.contact is None

    def test_another_record_is_refused(self, course):
        """A record of another class is refused."""
        with pytest.raises(TypeError, match="holds a Training"):
            course(training=Participant(id="1")).save()
        with pytest.raises(TypeError, match="holds a Training"):
            course(training={"id": "a"}).save()

    @pytest.mark.parametrize(
        "other", [Participant(id="1"), Extended(id="a", title=tipmodel.example().title)]
    )
    def test_another_record_is_not_clean(self, course, other):
        """Cleaning refuses it, as saving does; one of a subclass could not be read back."""
        from django.core.exceptions import ValidationError

        with pytest.raises(ValidationError, match="holds a Training"):
            course(training=other).full_clean()
        with pytest.raises(TypeError, match="holds a Training"):
            course(training=other).save()

    def test_a_form_says_every_issue_in_arabic(self, course):
        """A form shows every issue in the language of the request."""
        from django.forms import modelform_factory
        from django.utils import translation

        form_class = modelform_factory(course, fields=["training", "contact"])
        with translation.override("ar"):
            wrong = form_class({"training": json.dumps(WRONG)})
            assert tipmodel.validate(WRONG)[0].text("ar") == wrong.errors["training"][0]
            assert form_class({"training": "{"}).errors["training"]
        right = form_class({"training": json.dumps(RIGHT)})
        assert right.is_valid()
        assert tipmodel.structure(RIGHT) == right.save().training
        shown = form_class(instance=right.instance)
        assert json.dumps("ورشة", ensure_ascii=False) in shown.as_p().replace("&quot;", '"')
        assert not form_class(
            {"training": json.dumps(RIGHT)}, instance=right.instance
        ).has_changed()

    def test_fixtures_and_migrations(self, course):
        """Fixtures and migrations keep the record."""
        from django.core import serializers
        from django.db.migrations.writer import MigrationWriter

        one = course(pk=9, training=tipmodel.example())
        text = serializers.serialize("json", [one])
        (loaded,) = serializers.deserialize("json", text)
        assert one.training == loaded.object.training
        written, imports = MigrationWriter.serialize(course._meta.get_field("contact"))
        assert f"record={Participant.__module__}.Participant" in written
        assert "import tipmodel.integrations.django" in imports


PEOPLE = [
    {"id": "1", "sex": "female", "certificate": True, "birth_year": 1980, "post_test": 82.5, "rank": "major",
     "name": {"ar": "فلانة"}, "place": {"governorate": "erbil"}, "consent": {"purpose": {"en": "x"}, "given_on": "2015-05-04"}},
    {"id": "2", "sex": "male", "certificate": False, "rank": {"names": {"en": "chief"}}},
    {"id": "3"},
]  # fmt: skip


class TestFrames:
    people = tuple(tipmodel.structure(one, Participant) for one in PEOPLE)

    def test_pandas_has_true_types(self):
        """Frames of pandas have true types."""
        pytest.importorskip("pandas")
        from tipmodel.integrations.frames import from_frame, to_pandas

        frame = to_pandas(self.people)
        kinds = {name: str(frame[name].dtype) for name in frame}
        assert "boolean" == kinds["certificate"]
        assert "Int64" == kinds["birth_year"]
        assert "category" == kinds["sex"] == kinds["place.governorate"]
        assert kinds["consent.given_on"].startswith("datetime64")
        assert list(self.people) == from_frame(frame, Participant)

    def test_polars_has_true_types(self):
        """Frames of polars have true types."""
        polars = pytest.importorskip("polars")
        from tipmodel.integrations.frames import from_frame, to_polars

        frame = to_polars(self.people)
        assert polars.Boolean == frame["certificate"].dtype
        assert polars.Date == frame["consent.given_on"].dtype
        assert isinstance(frame["sex"].dtype, polars.Enum)
        assert list(self.people) == from_frame(frame, Participant)

    @pytest.mark.parametrize("make", ["to_pandas", "to_polars"])
    @pytest.mark.parametrize("cls", [Training, Participant, tipmodel.Session, tipmodel.Speaker])
    def test_the_way_back_loses_nothing(self, make, cls):
        """A frame loses nothing."""
        pytest.importorskip(make.removeprefix("to_"))
        from tipmodel.integrations import frames

        @settings(max_examples=40, deadline=None, database=None)
        @given(records(cls), records(cls))
        def lose_nothing(one, other):
            assert [one, other] == frames.from_frame(getattr(frames, make)([one, other]), cls)

        lose_nothing()

    def test_what_is_wrong_in_a_frame(self):
        """Issues name the row and the field; a key that is no field may be a name, and is not told."""
        pandas = pytest.importorskip("pandas")
        from tipmodel.integrations.frames import from_frame

        frame = pandas.DataFrame(
            {"id": ["1", "2"], "sex": ["female", "f"], "colour": ["red", None]}
        )
        with pytest.raises(tipmodel.InvalidDataError) as caught:
            from_frame(frame, Participant)
        assert ["/0", "/1/sex"] == [issue.pointer for issue in caught.value.issues]

    @pytest.mark.parametrize(
        ("columns", "pointer", "code"),
        [
            ({"dates.start": "2024-05-01T10:30"}, "/0/dates/start", "date.not_a_date"),
            ({"extra": "{"}, "/0/extra", "json.malformed"),
            ({"place": "Basra", "place.city.en": "Basra"}, "/0", "json.repeated_key"),
            ({"place.city.en": "Basra", "place": "Basra"}, "/0", "json.repeated_key"),
        ],
        ids=["time", "json", "part", "whole"],
    )
    def test_nothing_of_a_frame_is_cut_off(self, columns, pointer, code):
        """A time of day, damaged JSON and a field given twice are refused at their place."""
        pandas = pytest.importorskip("pandas")
        from tipmodel.integrations.frames import from_frame

        frame = pandas.DataFrame({"id": ["1"], **{name: [cell] for name, cell in columns.items()}})
        if "dates.start" in columns:
            frame["dates.start"] = pandas.to_datetime(frame["dates.start"])
        with pytest.raises(tipmodel.InvalidDataError) as caught:
            from_frame(frame, Training)
        assert (pointer, code) in {(issue.pointer, issue.code) for issue in caught.value.issues}

    def test_two_columns_of_one_name_are_refused(self):
        """Two columns with the same name are refused, because pandas would drop one."""
        pandas = pytest.importorskip("pandas")
        from tipmodel.integrations.frames import from_frame

        with pytest.raises(tipmodel.InvalidDataError, match="id"):
            from_frame(pandas.DataFrame([["1", "2"]], columns=["id", "id"]), Training)


def test_the_how_to(tmp_path, monkeypatch):
    """The code of the how-to runs as printed."""
    for library in ("pydantic", "fastapi", "sqlalchemy", "django", "pandas", "polars"):
        pytest.importorskip(library)
    monkeypatch.chdir(tmp_path)
    people = [tipmodel.structure(one, Participant) for one in PEOPLE]
    tipmodel.write(people, "people.csv")
    names = {"__name__": "how_to"}
    monkeypatch.setitem(sys.modules, "how_to", types.ModuleType("how_to"))

    blocks = [block for block in how_to() if "django" not in block]  # that one has its own test
    for block in blocks:
        exec(block, names)  # noqa: S102 - it is our own

    assert 4 == len(blocks)
    assert people == names["people"]
    assert tipmodel.structure(RIGHT) == names["Report"](training=RIGHT).training
