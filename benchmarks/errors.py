"""Ten mistakes in a roster of 32: the time to find them and to write their sentences."""

from data import ten_errors
from peers import ours, pydantic
from timing import table, times


def main() -> None:
    """Print the time to find ten mistakes, and to write their sentences in a language."""
    document = ten_errors()
    contenders = {"tipmodel": ours(), "pydantic": pydantic()}

    def found(name: str) -> list[object]:
        try:
            contenders[name].read(document)
        except contenders[name].refuses as error:
            return list(error.issues if name == "tipmodel" else error.errors())  # type: ignore[attr-defined]
        return []

    print({name: len(found(name)) for name in contenders}, "mistakes found")
    table(
        {"finding": times({name: lambda name=name: found(name) for name in contenders})}, "pydantic"
    )
    issues = found("tipmodel")
    for language in ("en", "ar"):
        said = times({"ten sentences": lambda: [issue.text(language) for issue in issues]})  # type: ignore[attr-defined]
        print(f"saying in {language}: {said['ten sentences']:.1f} µs")


if __name__ == "__main__":
    main()
