# Fil rouge. A fresh machine needs python3 (3.11 or newer), make and git; the rest is installed here.
SHELL := /bin/bash
# Code is compiled once, not by each process anew, wherever make was called from
unexport PYTHONDONTWRITEBYTECODE
.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
PORT ?= 8000
FLASK = PORTFOLIO_ENV=development $(BIN)/flask --app wsgi
CODE = portfolio tests bench migrations config.py wsgi.py
PYTEST = $(BIN)/python -m pytest -n 2 --dist loadgroup
TRACED = tests/unit tests/services tests/web
ON_POSTGRES = $(BIN)/python -m tests.postgres $(PYTEST) tests/services tests/web tests/api tests/security tests/migrations \
	--ignore tests/security/test_matrix.py --ignore tests/security/test_headers.py  # no row decides there
WORKERS ?= 2
THREADS ?= 5
# Seconds a worker has to end what it began, once it is told to stop; then it is killed, and nothing is half written
GRACE ?= 60

##@ The two commands
.PHONY: run test
run: install ## Start the product on SQLite with demonstration data, on 127.0.0.1:$(PORT)
	@mkdir -p instance
	@test -f instance/server.keyset || $(BIN)/python -m portfolio.makekeys instance/server.keyset
	@PORTFOLIO_BASE_URL=http://127.0.0.1:$(PORT) $(FLASK) demo prepare
	@PORTFOLIO_ENV=development PORTFOLIO_BASE_URL=http://127.0.0.1:$(PORT) $(BIN)/granian --interface wsgi \
		--host 127.0.0.1 --port $(PORT) --workers 1 --blocking-threads $(THREADS) --workers-kill-timeout 5 --no-ws --log-level warning wsgi:app

.PHONY: code
code: install ## The six figures that professionals of the demonstration are asked for now
	@$(FLASK) demo code

test: install-dev services ## Run every test: units to browser, on SQLite and on PostgreSQL
	$(PYTEST) tests
	$(ON_POSTGRES)

##@ While working
.PHONY: quick fix bench serve migration messages
quick: install-dev ## The tests that need neither browser nor PostgreSQL
	$(BIN)/python -m pytest -n 2 -q tests --ignore tests/e2e

fix: install-dev ## Let the tools mend what they can
	$(BIN)/ruff check --fix $(CODE)
	$(BIN)/ruff format $(CODE)

bench: install-dev ## Measure: medians, and ratios against a floor of the same run
	$(BIN)/python -m bench

serve: install ## Production mode; settings come from PORTFOLIO_* (see .env.example)
	$(BIN)/granian --interface wsgi --host 127.0.0.1 --port $(PORT) --workers $(WORKERS) --blocking-threads $(THREADS) --workers-kill-timeout $(GRACE) --no-ws wsgi:app

migration: install-dev ## Write the revision that the tables now need: make migration m="Say why"
	$(FLASK) db revision --autogenerate -m "$(m)"

messages: install-dev ## Bring the catalogues up to date with the sentences in the code
	$(BIN)/pybabel -q extract -F pyproject.toml -k say -k N_ --no-location --omit-header --sort-output -o .messages.pot .
	$(BIN)/pybabel -q update -i .messages.pot -d portfolio/translations -D messages --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date
	@rm -f .messages.pot
	$(MAKE) catalogues

##@ Gates
.PHONY: check lint types imports templates deps translations cover rest audit
check: ## Everything a change must pass
	$(MAKE) -j 2 --output-sync --no-print-directory lint types imports templates deps translations
	$(MAKE) -j 1 --no-print-directory cover rest

lint: install-dev ## Style, bugs, spelling
	$(BIN)/ruff check $(CODE)
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/codespell docs README.md CONTRIBUTING.md SECURITY.md Makefile .ci/run

types: install-dev ## Types, strictly
	$(BIN)/mypy

imports: install-dev ## Layers: imports only go down
	$(BIN)/lint-imports

templates: install-dev ## Templates
	$(BIN)/djlint templates --lint --quiet

deps: install-dev ## Dependencies declared are used, used are declared
	$(BIN)/deptry .

translations: install-dev ## Every sentence is in the English catalogue
	$(BIN)/python -m pytest -q tests/house/test_translations.py

cover: install-dev ## Units, use cases and pages, with the share of the code they run
	$(PYTEST) --cov --cov-report=term $(TRACED)

rest: install-dev services ## Every other test, and on PostgreSQL what proves or touches rows: tracing would double their time
	$(PYTEST) tests $(TRACED:%=--ignore %)
	$(ON_POSTGRES)

audit: install-dev ## Known holes in what we depend on
	$(BIN)/pip-audit -r requirements.lock --disable-pip --require-hashes

##@ Setting up (called by the rest)
.PHONY: install install-dev services lock catalogues help
install: .venv/.installed catalogues ## What running needs, exactly as locked

install-dev: .venv/.installed-dev catalogues ## What working on it needs, exactly as locked

.venv/.installed: requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed; this is " + sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Installing what requirements.lock names (once)…"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	@touch $@

.venv/.installed-dev: requirements-dev.lock .venv/.installed
	@echo "Installing what requirements-dev.lock names (once)…"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements-dev.lock
	@touch $@

catalogues: .venv/.catalogues

.venv/.catalogues: $(wildcard portfolio/translations/*/LC_MESSAGES/*.po) .venv/.installed
	@$(BIN)/pybabel -q compile -d portfolio/translations -D messages
	@touch $@

services: install-dev ## Find or install a browser and a PostgreSQL server
	@$(BIN)/python -m tests.machine

lock: install-dev ## Write the lock files anew: hashes, no addresses
	$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet $(UP) -o requirements.lock
	$(BIN)/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet $(UP) -c requirements.lock -o requirements-dev.lock

help: ## This list
	@awk 'BEGIN {FS = ":.*##"} /^##@/ {printf "\n%s\n", substr($$0, 5)} /^[a-z-]+:.*##/ {printf "  %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
