"""A real browser opens the page: directions, contrast and headings are right, and nothing is fetched."""

import re
import shutil

import pytest

import tipmodel
from samples import nine
from tipmodel import Training

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(BROWSER is None, reason="no Chromium on this machine"),
]


@pytest.fixture(scope="module")
def tab():
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
        yield browser.new_page(bypass_csp=True)
        browser.close()


def pages():
    one = tipmodel.example()
    other = Training(
        id="b",
        title=tipmodel.LocalizedText(en="Course", ar="دورة"),
        places=(tipmodel.Place(governorate=tipmodel.Governorate.BASRA),),
        headcount=tipmodel.Headcount(total=40),
    )
    return {
        "one": tipmodel.page(one),
        "set": tipmodel.page([one, other]),
        "ckb": tipmodel.page(one, ["ckb", "en"]),
    }


@pytest.fixture(params=["one", "set", "ckb"])
def opened(request, tab, tmp_path):
    path = tmp_path / "page.html"
    path.write_text(pages()[request.param], "utf-8")
    asked = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(path.as_uri())
    return tab, path, asked


def test_nothing_is_fetched(opened):
    """A page fetches nothing."""
    _, path, asked = opened

    assert {path.as_uri()} == set(asked)


def test_accessibility(opened):
    """Contrast, language, headings, landmarks and labels pass the rules of axe-core (WCAG 2 AA)."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    tab, _, _ = opened

    found = axe.Axe().run(tab).response["violations"]
    assert [] == [(each["id"], each["nodes"][0]["html"][:200]) for each in found]


def test_directions(opened):
    """Arabic and Sorani begin on the right, English on the left."""
    tab, _, _ = opened

    for section in tab.query_selector_all("section[lang]"):
        language = section.get_attribute("lang")
        term = section.query_selector("dt")
        description = section.query_selector("dd")
        is_rtl = term.bounding_box()["x"] > description.bounding_box()["x"]
        assert is_rtl == (language in ("ar", "ckb"))


def test_a_line_pasted_into_another_direction_keeps_its_order(tab):
    """A pasted line of a card keeps its order in both directions."""
    for language in ("ar", "en"):
        for line in tipmodel.describe(tipmodel.example(), language).split("\n"):
            seen = []
            for direction in ("rtl", "ltr"):
                tab.set_content(
                    f'<p dir="{direction}" style="white-space:nowrap;display:inline-block"></p>'
                )
                seen.append(tab.evaluate(ORDER, line))
            assert seen[0] == seen[1]


ORDER = """
(line) => {
  const p = document.querySelector('p'); p.textContent = line;
  const node = p.firstChild, at = [];
  for (let i = 0; i < line.length; i++) {
    if (!/[\\p{L}\\p{N}]/u.test(line[i])) continue;
    const range = document.createRange(); range.setStart(node, i); range.setEnd(node, i + 1);
    at.push([Math.round(range.getBoundingClientRect().left), i]);
  }
  return at.sort((a, b) => a[0] - b[0] || a[1] - b[1]).map(([_, i]) => i);
}
"""


def test_it_prints_on_a4(opened):
    """A page prints on A4 without cutting anything off."""
    tab, _, _ = opened
    tab.emulate_media(media="print")
    tab.set_viewport_size({"width": 680, "height": 1000})

    assert tab.evaluate("document.documentElement.scrollWidth <= 680")
    pdf = tab.pdf(prefer_css_page_size=True)
    assert b"/MediaBox [0 0 594" in pdf or b"/MediaBox [0 0 595" in pdf
    tab.emulate_media(media="screen")


def test_a_record_prints_on_few_pages(tab, tmp_path):
    """One record takes a page for each language, or two if it says much; records share pages."""
    several = [*nine(), tipmodel.example().evolve(id="again")]
    for trainings, most in ((several[:1], 4), (several, 2 * len(several))):
        path = tmp_path / "page.html"
        path.write_text(tipmodel.page(trainings), "utf-8")
        tab.goto(path.as_uri())
        tab.emulate_media(media="print")
        pdf = tab.pdf(prefer_css_page_size=True)
        assert len(re.findall(rb"/Type\s*/Page[^s]", pdf)) <= most
    tab.emulate_media(media="screen")
