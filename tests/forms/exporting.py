"""Fill in a form, and export the answers by the rules of KoBoToolbox and of ODK Central.

The rules are those of formpack, the exporter of KoBoToolbox, and of the documentation of ODK Central. Of the
library only the form itself is used, as a workbook.
"""

import csv
import datetime
import functools
import io
import itertools
import json
import zipfile

import attrs
import openpyxl
import xlsxwriter

OWN = "own_words"


@attrs.frozen
class Asked:
    """A question: its name, type, list, labels by language, the groups above it, and its repeat."""

    name: str
    type: str
    listed: str
    labels: dict
    groups: tuple
    repeat: str
    calculation: str = ""


class FilledIn:
    """A form filled in with plain records, one submission for each."""

    def __init__(self, form, plain, *, consent="yes"):
        self.choices, self.questions = parsed(form)
        self.repeats = list(dict.fromkeys(each.repeat for each in self.questions if each.repeat))
        self.submissions = [self._answers(one, "", consent) for one in plain]

    def asks(self, name, repeat=""):
        return any(one.name == name and one.repeat == repeat for one in self.questions)

    def _answers(self, plain, repeat, consent):
        prefix = _prefix(self.questions, repeat)
        values = dict(_flat(plain, prefix))
        answers = {}
        for one in self.questions:
            if one.repeat != repeat:
                continue
            if one.name.removesuffix("_asked") in self.repeats:
                several = plain.get(one.name.removesuffix("_asked"))
                answers[one.name] = "yes" if several else "no"
            elif one.name == f"{prefix}consent_given":
                answers[one.name] = consent
            elif consent == "no" and self.asks(f"{prefix}consent_given", repeat):
                continue  # nothing else is relevant then
            elif one.name == f"{prefix}consent_given_on":
                answers[one.name] = "2026-03-04"
            elif one.name.startswith(f"{prefix}consent_purpose_"):
                answers[one.name] = one.calculation[1:-1]
            else:
                answers |= _answer(one, values)
        for name in self.repeats if not repeat else ():
            several = plain.get(name, [])
            answers[name] = [self._answers(each, name, consent) for each in several]
        return answers

    # What a server writes -----------------------------------------------------------------------

    def json(self):
        """The answers as the API of KoBoToolbox gives them."""
        results = [
            {**self._keyed(one, ""), "_id": 1000 + n, "_uuid": f"u{n}", "__version__": "v1"}
            for n, one in enumerate(self.submissions)
        ]
        data = {"count": len(results), "next": None, "results": results}
        return json.dumps(data, ensure_ascii=False).encode()

    def _keyed(self, answers, repeat):
        keyed = {}
        for one in self.questions:
            if one.repeat == repeat and answers.get(one.name, "") != "":
                path = "/".join([*(name for name, _ in one.groups), one.name])
                keyed[path] = answers[one.name]
        for name in self.repeats:
            if answers.get(name):
                keyed[name] = [self._keyed(each, name) for each in answers[name]]
        return keyed

    def tables(self, language=None, *, groups="/", select="summary", typed=False, central=False):
        """The answers as tables: headings, then rows; by name of the repeat, empty for the whole."""
        made = {"": ([], [])}
        for repeat in ("", *self.repeats):
            inside = [one for one in self.questions if one.repeat == repeat]
            columns = [
                c for one in inside for c in self._columns(one, language, groups, select, central)
            ]
            heads = [head for head, _ in columns]
            rows = []
            index = itertools.count(1)
            for n, submission in enumerate(self.submissions):
                several = submission.get(repeat, []) if repeat else [submission]
                for k, answers in enumerate(several):
                    server = _server(n, next(index), k, repeat, central)
                    cells = [cell(answers) for _, cell in columns]
                    rows.append([*(map(_typed, cells) if typed else cells), *server.values()])
            server = _server(0, 0, 0, repeat, central)
            if central and not repeat:
                heads, rows = _with_sets(heads, rows, self.repeats)
            made[repeat] = [*heads, *server], rows
        return {name: [heads, *rows] for name, (heads, rows) in made.items()}

    def _columns(self, one, language, groups, select, central):
        """Yield the heading and the cells of the columns of a question."""
        named = one.labels.get(language, one.name) if language else one.name
        above = [labels.get(language, name) if language else name for name, labels in one.groups]
        if central and one.repeat:
            above = above[1:]  # names are relative to the repeat
        heading = groups.join([*above, named]) if groups else named
        options = self.choices.get(one.listed, ())
        shown = {row["name"]: _labels(row).get(language, row["name"]) for row in options}
        if not language:
            shown = {name: name for name in shown}
        if (one.type == "select_multiple" and select != "details") or one.type != "select_multiple":
            yield heading, functools.partial(_cell, one.name, shown)
        if one.type == "select_multiple" and select != "summary":
            for row in options:
                between = "/" if central else groups or "/"
                label = shown[row["name"]]
                yield (
                    f"{heading}{between}{label}",
                    functools.partial(_ticked, one.name, row["name"]),
                )

    def xlsx(self, **how):
        stream = io.BytesIO()
        with xlsxwriter.Workbook(stream, {"default_date_format": "yyyy-mm-dd hh:mm:ss"}) as book:
            for name, rows in self.tables(**how).items():
                sheet = book.add_worksheet(name or "Whole form")
                for at, row in enumerate(rows):
                    for column, cell in enumerate(row):
                        if isinstance(cell, str):
                            sheet.write_string(at, column, cell)
                        else:
                            sheet.write(at, column, cell)
        return stream.getvalue()

    def csv(self, **how):
        """KoBoToolbox leaves what is repeated out of CSV."""
        return as_csv(self.tables(**how)[""], ";")

    def central(self, *, groups="-", select="summary"):
        """The archive of ODK Central: names only, a file for each repeat."""
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            for name, rows in self.tables(groups=groups, select=select, central=True).items():
                archive.writestr(f"form-{name}.csv" if name else "form.csv", as_csv(rows, ","))
            archive.writestr("media/picture.csv", "no table")
        return stream.getvalue()


