"""Languages can be listed and added, and missing words are shown in English."""

import os
import subprocess
import sys
import threading

import pytest

import tipmodel
from tipmodel import Headcount, Training, UnknownLanguageError


class TestChoice:
    def test_what_is_asked_for_goes_before_the_context(self):
        """An explicit language takes precedence over the default."""
        assert "Title" not in tipmodel.label(Training, "id")
        with tipmodel.use_language("ar"):
            assert "المعرّف" == tipmodel.label(Training, "id")
            assert "Identifier" == tipmodel.label(Training, "id", language="en")
            assert "أعداد المشاركين" in tipmodel.describe(Headcount(total=1))
        assert "Identifier" == tipmodel.label(Training, "id")

    def test_threads_do_not_share_their_language(self):
        """Threads do not share their language."""
        said = []
        with tipmodel.use_language("ar"):
            thread = threading.Thread(target=lambda: said.append(tipmodel.label(Training, "id")))
            thread.start()
            thread.join()

        assert ["Identifier"] == said

    @pytest.mark.parametrize("tag", ["xx", "ku", "ar_IQ", ""])
    def test_unknown_languages_are_refused_with_those_there_are(self, tag):
        """An unknown language is refused with the supported ones."""
        for ask in (
            lambda: tipmodel.label(Training, "id", language=tag),
            lambda: tipmodel.describe(Headcount(total=1), tag),
            lambda: tipmodel.use_language(tag).__enter__(),
        ):
            with pytest.raises(UnknownLanguageError) as caught:
                ask()

            assert "ar" in str(caught.value)
        if tag == "ku":
            assert "ckb" in str(caught.value)


class TestFallback:
    def test_a_label_says_in_which_language_it_was_found(self):
        """A label knows its language."""
        assert "ckb" == tipmodel.label(Training, "id", language="ckb").language
        missing = tipmodel.label(tipmodel.Topic(code="definition_of_trafficking"), language="ckb")

        assert "en" == missing.language
        assert (
            "ar"
            == tipmodel.label(tipmodel.Topic(code="community_policing"), language="ar").language
        )

    def test_a_language_says_how_far_it_is(self):
        """A language knows how much of it is translated and reviewed."""
        languages = {language: language for language in tipmodel.languages()}

        assert 1 == languages["en"].translated == languages["ar"].translated, "Run make l10n."
        assert 0 < languages["ckb"].translated < 1
        assert languages["en"].is_reviewed
        assert not languages["ckb"].is_reviewed


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        ({"score": 0.00001}, "0.00001%"),
        ({"score": 82.0}, "82%"),
        ({"out_of": 5.0}, "highest mark: 5"),
        ({"base": 20}, "20 people"),
    ],
    ids=str,
)
def test_numbers_are_written_as_people_write_them(outcome, said):
    """Nobody reads 1e-05, and a whole number has no decimals."""
    record = tipmodel.structure({"kind": "evaluation", **outcome}, tipmodel.Outcome)
    training = tipmodel.Training(id="a", title=tipmodel.LocalizedText(en="x"), outcomes=(record,))

    assert said in tipmodel.describe(training, "en", isolate=False)


FRENCH = """
msgid ""
msgstr ""
"Language: fr_FR\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=3; plural=(n < 2 ? 0 : n % 1000000 == 0 ? 1 : 2);\\n"

msgctxt "Training.title"
msgid "Training title"
msgstr "Titre de la formation"

msgctxt "count.participants"
msgid "{n} participant"
msgid_plural "{n} participants"
msgstr[0] "{n} participant·e"
msgstr[1] "{n} de participant·e·s"
msgstr[2] "{n} participant·e·s"
"""

OWN_ARABIC = """
msgid ""
msgstr ""
"Language: ar_IQ\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 && n%100<=99 ? 4 : 5);\\n"

msgctxt "Speaker"
msgid "Speaker"
msgstr "محاضر"
"""

SCRIPT = """
import tipmodel
from tipmodel import Headcount, Speaker, Training
assert {"fr", "ar-x-acme"} <= set(tipmodel.languages()), tipmodel.languages()
label = tipmodel.label(Training, "title", language="fr")
assert (label, label.language) == ("Titre de la formation", "fr"), label
assert tipmodel.label(Training, "id", language="fr").language == "en"
assert "32 participant·e·s" in tipmodel.describe(Training(
    id="a", title=tipmodel.LocalizedText(fr="Cours"), headcount=Headcount(total=32)), "fr")
own = tipmodel.label(Speaker, language="ar-x-acme")
assert (own, own.language) == ("محاضر", "ar-x-acme"), own
assert tipmodel.label(Training, "id", language="ar-x-acme").language == "ar"
assert tipmodel.label(Speaker, language="ar") == "متحدث"
assert "أيار" in tipmodel.PartialDate.parse("2015-05").text("ar-x-acme")
"""


def test_a_language_is_one_file_in_a_package_of_somebody_elses(tmp_path):
    """Another package can add a language, or override our words."""
    package = tmp_path / "acme_words"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "fr.po").write_text(FRENCH, "utf-8")
    (package / "ar-x-acme.po").write_text(OWN_ARABIC, "utf-8")
    metadata = tmp_path / "acme_words-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: acme_words\nVersion: 1.0\n")
    points = "[tipmodel.languages]\nfr = acme_words\nar-x-acme = acme_words\n"
    (metadata / "entry_points.txt").write_text(points)

    env = {**os.environ, "PYTHONPATH": str(tmp_path), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run([sys.executable, "-c", SCRIPT], env=env, capture_output=True, check=False)

    assert b"" == done.stderr


def test_a_catalogue_without_a_language_is_no_catalogue():
    """A catalogue without a language is refused."""
    from tipmodel.i18n import words

    with pytest.raises(ValueError, match="the header names no language"):
        words._read(
            "ar-x-a", b'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
        )


@pytest.mark.parametrize(
    ("text", "is_used"), [("دورة {", False), ("دورة {x}", False), ("دورة", True)]
)
def test_a_translation_that_cannot_be_filled_in_is_not_used(text, is_used):
    """A translation that cannot be formatted is not used."""
    from tipmodel.i18n import words

    data = FRENCH.replace("Titre de la formation", text).encode()
    assert is_used == ("Training.title" in words._read("fr", data).words)
