"""A typed script that uses the public names; it is checked by mypy --strict and never run."""

import tipmodel
from tipmodel import Count, Headcount, InvalidDataError, LocalizedText, Training

training: Training = tipmodel.loads(b"{}")
counted: Headcount = tipmodel.loads("{}", Headcount)
written: bytes = tipmodel.dumps(training, indent=2)
plain: dict[str, object] = tipmodel.unstructure(training)
again: Training = tipmodel.structure(plain)
strict: Headcount = tipmodel.loads("{}", Headcount, limits=tipmodel.Limits(bytes=1_000))
schema: dict[str, object] = tipmodel.json_schema(Headcount, language="ar")
name: str = tipmodel.label(Training, "title", language="ar")

built = Training(id="a", title=LocalizedText(en="x"), headcount=Headcount(total=32))
changed: Training = built.evolve(id="b")
total: int | Count | None = counted.total
exact: int | None = counted.exact("total")

Training(title=LocalizedText(en="x"))  # type: ignore[call-arg]
Headcount(total="32")  # type: ignore[arg-type]
built.id = "c"  # type: ignore[misc]

try:
    tipmodel.structure({})
except InvalidDataError as error:
    told: list[str] = [issue.text("ar") for issue in error.issues]

roster: list[tipmodel.Participant] = tipmodel.read("people.xlsx", tipmodel.Participant)
trainings: list[Training] = tipmodel.read("trainings.csv", notice=print)
for person in tipmodel.iter_read("people.csv", tipmodel.Participant):
    address: str | None = person.email
tipmodel.write(roster, "people.csv", language="ar")
flat: list[dict[str, object]] = [dict(row) for row in tipmodel.rows(roster)]
