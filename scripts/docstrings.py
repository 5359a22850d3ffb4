"""Turn signatures and docstrings into Markdown, for the reference pages."""

import enum
import inspect
import re
import textwrap
from collections.abc import Iterator
from typing import Any

_SAID = "float | str | Phrase | Named | tuple['str | Phrase | Named', ...]"
_SECTION = re.compile(r"^(Args|Attributes|Returns|Yields|Raises|Example):$", re.MULTILINE)


def entry(name: str, thing: Any) -> Iterator[str]:
    """Yield the Markdown of a function, a class or a constant, under its name."""
    yield from (f"### {name}", "")
    if inspect.isclass(thing) and thing.__name__ != name:
        yield from (f"Another name of `{thing.__name__}`.", "")
        return
    if inspect.isclass(thing) or inspect.isfunction(thing):
        yield from ("```text", signature(name, thing), "```", "")
        yield from markdown(inspect.getdoc(thing) or "")
    elif isinstance(thing, str):
        yield from (f"`{thing!r}`", "")
    else:
        yield from (getattr(getattr(thing, "help", None), "english", "") or first_line(thing), "")
    if inspect.isclass(thing):
        yield from _members(thing)


def signature(name: str, thing: Any) -> str:
    """Return the signature, with one parameter per line if it is long."""
    if inspect.isclass(thing) and (issubclass(thing, enum.Enum) or _is_abstract(thing)):
        return f"class {name}"
    try:
        found = inspect.signature(thing)
    except ValueError:
        return f"class {name}"
    parameters = [_parameter(each) for each in found.parameters.values()]
    returns = found.return_annotation
    after = "" if inspect.isclass(thing) or returns is found.empty else f" -> {_type(returns)}"
    before = f"class {name}" if inspect.isclass(thing) else name
    starred = _with_star(list(found.parameters.values()), parameters)
    line = f"{before}({', '.join(starred)}){after}"
    if len(line) <= 90:  # noqa: PLR2004 - as wide as the page
        return line
    return f"{before}(\n    " + ",\n    ".join(starred) + f",\n){after}"


def _is_abstract(cls: type) -> bool:
    return bool(issubclass(cls, BaseException) or getattr(cls, "_is_protocol", False))


def _with_star(parameters: list[inspect.Parameter], texts: list[str]) -> list[str]:
    keyword = [p.kind is inspect.Parameter.KEYWORD_ONLY for p in parameters]
    has_var = any(p.kind is inspect.Parameter.VAR_POSITIONAL for p in parameters)
    if True not in keyword or has_var:
        return texts
    return [*texts[: keyword.index(True)], "*", *texts[keyword.index(True) :]]


def _parameter(parameter: inspect.Parameter) -> str:
    text = str(parameter.replace(annotation=parameter.empty, default=parameter.empty))
    if parameter.annotation is not parameter.empty:
        text += f": {_type(parameter.annotation)}"
    if parameter.default is not parameter.empty:
        equals = "=" if parameter.annotation is parameter.empty else " = "
        text += f"{equals}{_default(parameter.default)}"
    return text


def _default(value: Any) -> str:
    if isinstance(value, type):
        return value.__name__
    if isinstance(value, enum.Enum):
        return str(value)
    return "…" if re.search(r"<.* at 0x|^Factory|NOTHING", repr(value)) else repr(value)


def _unticked(text: str) -> str:
    return re.sub(r"``(.+?)``", r"`\1`", text)


def _type(annotation: Any) -> str:
    text = annotation if isinstance(annotation, str) else inspect.formatannotation(annotation)
    text = re.sub(r"\b(?:\w+\.)+(?=\w)", "", text).replace("~", "")
    return text.replace(_SAID, "Said")


def markdown(docstring: str) -> Iterator[str]:
    """Yield a Google-style docstring as Markdown, with unchanged examples."""
    parts = _SECTION.split(docstring)
    yield from _prose(parts[0])
    for title, text in zip(parts[1::2], parts[2::2], strict=True):
        yield from (f"**{title}**", "")
        body, _, after = _dedented(text)
        if title in ("Returns", "Yields", "Example"):
            yield from _prose(body)
        else:
            yield from _items(body)
        yield from _prose(after)


def _dedented(text: str) -> tuple[str, str, str]:
    """Return the indented lines of a section, and the lines after it."""
    lines = text.strip("\n").split("\n")
    end = next((n for n, line in enumerate(lines) if line and line[0] != " "), len(lines))
    return textwrap.dedent("\n".join(lines[:end])).strip(), "", "\n".join(lines[end:])


def _items(text: str) -> Iterator[str]:
    for item in re.split(r"\n(?=\S)", text):
        name, _, meaning = item.partition(":")
        yield f"- `{name}`: {_unticked(' '.join(meaning.split()))}"
    yield ""


def _prose(text: str) -> Iterator[str]:
    for block in re.split(r"\n{2,}", text.strip()):
        if not block:
            continue
        if ">>>" in block:
            before, _, example = block.partition(">>>")
            if before.strip():
                yield from (before.strip(), "")
            yield from ("```python", f">>>{example}".rstrip(), "", "```", "")
        else:
            yield from (_unticked(block), "")


def _members(cls: type) -> Iterator[str]:
    """Yield the members, methods and properties of a class itself."""
    rows = list(_rows(cls))
    if rows:
        yield from ("| member | what it is |", "|---|---|")
        yield from (f"| `{name}` | {text} |" for name, text in rows)
        yield ""


def _rows(cls: type) -> Iterator[tuple[str, str]]:
    if issubclass(cls, enum.Enum):
        for member in cls:
            yield member.name, getattr(getattr(member, "help", None), "english", "")
    for name, member in vars(cls).items():
        if name.startswith("_"):
            continue
        function = getattr(member, "__func__", member)
        if isinstance(member, property):
            yield name, first_line(member)
        elif inspect.isfunction(function):
            bound = getattr(cls, name) if function is not member else function
            yield _called(name, bound), first_line(function)


def _called(name: str, function: Any) -> str:
    found = inspect.signature(function).parameters
    names = [_parameter(p.replace(annotation=p.empty)) for p in found.values() if p.name != "self"]
    return f"{name}({', '.join(names)})".replace("|", "&#124;")


def first_line(thing: Any) -> str:
    """Return the first sentence of a docstring, on one line."""
    text = (inspect.getdoc(thing) or "").partition("\n\n")[0]
    return _unticked(" ".join(text.split())).replace("|", "&#124;")
