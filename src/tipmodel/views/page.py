"""Pages: trainings as self-contained HTML to open, mail and print."""

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import attrs

from ..core.fields import label_of
from ..core.record import Record, each_of
from ..i18n import PART_SEPARATOR, asked_for, joined, language_name, line_mark, translate
from ..i18n.phrase import Phrase
from ..model import GroupCount, Occurrence, Place, Training
from ..vocab.governorate import Governorate
from .cards import Card, card_of, said
from .privacy import public_view, withholds_numbers
from .summary import NUMBER, summary

HELD = Phrase("page.held", "Place of the training")
REPRESENTED = Phrase("page.represented", "Participants came from here")
BOTH = Phrase("page.both", "Both")
NEITHER = Phrase("page.neither", "Not stated as a governorate")
WITHOUT_GOVERNORATE = Phrase(
    "page.without_governorate", "Not on the map, because their governorate is not stated: {places}"
)
TRAININGS_WITHOUT = Phrase(
    "page.trainings_without", "Not on the map, because they state no governorate: {trainings}."
)
WITHHELD = Phrase(
    "page.withheld",
    "Some numbers are left out here, because small groups of people could be recognized by them.",
)
GOVERNORATES = Phrase("page.governorates", "Governorates")
MAP_NOTE = Phrase(
    "page.map_note",
    "One square for each governorate. Positions are approximate and show no borders.",
)
COUNT_NOTE = Phrase(
    "page.count_note", "The number in a square is the number of trainings with a place there."
)
TRAININGS = Phrase("page.trainings", "Trainings")
DETAILS = Phrase("page.details", "Details")
FOOTER = Phrase(
    "page.footer", "Made with tipmodel. What must not be published is not on this page."
)
CONTENTS = Phrase("page.contents", "Languages of this page")

_CSS = """
:root{--ink:#1b2733;--dim:#4a5a69;--line:#cdd6df;--link:#0b4f96;--held:#0b5cab;--represented:#a9cff0;--both:#06335f;--neither:#eef2f6}
*{box-sizing:border-box}
body{margin:0;color:var(--ink);background:#f3f6f9;font:16px/1.65 "Segoe UI","Noto Sans","Noto Sans Arabic","Noto Kufi Arabic",Tahoma,"DejaVu Sans",sans-serif}
main{max-width:62rem;margin:0 auto;padding:1rem}
article{background:#fff;border:1px solid var(--line);border-radius:.6rem;padding:1.4rem 1.8rem;margin-block:1rem}
h1,h2,h3{line-height:1.35}h1,h2.title{font-size:1.5rem;margin:0 0 .3rem}h2.title{font-size:1.3rem}
.part{font-size:1.05rem;margin:1.4rem 0 .5rem;border-block-end:2px solid var(--line);padding-block-end:.2rem}
.sub,.note,.legend,dt,footer{color:var(--dim)}.sub{margin:0 0 1rem}.note,.legend,footer{font-size:.88rem;margin:.3rem 0}
.big{font-size:1.5rem;font-weight:700;line-height:1.2;margin:.2rem 0;color:var(--link)}
dl{display:grid;grid-template-columns:minmax(9rem,14rem) 1fr;gap:.35rem 1.2rem;margin:0}
dd{margin:0;overflow-wrap:anywhere}dd ul{margin:0;padding-inline-start:1.1rem}
.two{display:grid;grid-template-columns:repeat(auto-fit,minmax(19rem,1fr));gap:1.2rem;align-items:start}
svg{max-width:100%;height:auto;display:block}
svg text{font-size:12px;fill:currentColor;color:var(--ink)}svg .small{font-size:9.5px}svg .dark{color:#fff}svg rect{stroke:#8796a5}svg .number{font-weight:700}
.legend{display:flex;flex-wrap:wrap;gap:.2rem 1rem;padding:0;list-style:none}
.legend i{display:inline-block;inline-size:.8rem;block-size:.8rem;border:1px solid #8796a5;margin-inline-end:.35rem;vertical-align:-.08rem}
.held{fill:var(--held);background:var(--held)}.represented{fill:var(--represented);background:var(--represented)}
.both{fill:var(--both);background:var(--both)}.neither{fill:var(--neither);background:var(--neither)}
table{border-collapse:collapse;inline-size:100%;font-size:.93rem}
th,td{text-align:start;padding:.35rem .5rem;border-block-end:1px solid var(--line);vertical-align:top}
.wide{overflow-x:auto}nav{display:flex;gap:.5rem;margin-block:.6rem}nav a{background:#fff;border:1px solid var(--line);border-radius:2rem;padding:.2rem .9rem;text-decoration:none}
a{color:var(--link)}
footer{margin-block-start:1.2rem;border-block-start:1px solid var(--line);padding-block-start:.6rem}
@media(max-width:34rem){article table,article tbody,article tr,article td,article tbody th{display:block;inline-size:auto}article thead{display:none}
article tr{padding-block:.4rem;border-block-end:1px solid var(--line)}article td,article tbody th{border:0;padding-block:.1rem}dl{grid-template-columns:1fr}dt{margin-block-start:.5rem;font-weight:600}}
@media print{@page{size:A4;margin:13mm}body{background:#fff;font-size:8.5pt;line-height:1.32}main{max-width:none;padding:0}
article{border:0;padding:0;margin:0}main>section+section{break-before:page}article+article{border-block-start:3px solid var(--line);border-radius:0;margin-block-start:6mm;padding-block-start:4mm}nav{display:none}
h1,h2.title{font-size:13pt}.part{font-size:9.5pt;margin:2.5mm 0 1mm}.big{font-size:12pt}.sub{margin-block-end:1mm}.note,.legend,footer{font-size:7.5pt}
.body{columns:2;column-gap:8mm}.title,.sub{break-after:avoid}
dl,.two{display:block}dt{font-weight:600;break-after:avoid}dd{margin:0 0 1mm;padding-inline-start:3mm;orphans:2;widows:2}
svg{max-inline-size:4.6cm}
h1,h2,h3{break-after:avoid;break-inside:avoid}footer{margin-block-start:2mm;padding-block-start:1mm}dd li,tr,svg,.two>*{break-inside:avoid}a{color:inherit;text-decoration:none}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
"""

