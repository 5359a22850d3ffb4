"""Calendars contain everything with full dates, and nothing is guessed."""

import datetime

import pytest

import tipmodel
from samples import nine
from tipmodel import InvalidDataError, PartialTime, Session, UnknownFormatError
from tipmodel.cli import main

icalendar = pytest.importorskip("icalendar")


def events(path):
    """Read the events of a calendar with the library for it."""
    return list(icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT"))


def test_what_has_full_dates_is_in_the_calendar(tmp_path):
    """Trainings with full dates are events in the requested language; others are reported."""
    left_out = []
    tipmodel.write(nine(), tmp_path / "c.ics", "ar", notice=left_out.append)
    found = {str(event["uid"]): event for event in events(tmp_path / "c.ics")}
    one = found["hijra-amina-baghdad-momd@tipmodel"]

    assert (one["dtstart"].dt, one["dtend"].dt) == (
        datetime.date(2015, 10, 18),
        datetime.date(2015, 10, 20),
    )
    assert one["summary"].params["LANGUAGE"] == "ar"
    assert {issue.pointer for issue in left_out} == {
        "/hijra-amina-erbil/dates",
        "/hijra-amina-erbil-law-enforcement/dates",
    }
    assert len(found) == 8


def test_sessions_keep_their_times(tmp_path):
    """Sessions keep their times."""
    start = datetime.datetime.fromisoformat("2015-10-18T09:00:00+03:00")
    record = nine()[2].evolve(
        sessions=(Session(start=PartialTime.parse(start.isoformat()), minutes=90),)
    )
    tipmodel.write(record, tmp_path / "c.ics", "en")
    (session,) = [each for each in events(tmp_path / "c.ics") if "/sessions/" in each["uid"]]

    assert session["dtstart"].dt == start
    assert session["dtend"].dt == start + datetime.timedelta(minutes=90)


def test_the_day_of_writing_is_not_in_the_calendar(tmp_path):
    """The same records give the same bytes on any day."""
    tipmodel.write(nine()[2], tmp_path / "c.ics", "en")
    (event,) = events(tmp_path / "c.ics")

    assert event["dtstamp"].dt < datetime.datetime(2001, 1, 1, tzinfo=datetime.UTC)


@pytest.mark.parametrize("status", tipmodel.Status)
def test_every_status_has_its_place(status, tmp_path):
    """Nobody travels to a training that was cancelled or postponed, or counts on one that is planned."""
    tipmodel.write(nine()[2].evolve(status=status), tmp_path / "c.ics", "en")
    (event,) = events(tmp_path / "c.ics")

    assert (
        event["status"]
        == {
            "planned": "TENTATIVE",
            "offered": "TENTATIVE",
            "ongoing": "CONFIRMED",
            "held": "CONFIRMED",
            "postponed": "CANCELLED",
            "cancelled": "CANCELLED",
        }[status.value]
    )


def test_nothing_is_left_out_unseen(tmp_path, capsys):
    """Leaving something out is an error without `notice=`, and a notice on the command line."""
    tipmodel.write(nine(), tmp_path / "all.json")
    with pytest.raises(InvalidDataError):
        tipmodel.write(nine(), tmp_path / "c.ics")

    assert not (tmp_path / "c.ics").exists()
    assert main(["convert", str(tmp_path / "all.json"), str(tmp_path / "c.ics")]) == 0
    assert "hijra-amina-erbil/dates" in capsys.readouterr().out


def test_calendars_are_not_read_and_hold_nothing_else(tmp_path):
    """Calendars cannot be read, and hold only trainings."""
    tipmodel.write(nine()[2], tmp_path / "c.ics")
    with pytest.raises(UnknownFormatError):
        tipmodel.read(tmp_path / "c.ics")
    with pytest.raises(InvalidDataError):
        tipmodel.write(tipmodel.Headcount(total=3), tmp_path / "d.ics")


def test_equal_records_are_equal_calendars(tmp_path):
    """Equal records give equal bytes."""
    for name in ("a.ics", "b.ics"):
        tipmodel.write(nine()[2], tmp_path / name)

    assert (tmp_path / "a.ics").read_bytes() == (tmp_path / "b.ics").read_bytes()


def one_training(**stated):
    return tipmodel.Training(id="t", title=tipmodel.LocalizedText(en="T", ar="ت"), **stated)


def days(first, last=None, **more):
    parse = tipmodel.PartialDate.parse
    return tipmodel.DateSpan(start=parse(first), end=last and parse(last), **more)


@pytest.mark.parametrize(
    ("stated", "pointer"),
    [
        ({}, ""),
        ({"dates": days("2015-05")}, "/dates"),
        ({"dates": days("2015-05-04?")}, "/dates"),
        ({"occurrences": (tipmodel.Occurrence(dates=days("XXXX-05-04")),)}, "/occurrences/0/dates"),
    ],
    ids=["no dates", "no day", "in doubt", "no year"],
)  # fmt: skip
def test_what_has_no_full_date_is_told_where_it_is(tmp_path, stated, pointer):
    """Each part without a full date is reported at its place."""
    left_out = []
    tipmodel.write(one_training(**stated), tmp_path / "c.ics", notice=left_out.append)

    assert [] == events(tmp_path / "c.ics")
    (issue,) = left_out
    assert issue.pointer.removeprefix("/t") == pointer


def test_a_training_of_which_little_is_known_is_an_event_too(tmp_path):
    """A day and a title are enough for an event."""
    tipmodel.write(one_training(dates=days("2015-05-04")), tmp_path / "c.ics", "en")
    (event,) = events(tmp_path / "c.ics")

    assert (datetime.date(2015, 5, 4), "T") == (event["dtstart"].dt, str(event["summary"]))
    assert not {"dtend", "location", "categories", "url"} & {key.lower() for key in event}


def test_a_session_without_a_title_is_called_by_its_topic(tmp_path):
    """A session without a title is named by its topic."""
    start = PartialTime.parse("2015-05-04T09:00:00+03:00")
    sessions = (
        Session(start=start, topics=(tipmodel.Topic(code="referral"),)),
        Session(start=start, end=PartialTime.parse("2015-05-04T10:00:00+03:00"), part=1),
    )
    record = one_training(dates=days("2015-05-04"), sessions=sessions)
    tipmodel.write(record, tmp_path / "c.ics", "en")
    first, second = (each for each in events(tmp_path / "c.ics") if "/sessions/" in each["uid"])

    assert tipmodel.Topic(code="referral").text("en") == str(first["summary"])
    assert "dtend" not in first
    assert "T" == str(second["summary"])
    assert datetime.timedelta(hours=1) == second["dtend"].dt - second["dtstart"].dt


def test_without_the_library_a_sentence_names_what_to_install(tmp_path, monkeypatch):
    """Without the library, the error names the extra to install."""
    import sys

    monkeypatch.setitem(sys.modules, "icalendar", None)
    with pytest.raises(tipmodel.MissingLibraryError, match=r"pip install 'tipmodel\[ics\]'"):
        tipmodel.write(one_training(), tmp_path / "c.ics")
    assert not (tmp_path / "c.ics").exists()


@pytest.mark.parametrize(
    "whole", [{}, {"dates": days("2015-05-04")}], ids=["alone", "beside the whole"]
)
def test_a_delivery_without_dates_beside_others_is_told(tmp_path, whole):
    """One of two deliveries is never missing in silence."""
    deliveries = (tipmodel.Occurrence(dates=days("2015-05-04")), tipmodel.Occurrence(position=2))
    left_out = []
    tipmodel.write(
        one_training(occurrences=deliveries, **whole), tmp_path / "c.ics", notice=left_out.append
    )

    assert ["/occurrences/1/dates"] == [issue.pointer.removeprefix("/t") for issue in left_out]


@pytest.mark.parametrize("start", ["09:30", "XXXX-05-04T09:30", "2015-05-04T09:30"])
def test_a_session_without_a_moment_is_told(tmp_path, start):
    """A time without its date, or without what it is counted from, makes no event, and that is said."""
    session = Session(start=PartialTime.parse(start))
    left_out = []
    tipmodel.write(
        one_training(dates=days("2015-05-04"), sessions=(session,)),
        tmp_path / "c.ics",
        notice=left_out.append,
    )
    there = [each for each in events(tmp_path / "c.ics") if "/sessions/" in each["uid"]]

    assert (session.start.moment() is None) == bool(left_out) == (not there)
