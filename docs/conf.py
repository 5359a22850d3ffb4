from tipmodel import SCHEMA_VERSION

project = "tipmodel"
version = release = SCHEMA_VERSION
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
html_theme = "furo"
exclude_patterns = ["_build"]
