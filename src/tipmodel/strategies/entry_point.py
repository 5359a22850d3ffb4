"""The entry point for Hypothesis, which registers the model with ``st.from_type``.

`tipmodel.strategies` is imported when a record is first drawn: otherwise importing it before
Hypothesis would find a partially initialised module.
"""

from typing import Any


def register() -> None:
    """Register every class of the model and its values with ``st.from_type``."""
    from hypothesis.strategies import register_type_strategy  # noqa: PLC0415 - see above

    from ..model import MODEL  # noqa: PLC0415
    from ..values.counts import AgeBand, Count, FileSize  # noqa: PLC0415
    from ..values.dates import DateSpan, PartialDate  # noqa: PLC0415
    from ..values.durations import Duration  # noqa: PLC0415
    from ..values.text import LocalizedText  # noqa: PLC0415
    from ..vocab.terms import VOCABULARIES, Term  # noqa: PLC0415

    values = AgeBand, Count, DateSpan, Duration, FileSize, LocalizedText, PartialDate
    for cls in (*MODEL, *VOCABULARIES, Term, *values):
        register_type_strategy(cls, _when_first_drawn)


def _when_first_drawn(cls: type[Any]) -> Any:
    from . import records  # noqa: PLC0415

    return records(cls)