_TAGS = {
    "\u2066": '<bdi dir="ltr">',
    "\u2067": '<bdi dir="rtl">',
    "\u2068": "<bdi>",
    "\u2069": "</bdi>",
}
_link = re.compile(r"https?://[^\s<>\u2066-\u2069]+")


def page(
    trainings: Training | Iterable[Training], languages: str | Sequence[str] = ("ar", "en")
) -> str:
    """Return a page about one or several trainings: HTML that needs no other file and no network.

    It shows only what may be published (`public_view`).

    Args:
        trainings: One training, or several.
        languages: The tags of the languages, which follow one another on the page.

    Returns:
        The page.

    Raises:
        ValueError: There is no training, or no language.
        UnknownLanguageError: One of the languages has no translations.

    >>> import tipmodel
    >>> page(tipmodel.example(), "en").startswith("<!doctype html>")
    True

    """
    several = [trainings] if isinstance(trainings, Training) else list(each_of(Training, trainings))
    tags = [languages] if isinstance(languages, str) else list(languages)
    if not several or not tags:
        raise ValueError("a page needs a training and a language")
    views = [_View(public_view(training), training) for training in several]
    sections = "".join(
        f'<section id="in-{tag}" lang="{tag}" dir="{_direction(tag)}">{_section(views, tag)}</section>\n'
        for tag in tags
    )
    links = "".join(
        f'<a href="#in-{tag}" lang="{tag}" dir="{_direction(tag)}">{html_text(language_name(tag, tag))}</a>'
        for tag in tags
    )
    nav = f'<nav aria-label="{_said(CONTENTS, tags[0])}">{links}</nav>' if len(tags) > 1 else ""
    first = views[0].training.title.best(tags[0])[1]
    title = first if len(views) == 1 else translate(TRAININGS, tags[0])
    return document(title, f"{nav}\n{sections}", tags[0])


@attrs.frozen
class _View:
    """What is shown of a training, and whether numbers of people are missing there."""

    training: Training
    of: Training

    @property
    def is_short_of_numbers(self) -> bool:
        return withholds_numbers(self.of, self.training)


def document(title: str, body: str, language: str) -> str:
    """Return a self-contained page around a body in HTML."""
    return (
        f'<!doctype html>\n<html lang="{language}" dir="{_direction(language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{html.escape(title)}</title>\n<style>{_CSS}</style>\n</head>\n"
        f"<body>\n<main>\n{body}</main>\n</body>\n</html>\n"
    )


def notebook(record: Record) -> str:
    """Return the card of the public view of a record, as HTML for a notebook."""
    language = asked_for(None)
    card = card_of(public_view(record), language)
    rows = "".join(
        f'<tr><th style="text-align:start;vertical-align:top">{html_text(label)}</th>'
        f'<td style="text-align:start">{"<br>".join(map(html_text, values))}</td></tr>'
        for _, label, values in card.entries
    )
    where = f'lang="{language}" dir="{_direction(language)}"'
    return f"<div {where}><b>{html_text(card.title)}</b><table {where}>{rows}</table></div>"


