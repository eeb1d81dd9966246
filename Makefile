# make demo    set up, start the built-in sample news site, and run the main job on it
# make test    set up and run all tests
# make check   lint, type-check, hold the import contracts
# make soak    kill a backfill at 90 random moments and steps, try new examples of any text; takes some minutes
# make bench   print the benchmarks
# Everything is installed into .venv, in the versions of constraints.txt.

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready
# pywb, py-wacz and, where npm is, replayweb.page, which the tests let judge the archives.
OTHERS := $(VENV)/others
OTHERS_READY := $(OTHERS)/ready
REPLAYWEB := replaywebpage@2.4.6
# The first of these that is Python 3.11 or newer and can make virtual environments.
CANDIDATES := $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11 python
USABLE := import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))

.PHONY: help demo test test-fast soak check bench clean
.DEFAULT_GOAL := help

help:
	@sed -n 's/^# //p' Makefile

$(READY): pyproject.toml constraints.txt
	@python=$$(for each in $(CANDIDATES); do \
	    if $$each -c '$(USABLE)' 2>/dev/null; then echo $$each; break; fi; done); \
	if [ -z "$$python" ]; then \
	    echo "make: needs Python 3.11 or newer with venv (Debian: python3 and python3-venv)" >&2; exit 1; fi; \
	echo "setting up $(VENV) with $$($$python --version)"; $$python -m venv --clear $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[test,dev]'
	@# pip compiles what it installs, but not what it leaves where it is: a fifth of the time to start.
	@$(BIN)/python -m compileall -q archive crawler pipelines spiders
	@touch $@

$(OTHERS_READY): tests/other-tools.txt $(READY)
	@echo "setting up $(OTHERS) with pywb and py-wacz"; $(BIN)/python -m venv --clear $(OTHERS)
	@if command -v npm >/dev/null; then \
	    npm pack --silent --pack-destination $(OTHERS) $(REPLAYWEB) && \
	    tar -xzf $(OTHERS)/replaywebpage-*.tgz -C $(OTHERS); fi || true # into $(OTHERS)/package
	@if $(OTHERS)/bin/python -m pip install --quiet --disable-pip-version-check -r tests/other-tools.txt; then \
	    touch $@; else echo "make: no $(OTHERS): tests that need pywb or py-wacz are left out" >&2; fi

demo: $(READY)
	@rm -rf demo
	@$(BIN)/shilu demo --out demo

test: $(READY) $(OTHERS_READY)
	$(BIN)/python -m pytest -n 3 --dist worksteal

test-fast: $(READY)
	$(BIN)/python -m pytest -m 'not slow'

soak: $(READY)
	SHILU_SOAK_KILLS=30 $(BIN)/python -m pytest tests/crawler/test_kill.py
	$(BIN)/python -m pytest --hypothesis-profile=fresh tests/archive tests/pipelines

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(READY)
	$(BIN)/python -m bench
	$(BIN)/python -m bench.capture
	$(BIN)/python -m bench.check

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache demo
