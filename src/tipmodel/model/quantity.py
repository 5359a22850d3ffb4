"""A number of things that are no people."""

from ..core.metadata import field, record
from ..core.record import Record
from ..core.validators import InRange
from ..values.counts import Count
from ..values.text import LocalizedText


@record("Quantity", help="A number of things that are no people, such as countries or sectors.")
class Quantity(Record):
    """A number of things that are no people; people are counted in a headcount.

    >>> Quantity(what=LocalizedText(en="countries"), count=18).count
    18
    """

    what: LocalizedText = field(
        "What is counted", "The noun, in the plural.", example={"en": "countries"}
    )
    count: int | Count = field("Number", "How many there are.", validator=InRange(), example=18)
