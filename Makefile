# The author's commands. `make` alone lists them.
.DEFAULT_GOAL := help

PYTHON ?= python3
JOBS ?= auto
# Which libraries: those of requirements.txt; LOCK=newest: the newest that were locked for each Python; LOCK=none: the
# newest that there are. Each has an environment of its own.
LOCK :=
# Where make publish sends the site: folder, host:folder or user@host:folder; here, or on the command line.
DEST :=
VENV := .venv$(addprefix /,$(LOCK))
libraries = $(1)$(if $(filter none,$(LOCK)),.in,$(addprefix -,$(LOCK)).txt)
BUILD := _build
BIN := $(VENV)/bin
WORDS := _ext/weblog/locale
WEBLOG := PYTHONPATH=_ext $(BIN)/python -m weblog

# Without its compiled modules, Sphinx takes twice as long to start.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help post talk meetup schedule import html check linkcheck publish rollback due epub same mine open serve test test-long bench bench-peers bench-sites mutants environments docs audit lint format translations clean distclean lock screenshot python

help: ## list the commands
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

post: $(VENV)/weblog.stamp ## begin a post, in your $EDITOR: TITLE=... TAGS=... DRAFT=1
	@$(WEBLOG) post $(foreach name,TITLE TAGS DRAFT,$(call given,$(name)))

talk: $(VENV)/weblog.stamp ## begin a post about a talk: EVENT=... TITLE=... SPEAKER=...; of a new event: DATES=... PLACE=... NAME=...
	@$(WEBLOG) talk $(foreach name,EVENT TITLE SPEAKER TAGS DATES PLACE NAME DRAFT,$(call given,$(name)))

meetup: $(VENV)/weblog.stamp ## begin a post about several talks: EVENT=... TALKS="One - Ada Example; Two - Bo Sample"
	@$(WEBLOG) meetup $(foreach name,EVENT TITLE TALKS TAGS DATES PLACE NAME DRAFT,$(call given,$(name)))

schedule: $(VENV)/weblog.stamp ## keep a conference's schedule, so that make talk offers what runs now: FROM=file EVENT=...
	@$(WEBLOG) schedule $(foreach name,FROM EVENT,$(call given,$(name)))

import: $(VENV)/weblog.stamp $(if $(MARKDOWN),$(VENV)/moving.stamp) ## take in another weblog's posts: FROM=folder or file, KIND=... INTO=... IMAGES=1 TALKS=1 MARKDOWN=1
	@$(WEBLOG) import $(foreach name,FROM KIND INTO IMAGES TALKS,$(call given,$(name))) $(if $(MARKDOWN),--markdown $(VENV)/moving/bin/python)

html: $(VENV)/weblog.stamp ## build the weblog into _build/html; mistakes in posts make it fail
	@$(WEBLOG) build --jobs $(JOBS) . $(BUILD)/html $(BUILD)/doctrees

publish: $(VENV)/weblog.stamp ## build, and show the weblog in one step where DEST=folder or host:folder is: LOSE=1 SSH="ssh -p 2222"
	@$(WEBLOG) publish --dest "$$DEST" $(foreach name,LOSE SSH,$(call given,$(name))) --jobs $(JOBS)

rollback: $(VENV)/weblog.stamp ## show what was published before at DEST=...
	@$(WEBLOG) rollback --dest "$$DEST" $(call given,SSH)

due: $(VENV)/weblog.stamp ## list the posts that are scheduled, the next one first
	@$(WEBLOG) due $(call given,SINCE)

same: html ## build once more, from nothing, and compare: fails, with their names, if any files differ
	@rm -rf $(BUILD)/clean
	@$(WEBLOG) build --jobs $(JOBS) . $(BUILD)/clean/html $(BUILD)/clean/doctrees >/dev/null
	@diff -rq $(BUILD)/html $(BUILD)/clean/html && echo "a build from nothing is the same"

check: $(VENV)/weblog.stamp ## build, and tell what is left to do and what readers would stumble over: STRICT=1
	@$(WEBLOG) check --jobs $(JOBS) $(if $(filter-out 0,$(STRICT)),--strict) . $(BUILD)/html $(BUILD)/doctrees

