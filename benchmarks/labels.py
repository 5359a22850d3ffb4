"""Looking up the label of a field, once the catalogue of a language is loaded."""

import tipmodel
from timing import times
from tipmodel import Training


def main() -> None:
    """Print the microseconds per look-up."""
    found = times(
        {
            f"label in {language}": lambda language=language: tipmodel.label(
                Training, "headcount", language=language
            )
            for language in tipmodel.languages()
        }
    )
    for name, taken in found.items():
        print(f"{name}: {taken:.2f} µs")


if __name__ == "__main__":
    main()