@functools.cache
def parsed(form):
    """The lists and the questions of a form."""
    book = openpyxl.load_workbook(io.BytesIO(form))
    choices = {}
    for row in _rows(book["choices"]) if "choices" in book.sheetnames else ():
        choices.setdefault(row["list_name"], []).append(row)
    return choices, list(_questions(_rows(book["survey"])))


def _questions(rows):
    above, repeat = [], ""
    for row in rows:
        kind, _, listed = row["type"].partition(" ")
        if kind in ("begin_group", "begin_repeat"):
            above.append((row["name"], _labels(row)))
            repeat = row["name"] if kind == "begin_repeat" else repeat
        elif kind in ("end_group", "end_repeat"):
            above.pop()
            repeat = "" if kind == "end_repeat" else repeat
        else:
            labels, groups = _labels(row), tuple(above)
            calculation = row.get("calculation", "")
            yield Asked(row["name"], kind, listed, labels, groups, repeat, calculation)


def _rows(sheet):
    heads, *rows = sheet.iter_rows(values_only=True)
    for row in rows:
        yield {head: cell for head, cell in zip(heads, row, strict=True) if cell is not None}


def _labels(row):
    return {
        head.partition("(")[2].strip(")"): text
        for head, text in row.items()
        if head.startswith("label::")
    }


def _prefix(questions, repeat):
    first = next(one.name for one in questions if one.repeat == repeat) if repeat else ""
    return first[: first.find("_") + 1]


def _flat(plain, prefix):
    """Yield the values of a record by the names of their questions: its keys with underscores."""
    for key, value in plain.items():
        if isinstance(value, dict) and set(value) != {"names"}:
            yield from _flat(value, f"{prefix}{key}_")
        else:
            yield f"{prefix}{key}", value


def _answer(one, values):
    end = one.name.rpartition("_")[2]
    value = values.get(end if end in ("start", "end") and end in values else one.name)
    if value is None or value == []:
        return {}
    several = value if isinstance(value, list) else [value]
    own = [text for each in several if isinstance(each, dict) for text in each["names"].values()]
    said = [OWN if isinstance(each, dict) else _said(each) for each in several]
    answers = {one.name: " ".join(dict.fromkeys(said))}
    return answers | ({f"{one.name}_{OWN}": "; ".join(own)} if own else {})


def _said(value):
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = str(value)
    is_moment = len(text) > 18 and text[10:11] == "T" and text[:4].isdigit()
    return f"{text[:19]}.000{text[19:]}" if is_moment else text


def _cell(name, shown, answers):
    text = answers.get(name, "")
    return " ".join(shown[code] for code in text.split()) if shown and text else text


def _ticked(name, code, answers):
    text = answers.get(name, "")
    return str(int(code in text.split())) if text else ""


def _typed(cell):
    """Numbers and dates as spreadsheets know them, which know no time zone."""
    for kind in (int, float, datetime.date.fromisoformat, datetime.datetime.fromisoformat):
        try:
            made = kind(cell)
        except ValueError:
            continue
        if isinstance(made, datetime.date) and made.year < 1901:  # spreadsheets know none before
            return cell
        if str(made) == cell or not isinstance(made, int | float):
            return made.replace(tzinfo=None) if isinstance(made, datetime.datetime) else made
    return cell


def _server(n, index, k, repeat, central):
    if central:
        key = f"uuid:{n}"
        if repeat:
            return {"PARENT_KEY": key, "KEY": f"{key}/{repeat}[{k + 1}]"}
        return {"meta-instanceID": key, "KEY": key, "SubmitterID": "1", "Status": "", "Edits": "0"}
    if repeat:
        return {
            "_index": str(index),
            "_parent_table_name": "Whole form",
            "_parent_index": str(n + 1),
        }
    return {
        "_id": str(1000 + n),
        "_uuid": f"u{n}",
        "_submission_time": "2026-03-04T08:00:00",
        "_index": str(index),
    }


def _with_sets(heads, rows, repeats):
    sets = [f"SET-OF-{name}" for name in repeats]
    at = len(heads)
    return [*heads, *sets], [[*row[:at], *("" for _ in sets), *row[at:]] for row in rows]


def as_csv(rows, delimiter=";"):
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(rows)
    return text.getvalue().encode("utf-8")
