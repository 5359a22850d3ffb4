"""What Hypothesis finds through its entry point."""

from typing import Any


def register() -> None:
    """Teach ``st.from_type`` the classes of this package."""
    from hypothesis.strategies import register_type_strategy

    from . import BudgetLine, FundedTraining

    for cls in (BudgetLine, FundedTraining):
        register_type_strategy(cls, _when_first_drawn)


def _when_first_drawn(cls: type[Any]) -> Any:
    from tipmodel.strategies import records

    return records(cls)
