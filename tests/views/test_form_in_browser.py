"""An Arabic form in a real browser reports the same as the library."""

import functools
import http.server
import shutil
import threading
from pathlib import Path

import pytest

import tipmodel

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser")
ROOT = Path(__file__).parents[2]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(BROWSER is None, reason="no Chromium on this machine"),
]


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        """Keep requests out of the output of the tests."""


@pytest.fixture(scope="module")
def address():
    handler = functools.partial(Quiet, directory=ROOT)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/examples/arabic_form/index.html"
        server.shutdown()


@pytest.fixture(scope="module")
def tab(address):
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(address)
        yield page
        browser.close()


def issues_of(tab, **typed):
    """Return what the page says of what is typed."""
    for name in ("id", "title", "start", "end", "total", "female", "male"):
        tab.fill(f"[name={name}]", typed.get(name, ""))
    tab.click("button")
    return tab.locator("#issues li").all_text_contents()


def test_what_is_right_has_no_issue(tab):
    """A right form is accepted."""
    assert [] == issues_of(tab, id="a", title="ورشة")
    assert [] == issues_of(tab, id="a", title="ورشة", start="2015-05-04", total="32", female="9")


def test_what_is_wrong_is_said_in_our_sentences(tab):
    """Each mistake has the sentence of the library, rules across fields included."""
    wrong = {
        "id": "a b",
        "dates": {"start": "2015-05-04", "end": "2015-05-01"},
        "headcount": {"total": 3, "female": 4},
    }
    said = issues_of(tab, id="a b", start="2015-05-04", end="2015-05-01", total="3", female="4")

    assert 4 == len(said)
    assert [issue.text("ar") for issue in tipmodel.validate(wrong)] == said


def test_it_reads_from_right_to_left(tab):
    """The labels are ours, in Arabic, and stand right of their boxes."""
    name = str(tipmodel.label(tipmodel.Headcount, "female", language="ar"))
    label = tab.locator("label", has_text=name)
    whole, box = label.bounding_box(), label.locator("input").bounding_box()

    assert box["x"] + box["width"] < whole["x"] + whole["width"]
    assert "rtl" == tab.evaluate("getComputedStyle(document.body).direction")
