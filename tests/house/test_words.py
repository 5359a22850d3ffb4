"""Every class, field and member of a closed set has labels and help."""

import attrs
import pytest

import reference
import tipmodel
from l10n import FOLDER, phrases, places, problems, read, rebuilt
from samples import COMPANIONS
from tipmodel.core.fields import fields
from tipmodel.core.metadata import Sensitivity, metadata_of
from tipmodel.i18n import languages, translate
from tipmodel.model import MODEL

TRANSLATED = languages()[1:]


@pytest.mark.parametrize("cls", MODEL)
def test_every_field_says_what_it_is(cls):
    """Every field has a label, help and a sensitivity."""
    for field in attrs.fields(cls):
        said = metadata_of(field)

        assert said.label.english[0].isupper(), field.name
        assert said.help.english.endswith("."), field.name
        assert isinstance(said.sensitivity, Sensitivity), field.name
        assert said.label.key.split(".")[0] in {base.__name__ for base in cls.__mro__}, field.name


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("cls", MODEL)
def test_every_field_has_a_label_of_its_own_in_every_language(cls, language):
    """Every field of a class has its own label in every language."""
    labels = [tipmodel.label(cls, f.name, language=language) for f in attrs.fields(cls)]

    assert all(labels)
    assert len(labels) == len(set(labels))


@pytest.mark.parametrize("cls", MODEL)
def test_every_example_is_valid(cls):
    """The example beside a field can be copied into a document as it stands."""
    required = {f.name: metadata_of(f).example for f in fields(cls) if f.default is attrs.NOTHING}
    for field in attrs.fields(cls):
        example = {**COMPANIONS.get(cls, {}), **required, field.name: metadata_of(field).example}

        assert () == tipmodel.validate(example, cls), field.name


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_catalogue_is_complete(language):
    """No translation is missing, outdated or incomplete."""
    assert [] == list(problems(language, read(language))), (
        f"Run make l10n, and translate what it names in src/tipmodel/locale/{language}.po."
    )


@pytest.mark.parametrize("language", TRANSLATED)
def test_rebuilding_the_catalogue_changes_no_byte(language):
    """A translator's change is the only change in a diff."""
    kept = (FOLDER / f"{language}.po").read_text("utf-8")
    assert kept == rebuilt(read(language)), "Run make l10n."


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_phrase_is_said_in_every_language(language):
    """No sentence is empty, and none shows a placeholder, whatever number stands in it."""
    for phrase in phrases().values():
        for n in (0, 1, 2, 3, 11, 100):
            values = dict.fromkeys(places(phrase.english), "x") | {"n": n}
            said = translate(phrase, language, **values)

            assert said, phrase.key
            assert "{" not in said, phrase.key


def test_the_reference_is_as_the_package_says():
    """The reference pages are up to date."""
    assert [] == [
        name
        for name, text in reference.pages().items()
        if (reference.FOLDER / name).read_text("utf-8") != text
    ], "Run make docs."