def _section(views: Sequence[_View], language: str) -> str:
    if len(views) == 1:
        return _article(views[0], language, "h1")
    articles = "".join(_article(view, language, "h2") for view in views)
    return _summary([view.training for view in views], language) + articles


def _article(view: _View, language: str, heading: str) -> str:
    training = view.training
    card = card_of(training, language)
    below = "h2" if heading == "h1" else "h3"
    held, represented = _governorates(training)
    pictures = []
    if held or represented:
        pictures.append(_map_of(training, language, below))
    if training.headcount:
        pictures.append(_people(card, below))
    withheld = (
        f'<p class="note">{_said(WITHHELD, language)}</p>' if view.is_short_of_numbers else ""
    )
    when = training.dates.text(language) if training.dates else ""
    return (
        f'<article id="{html.escape(training.id)}-{language}">'
        f'<{heading} class="title">{html_text(card.title)}</{heading}><p class="sub">{html_text(when)}</p>'
        f'<div class="body"><div class="two">{"".join(pictures)}</div>{withheld}'
        f"<section>{_part(_said(DETAILS, language), below)}<dl>{''.join(_definitions(card))}</dl></section>"
        f"<footer>{_said(FOOTER, language)}</footer></div></article>"
    )


def _part(title: str, heading: str) -> str:
    return f'<{heading} class="part">{title}</{heading}>'


def _definitions(card: Card) -> Iterator[str]:
    for _, label, values in card.entries:
        items = "".join(f"<li>{html_text(value)}</li>" for value in values)
        value = f"<ul>{items}</ul>" if len(values) > 1 else html_text(values[0])
        yield f"<dt>{html_text(label)}</dt><dd>{value}</dd>"


def _people(card: Card, heading: str) -> str:
    (entry,) = (each for each in card.entries if each.field == "headcount")
    first, *others = map(html_text, entry.values)
    lines = "".join(f"<p>{other}</p>" for other in others)
    title = _part(html_text(entry.label), heading)
    return f'<section>{title}<p class="big">{first}</p>{lines}</section>'


def _summary(trainings: Sequence[Training], language: str) -> str:
    held = Counter(one for training in trainings for one in _governorates(training)[0])
    names = ("title", "dates", "places", "headcount")
    head = "".join(
        f'<th scope="col">{_said(label_of(Training, name), language)}</th>' for name in names
    )
    rows = "".join(_row(training, names, language) for training in trainings)
    total = summary(trainings, internal=True).sentence(language)  # of public views
    tiles = _tiles(held, {one: str(n) for one, n in held.items()}, language)
    notes = f"{_said(COUNT_NOTE, language)} {_said(MAP_NOTE, language)}"
    without = sum(not _governorates(training)[0] for training in trainings)
    if without:
        number = translate(NUMBER, language, n=without)
        notes += (
            f" {html_text(translate(TRAININGS_WITHOUT, language, isolate=False, trainings=number))}"
        )
    picture = f'{tiles}<p class="note">{notes}</p>' if held else ""
    return (
        f"<article><h1>{_said(TRAININGS, language)}</h1>"
        f'<p class="sub">{html_text(total)}</p>{picture}'
        f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></article>"
    )


def _row(training: Training, names: Sequence[str], language: str) -> str:
    card = card_of(training, language)
    held = {entry.field: "<br>".join(map(html_text, entry.values)) for entry in card.entries}
    link = f'<a href="#{html.escape(training.id)}-{language}">{html_text(card.title)}</a>'
    cells = "".join(f"<td>{held.get(name, '')}</td>" for name in names[1:])
    return f'<tr><th scope="row">{link}</th>{cells}</tr>'


def _governorates(training: Training) -> tuple[set[Governorate], set[Governorate]]:
    """Return the places of a training, and where its participants came from; nothing is guessed."""
    held = {place.governorate for place in _places(training) if place.governorate}
    represented: set[Governorate] = set()
    for each in _deliveries(training):
        if each.represented:
            represented.update(each.represented.governorates)
        if each.headcount:
            represented.update(_of_groups(each.headcount.groups))
    return held, represented


def _deliveries(training: Training) -> tuple[Training | Occurrence, ...]:
    return training, *training.occurrences


def _places(training: Training) -> Iterator[Place]:
    return (place for each in _deliveries(training) for place in each.places)


def _of_groups(groups: Iterable[GroupCount]) -> Iterator[Governorate]:
    for group in groups:
        if group.governorate:
            yield group.governorate
        yield from _of_groups(group.parts)


