"""Classes of a package of somebody's own."""

from tipmodel import LocalizedText, Participant, Training
from tipmodel.core.metadata import field, record
from tipmodel.core.record import Record
from tipmodel.core.validators import InRange, Text
from tipmodel.vocab.terms import Term


@record("Trade")
class Trade(Term):
    """A trade."""

    __slots__ = ()

    @classmethod
    def facts(cls):
        """Return a list of its own."""
        return {
            "smith": {"en": "Smith", "ar": "حداد", "source": "x"},
            "tailor": {"en": "Tailor", "ar": "خياط", "source": "x"},
        }


@record("Trainee")
class Trainee(Participant):
    """A participant with a badge."""

    trade: Trade | None = field("Trade", "What they do.", default=None, example="smith")
    badge: str | None = field(
        "Badge", "The badge.", default=None, validator=Text(8, "[A-Z]{2}[0-9]+"), example="AB1"
    )


@record("Meal")
class Meal(Record):
    """A meal."""

    dish: LocalizedText = field("Dish", "The name of the dish.", example={"en": "Dolma"})
    plates: int | None = field("Plates", "How many.", default=None, validator=InRange(1, 900))


@record("Camp")
class Camp(Training):
    """A training with meals, for people with trades."""

    trades: tuple[Trade, ...] = field("Trades", "For whom.", default=(), example=["smith"])
    meals: tuple[Meal, ...] = field("Meals", "What there is.", default=(), example=[])
