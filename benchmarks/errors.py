"""Documents with mistakes: the time to find all of them, and to write the sentences of ten."""

from collections.abc import Callable

from data import wrong_documents, wrong_roster
from peers import Contender, ours, pydantic
from timing import table, times


def main() -> None:
    """Print the time to find the mistakes in documents, and to write ten sentences in a language."""
    contenders = {"tipmodel": ours(), "pydantic": pydantic()}
    rows = {
        f"{title} ({len(_found(contenders['tipmodel'], document))} found)": times(
            {name: _finding(contender, document) for name, contender in contenders.items()}
        )
        for title, document in wrong_documents().items()
    }
    table(rows, "pydantic")
    issues = _found(contenders["tipmodel"], wrong_roster(32, 10))
    for language in ("en", "ar"):
        said = times({"ten sentences": lambda: [issue.text(language) for issue in issues]})  # type: ignore[attr-defined]
        print(f"saying in {language}: {said['ten sentences']:.1f} µs")


def _finding(contender: Contender, document: bytes) -> Callable[[], list[object]]:
    return lambda: _found(contender, document)


def _found(contender: Contender, document: bytes) -> list[object]:
    try:
        contender.read(document)
    except contender.refuses as error:
        return list(error.issues if hasattr(error, "issues") else error.errors())  # type: ignore[attr-defined]
    return []


if __name__ == "__main__":
    main()
