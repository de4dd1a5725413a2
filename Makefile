# The two commands: `make demo` shows Qipan with a made-up county; `make test` proves it. Everything stays inside this folder.
.DEFAULT_GOAL := help
SHELL := /bin/sh
PORT ?= 8000
HOST ?= 127.0.0.1
WORKERS ?= 2

PY := .venv/bin/python
# A Python of 3.11 or newer to make .venv with; `make PYTHON=/path/to/python3.11 …` names another.
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)

RUN := var/stamps/run
DEV := var/stamps/dev
PAGES := src/qipan/web/static/build/manifest.json
CODE := src tests scripts hatch_build.py $(wildcard bench examples)
WORDS := src/qipan/locale/zh_Hans/LC_MESSAGES/django.mo
FRONTEND := $(shell find frontend -type f -not -path '*/node_modules/*' 2>/dev/null)
TEMPLATES := $(shell find src/qipan -name '*.html' -o -path '*/icons/names.txt' 2>/dev/null)

export PIP_DISABLE_PIP_VERSION_CHECK = 1
export PIP_NO_INPUT = 1
export npm_config_update_notifier = false
# What a shell forbids here is compiled anew by every process: half the time of starting one.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help demo setup test test-sqlite test-postgres test-browser quick check format lint types words reference lock bench screenshots clean

help: ## what can be asked for
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

demo: $(RUN) $(PAGES) $(WORDS) ## a made-up county, in a browser, from nothing
	@QIPAN_HOME="$${QIPAN_HOME:-$(CURDIR)/var/demo}" $(PY) -m qipan demo --host $(HOST) --port $(PORT) $(DEMO_OPTIONS)

setup: $(DEV) $(PAGES) $(WORDS) ## everything a developer needs

test: ## all tests: both databases, the browser
	@$(MAKE) --no-print-directory -j2 setup
	@sh scripts/system.sh
	@sh scripts/test.sh all

test-sqlite: $(DEV) $(PAGES) $(WORDS) ## the tests without a browser, on SQLite
	@sh scripts/test.sh sqlite

test-postgres: $(DEV) $(PAGES) $(WORDS) ## the same tests on a PostgreSQL of their own
	@sh scripts/test.sh postgres

test-browser: $(DEV) $(PAGES) $(WORDS) ## the tests in Chromium
	@sh scripts/test.sh browser

check: $(DEV) $(PAGES) ## before a commit: format, lint, floors, types, words, quick tests
	@$(PY) -m ruff format --check $(CODE)
	@$(MAKE) --no-print-directory lint types words quick

format: $(DEV) ## write the code the one way
	@$(PY) -m ruff check --fix-only --quiet $(CODE)
	@$(PY) -m ruff format $(CODE)

lint: $(DEV) ## style and floors
	@$(PY) -m ruff check $(CODE)
	@.venv/bin/lint-imports --no-cache

types: $(DEV) ## types
	@$(PY) -m mypy

words: $(DEV) ## compile the Chinese; fail when a sentence has none
	@$(PY) scripts/words.py check

reference: $(DEV) $(WORDS) ## write docs/reference.md from the code
	@$(PY) scripts/reference.py write

quick: $(DEV) $(PAGES) $(WORDS)
	@$(PY) -m pytest -q -n $(WORKERS) -m "not slow and not browser"

lock: ## pin anew what pyproject.toml names, with hashes and without addresses (needs uv)
	uv pip compile pyproject.toml --extra postgres --extra build --generate-hashes --universal --no-header \
		--python-version 3.11 -q -o requirements/run.txt
	uv pip compile pyproject.toml --extra postgres --extra build --extra dev --generate-hashes --universal \
		--no-header --python-version 3.11 -q -c requirements/run.txt -o requirements/dev.txt

bench: $(DEV) $(PAGES) $(WORDS) ## speed, as ratios to the bare floor
	@mkdir -p artifacts/bench
	@for script in bench/[!_]*.py; do $(PY) $$script || exit 1; done
	@PYTHONPATH=src:bench/planner $(PY) bench/planner/bench_planner.py quick  # “all” instead of “quick”: some hours

screenshots: $(DEV) $(PAGES) $(WORDS) ## pictures of every page into artifacts/screenshots
	@sh scripts/system.sh
	@$(PY) -m pytest -q -m browser -k screenshot tests/browser

clean: ## forget everything built here (the demo county too)
	rm -rf .venv var artifacts dist frontend/node_modules src/qipan/web/static/build src/qipan/locale/*/LC_MESSAGES \
		.pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/pyvenv.cfg:
	@if [ -z "$(PYTHON)" ]; then \
		echo "Qipan needs Python 3.11 or newer; none of python3.11, python3.12, python3.13, python3 is one." >&2; \
		echo "Install it, or say where it is: make PYTHON=/path/to/python3.11 …" >&2; exit 1; fi
	@$(PYTHON) -m venv .venv || { echo "Could not make .venv (Debian: apt-get install python3-venv)." >&2; exit 1; }

$(RUN): requirements/run.txt pyproject.toml | .venv/pyvenv.cfg
	@echo "Installing what Qipan runs on …"
	@$(PY) -m pip --version >/dev/null 2>&1 || $(PY) -m ensurepip >/dev/null
	@$(PY) -m pip install --quiet --require-hashes --only-binary :all: -r requirements/run.txt
	@$(PY) -m pip install --quiet --no-deps --no-build-isolation --editable .
	@mkdir -p $(@D) && touch $@

$(DEV): requirements/dev.txt $(RUN)
	@echo "Installing what the tests run on …"
	@$(PY) -m pip install --quiet --require-hashes --only-binary :all: -r requirements/dev.txt
	@mkdir -p $(@D) && touch $@

frontend/node_modules/.package-lock.json: frontend/package-lock.json frontend/package.json
	@node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' \
		2>/dev/null || { echo "Qipan's pages are built with Node 20.19 or newer and npm; install them first." >&2; exit 1; }
	@echo "Installing what the pages are built with …"
	@cd frontend && npm ci --no-audit --no-fund --loglevel=error
	@touch $@

$(PAGES): $(RUN) frontend/node_modules/.package-lock.json $(FRONTEND) $(TEMPLATES)
	@echo "Building the pages …"
	@mkdir -p artifacts && cd frontend && npm run --silent build >../artifacts/pages.log 2>&1 || { cat ../artifacts/pages.log; exit 1; }
	@$(PY) scripts/squeeze.py
	@touch $@

$(WORDS): $(RUN) scripts/words.py $(wildcard src/qipan/locale/zh_Hans/words/*.po)
	@$(PY) scripts/words.py compile