def _off_the_map(training: Training, language: str) -> str:
    """Say which places in Iraq are not on the map, because the record states no governorate."""
    represented = [
        place
        for each in _deliveries(training)
        if each.represented
        for place in each.represented.places
    ]
    places = {
        said(place, language): None
        for place in (*_places(training), *represented)
        if not place.governorate
        and place.country in (None, "IQ")
        and (place.region or place.district or place.city or place.venue)
    }
    if not places:
        return ""
    named = joined(places, language, PART_SEPARATOR)
    return html_text(translate(WITHOUT_GOVERNORATE, language, isolate=False, places=named)) + "<br>"


def _map_of(training: Training, language: str, heading: str) -> str:
    held, represented = _governorates(training)
    kinds = dict.fromkeys(held, "held") | dict.fromkeys(represented, "represented")
    kinds |= dict.fromkeys(held & represented, "both")
    phrases = {"held": HELD, "represented": REPRESENTED, "both": BOTH, "neither": NEITHER}
    legend = "".join(
        f'<li><i class="{kind}"></i>{_said(phrase, language)}</li>'
        for kind, phrase in phrases.items()
    )
    tiles = _tiles(kinds, {}, language, {k: _said(p, language) for k, p in phrases.items()})
    return (
        f"<section>{_part(_said(GOVERNORATES, language), heading)}{tiles}"
        f'<ul class="legend">{legend}</ul><p class="note">{_off_the_map(training, language)}{_said(MAP_NOTE, language)}</p></section>'
    )


_SIZE, _GAP, _LONG_NAME = 76, 5, 11


def _tiles(
    kinds: "dict[Governorate, str] | Counter[Governorate]",
    numbers: dict[Governorate, str],
    language: str,
    meanings: dict[str, str] | None = None,
) -> str:
    """Draw a square for each governorate; like any map, it is not mirrored in Arabic."""
    columns, rows = (sorted({one.tile[axis] for one in Governorate}) for axis in (0, 1))
    step = _SIZE + _GAP
    made = []
    for one in Governorate:
        x, y = (one.tile[0] - columns[0]) * step + 1, (one.tile[1] - rows[0]) * step + 1
        kind = "neither" if one not in kinds else "held" if numbers else str(kinds[one])
        dark = "dark" if kind in ("held", "both") else ""
        lines = _wrapped(one.text(language))
        size = " small" if max(map(len, lines)) > _LONG_NAME else ""
        top = y + _SIZE // 2 + 4 - 7 * (len(lines) - 1) - (9 if numbers else 0)
        spans = "".join(
            f'<tspan x="{x + _SIZE // 2}" dy="{14 if at else 0}">{html.escape(line)}</tspan>'
            for at, line in enumerate(lines)
        )
        state = numbers.get(one, "0") if numbers else (meanings or {}).get(kind, "")
        made.append(
            f"<g><title>{html.escape(one.text(language))}: {state}</title>"
            f'<rect class="{kind}" x="{x}" y="{y}" width="{_SIZE}" height="{_SIZE}" rx="6"/>'
            f'<text class="{dark}{size}" y="{top}" text-anchor="middle">{spans}</text>'
        )
        if one in numbers:
            made.append(
                f'<text class="number {dark}" x="{x + _SIZE // 2}" y="{y + _SIZE - 12}" '
                f'text-anchor="middle">{numbers[one]}</text>'
            )
        made.append("</g>")
    width = (columns[-1] - columns[0] + 1) * step - _GAP + 2
    height = (rows[-1] - rows[0] + 1) * step - _GAP + 2
    return (
        f'<svg viewBox="0 0 {width} {height}" width="{width}" role="img" '
        f'aria-label="{_said(GOVERNORATES, language)}">{"".join(made)}</svg>'
    )


def _wrapped(name: str) -> list[str]:
    """Break a long name in two, near its middle."""
    words = name.split(" ")
    if len(name) <= _LONG_NAME or len(words) == 1:
        return [name]
    halves = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    first, second = min(halves, key=lambda two: abs(len(two[0]) - len(two[1])))
    return [first, second]


def _said(phrase: Phrase, language: str) -> str:
    return html.escape(translate(phrase, language))


def html_text(text: str) -> str:
    """Return text for people as HTML: isolates become elements, addresses become links."""
    made = html.escape(text).replace("\n", "<br>")
    made = _link.sub(lambda found: f'<a href="{found[0]}" rel="noreferrer">{found[0]}</a>', made)
    return re.sub("[\u2066-\u2069]", lambda found: _TAGS[found[0]], made)


def _direction(language: str) -> str:
    return "rtl" if line_mark(language) else "ltr"
