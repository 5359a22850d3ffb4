"""The site: right to left where it is Arabic, with the version of the package."""

import tipmodel

project = "tipmodel"
author = "the tipmodel contributors"
copyright = author
version = release = tipmodel.__version__
extensions = ["myst_parser"]
myst_heading_anchors = 3
html_theme = "furo"
html_static_path = ["_static"]
html_css_files = ["arabic.css"]
exclude_patterns = ["_build"]


def turn_round(app, pagename, templatename, context, doctree):
    """Set pages whose name ends in ``.ar`` from right to left."""
    del app, templatename, doctree
    if pagename.endswith(".ar") and "body" in context:
        context["body"] = f'<div dir="rtl" lang="ar">{context["body"]}</div>'


def setup(app):
    """Call `turn_round` for every page."""
    app.connect("html-page-context", turn_round)
