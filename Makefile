# The author's commands. `make` alone lists them.
.DEFAULT_GOAL := help

PYTHON ?= python3
JOBS ?= auto
VENV := .venv
BUILD := _build
BIN := $(VENV)/bin
SPHINX := $(BIN)/sphinx-build -b html -W --keep-going -j $(JOBS) -d $(BUILD)/doctrees

# Without its compiled modules, Sphinx takes twice as long to start.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help html open serve test test-long bench bench-peers lint format clean distclean lock screenshot python

help: ## list the commands
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

html: $(VENV)/weblog.stamp ## build the weblog into _build/html; mistakes in posts make it fail
	@$(SPHINX) . $(BUILD)/html

open: html ## build, then show the front page in the browser
	@$(BIN)/python -m webbrowser -t "file://$(CURDIR)/$(BUILD)/html/index.html"

serve: $(VENV)/weblog.stamp ## show what you write in the browser whenever you save it, drafts too: PORT=8000
	@$(BIN)/sphinx-autobuild --port $(or $(PORT),8000) --ignore $(BUILD) --re-ignore '/__pycache__/|/\.[^/]*$$|~$$' \
		-q -b html -D weblog_drafts=1 -D weblog_keep_good_pages=1 -d $(BUILD)/preview/doctrees . $(BUILD)/preview/html

test: $(VENV)/test.stamp lint ## run all tests
	@$(BIN)/python -m pytest

test-long: $(VENV)/test.stamp ## edit a weblog at random for as long as you like: STEPS=50 EXAMPLES=100
	@WEBLOG_STEPS=$(or $(STEPS),30) WEBLOG_EXAMPLES=$(or $(EXAMPLES),30) $(BIN)/python -m pytest -o faulthandler_timeout=0 tests/test_properties_incremental.py

bench: $(VENV)/weblog.stamp ## measure builds of made-up weblogs: also of more posts: POSTS=5000
	@$(BIN)/python -m bench $(POSTS)

bench-peers: $(VENV)/peers.stamp ## install Pelican, Nikola, MkDocs Material and Hugo, for make bench to measure too

lint: $(VENV)/test.stamp ## check form and types of the code
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --check --quiet
	@$(BIN)/mypy

format: $(VENV)/test.stamp ## bring the code into form
	@$(BIN)/ruff check --quiet --fix
	@$(BIN)/ruff format --quiet

screenshot: $(VENV)/test.stamp html ## make the picture in the README anew
	@PYTHONPATH=_ext $(BIN)/python -m tests.screenshot $(BUILD)/html docs/front-page.png

clean: ## remove what was built
	@rm -rf $(BUILD)

distclean: clean ## remove what was built and installed
	@rm -rf $(VENV)

lock: $(VENV)/weblog.stamp ## take the newest allowed libraries into the lock files
	@$(BIN)/pip install --quiet uv
	@for name in requirements requirements-test requirements-peers; do \
		$(BIN)/uv pip compile --quiet --upgrade --universal --fork-strategy fewest --python-version 3.11 --generate-hashes \
			--no-annotate --custom-compile-command "make lock" $$name.in -o $$name.txt || exit; \
	done

python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "The weblog needs Python 3.11 or newer; '$(PYTHON)' isn't. Install python3, or name another one: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "'$(PYTHON)' has no venv module. Install it (Debian: apt install python3-venv) and run make again" >&2; exit 1; }

# What is installed follows the lock files: a second make installs nothing.
$(VENV)/weblog.stamp: requirements.txt | python
	@$(call install,requirements.txt)

$(VENV)/test.stamp: requirements-test.txt requirements.txt | python
	@$(call install,requirements-test.txt)
	@touch $(VENV)/weblog.stamp

$(VENV)/peers.stamp: requirements-peers.txt $(VENV)/weblog.stamp
	@$(call install,requirements-peers.txt,$(VENV)/peers)

define install
	folder=$(or $(2),$(VENV)); \
	$$folder/bin/python -c '' 2>/dev/null || $(PYTHON) -m venv --clear $$folder; \
	echo "Installing $(1) into $$folder ..."; \
	$$folder/bin/python -m pip install --quiet --disable-pip-version-check --use-pep517 --require-hashes -r $(1) && touch $@
endef