linkcheck: $(VENV)/weblog.stamp ## ask the world outside: which links are dead, and since when
	@$(WEBLOG) linkcheck --jobs $(JOBS) . $(BUILD)/linkcheck $(BUILD)/doctrees

epub: $(VENV)/weblog.stamp ## build the weblog as a book for e-readers into _build/epub
	@$(BIN)/sphinx-build -q -b epub -W --keep-going -j $(JOBS) -d $(BUILD)/doctrees . $(BUILD)/epub
	@ls $(BUILD)/epub/*.epub

mine: $(VENV)/weblog.stamp ## make a new clone your own: NAME="Ada's notes" AUTHOR="Ada Example" ADDRESS=https://ada.example/
	@$(WEBLOG) mine $(call given,NAME) $(call given,AUTHOR) $(call given,ADDRESS)

open: html ## build, then show the front page in the browser
	@$(BIN)/python -m webbrowser -t "file://$(CURDIR)/$(BUILD)/html/index.html"

serve: $(VENV)/weblog.stamp ## show what you write in the browser whenever you save it, drafts too: PORT=8000
	@env $(WEBLOG) serve --port $(or $(PORT),8000) --jobs $(JOBS) . $(BUILD)/preview/html $(BUILD)/preview/doctrees

# What the tests need: one environment beside the other, with make --jobs 4 environments.
environments: $(VENV)/test.stamp $(VENV)/package-oldest.stamp $(VENV)/package-newest.stamp $(VENV)/moving.stamp

test: environments lint ## run all tests, one on each processor: WORKERS=1
	@$(BIN)/python -m pytest --numprocesses $(or $(WORKERS),auto) --dist worksteal

test-long: $(VENV)/test.stamp ## edit weblogs and other sites at random for as long as you like: STEPS=50 EXAMPLES=100
	@STEPS=$(or $(STEPS),30) EXAMPLES=$(or $(EXAMPLES),30); \
	WEBLOG_STEPS=$$STEPS WEBLOG_EXAMPLES=$$EXAMPLES REBUILD_STEPS=$$STEPS REBUILD_EXAMPLES=$$EXAMPLES \
		$(BIN)/python -m pytest -o faulthandler_timeout=0 tests/weblog/test_random_edits.py tests/weblog/test_warm_builds.py \
		tests/sphinx_rebuild/test_random_edits.py tests/weblog/test_hostile_input.py -k "test_any or not hostile_input"

docs: $(VENV)/weblog.stamp ## build the documentation into _build/docs
	@$(BIN)/sphinx-build -b html -W --keep-going -j $(JOBS) -d $(BUILD)/docs-doctrees docs $(BUILD)/docs

bench: $(VENV)/weblog.stamp ## measure builds of made-up weblogs: also of more posts: POSTS=5000
	@$(BIN)/python -m bench $(POSTS)

bench-peers: $(VENV)/peers.stamp ## install Pelican, Nikola, MkDocs Material and Hugo, for make bench to measure too

bench-sites: $(VENV)/weblog.stamp ## build Sphinx's own documentation with the engine and without: the times of both
	@$(BIN)/python -m bench.real_sites

mutants: $(VENV)/test.stamp $(VENV)/mutants.stamp ## change the engine at 60 random places: do its tests notice? COUNT=60 SEED=1 WORKERS=1
	@$(VENV)/mutants/bin/python -m tests.mutants _ext/sphinx_rebuild tests/sphinx_rebuild --python $(BIN)/python \
		--at-least 90 $(COUNT:%=--count %) $(SEED:%=--seed %) $(WORKERS:%=--jobs %)

lint: $(VENV)/test.stamp ## check form and types of the code
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --check --quiet
	@$(BIN)/mypy

format: $(VENV)/test.stamp ## bring the code into form
	@$(BIN)/ruff check --quiet --fix
	@$(BIN)/ruff format --quiet

translations: $(VENV)/weblog.stamp ## bring the weblog's words in other languages up to date with the code: NEW=fr for one more
	@$(BIN)/pybabel -q extract --no-default-keywords -k say -k number_of:1,2 -k filled -k later -F $(WORDS)/babel.cfg \
		--no-location --omit-header --width 120 -o $(BUILD)/weblog.pot _ext/weblog _templates
	@$(if $(NEW),$(BIN)/pybabel -q init -D weblog -i $(BUILD)/weblog.pot -d $(WORDS) -l $(NEW))
	@$(BIN)/pybabel -q update -D weblog --width 120 -i $(BUILD)/weblog.pot -d $(WORDS) --no-fuzzy-matching --ignore-pot-creation-date
	@$(BIN)/pybabel -q compile -D weblog -d $(WORDS)

audit: $(VENV)/test.stamp html ## a table of what Lighthouse, axe and Nu's checker say, links and weights; some of it needs npm
	@PYTHONPATH=_ext $(BIN)/python -m tests.audit $(BUILD)/html $(BUILD)/audit

screenshot: $(VENV)/test.stamp html ## make the picture in the README anew
	@PYTHONPATH=_ext $(BIN)/python -m tests.screenshot $(BUILD)/html docs/front-page.png

clean: ## remove what was built
	@rm -rf $(BUILD)

distclean: clean ## remove what was built and installed
	@rm -rf $(VENV)

lock: $(VENV)/weblog.stamp ## take the newest allowed libraries into the lock files
	@$(BIN)/pip install --quiet uv
	@lock() { \
		file=$$1 strategy=$$2; shift 2; \
		$(BIN)/uv pip compile --quiet --upgrade --universal --fork-strategy $$strategy --python-version 3.11 --generate-hashes \
			--no-annotate --custom-compile-command "make lock" -o $$file "$$@"; \
	}; \
	lock requirements.txt fewest requirements.in && \
	lock requirements-test.txt fewest requirements-test.in -c requirements.txt && \
	lock requirements-newest.txt requires-python requirements.in && \
	lock requirements-test-newest.txt requires-python requirements-test.in -c requirements-newest.txt && \
	lock requirements-oldest.txt fewest pyproject.toml --all-extras --resolution lowest-direct && \
	lock requirements-peers.txt fewest requirements-peers.in && \
	lock requirements-mutants.txt fewest requirements-mutants.in && \
	lock requirements-moving.txt fewest requirements-moving.in

python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "The weblog needs Python 3.11 or newer; '$(PYTHON)' isn't. Install python3, or name another one: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "'$(PYTHON)' has no venv module. Install it (Debian: apt install python3-venv) and run make again" >&2; exit 1; }

# What is installed follows the lock files: a second make installs nothing.
$(VENV)/weblog.stamp: $(call libraries,requirements) | python
	@$(call install,$<)

$(VENV)/test.stamp: $(call libraries,requirements-test) $(call libraries,requirements) | python
	@$(call install,$<)
	@touch $(VENV)/weblog.stamp

# The oldest libraries that the package may have, and the newest, for tests/test_package.py.
$(VENV)/package-%.stamp: requirements-%.txt | python
	@$(call install,$<,$(VENV)/package-$*)

$(VENV)/peers.stamp: requirements-peers.txt $(VENV)/weblog.stamp
	@$(call install,$<,$(VENV)/peers)

$(VENV)/moving.stamp: requirements-moving.txt | python
	@$(call install,$<,$(VENV)/moving)

$(VENV)/mutants.stamp: requirements-mutants.txt | python
	@$(call install,$<,$(VENV)/mutants)

# A variable of the command line, not of the shell, as an option of the same name in small letters.
given = $(if $(filter command override,$(origin $(1))),--$(shell echo $(1) | tr A-Z a-z) "$$$(1)")

export DEST

# make would take the dollar sign of a title for a variable of its own, and leave it out.
$(foreach name,TITLE SPEAKER TALKS TAGS PLACE NAME AUTHOR DEST,$(if $(filter command,$(origin $(name))),\
	$(eval override $(name) := $$(value $(name)))$(eval export $(name))))

define install
	folder=$(or $(2),$(VENV)); \
	$$folder/bin/python -c '' 2>/dev/null || { rm -rf $$folder/bin $$folder/lib* $$folder/*.stamp; $(PYTHON) -m venv $$folder; }; \
	echo "Installing $(1) into $$folder ..."; \
	$$folder/bin/python -m pip install --quiet --disable-pip-version-check --use-pep517 \
		$(if $(filter %.in,$(1)),--upgrade --upgrade-strategy eager,--require-hashes) -r $(1) && touch $@
endef
