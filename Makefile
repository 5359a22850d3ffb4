# The verbs of daily work. Set-up and the two commands are in README.md.
bin = .venv/bin
SHELL = /bin/bash -o pipefail

demo: .venv
	$(bin)/tipmodel demo

test: .venv
	$(bin)/pytest -n auto --dist loadfile
.venv:
	python3 -m venv .venv && $(bin)/pip install -q -e '.[test]'

tools: .venv
	$(bin)/pip install -q 'pip>=25.1' && $(bin)/pip install -q --group dev

lint:
	$(bin)/ruff check && $(bin)/ruff format --check && $(bin)/lint-imports --no-logo

types:
	$(bin)/mypy

docs:
	$(bin)/python scripts/reference.py && $(bin)/sphinx-build -q -n -W -b html docs docs/_build/html

l10n:
	$(bin)/python scripts/l10n.py

schema:
	$(bin)/tipmodel schema > .schema && mv .schema src/tipmodel/data/schema/training.json

javascript: .venv
	$(bin)/python scripts/javascript.py

review:
	for file in src/tipmodel/locale/*.po; do $(bin)/python scripts/review.py $$(basename $$file .po) || exit 1; done

bench: .venv
	$(bin)/pip install -q 'pip>=25.1' && $(bin)/pip install -q --group bench -e ".[arrow]"
	for file in run errors construct memory imports labels governorates ndjson sheets summary arrow; do echo; echo "== $$file"; $(bin)/python benchmarks/$$file.py || exit 1; done | tee docs/explanation/benchmarks.txt

.PHONY: demo test tools lint types docs l10n review bench schema javascript
