# make demo    set up, schedule the Midtjylland pilot, write its report (out/report/report.html)
# make test    set up, run every test
# make browser install the Chromium in which the report is tested, where there is none
# make lint    style and types
# make ci      what the build server runs
# make clean   remove what these commands made
#
# Another Python: make test PYTHON=python3.13

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PLUGINS := $(dir $(wildcard plugins/*/pyproject.toml))
# Newer than every pyproject.toml exactly when the environment is complete.
STAMP := $(VENV)/complete

.PHONY: help demo test browser lint format ci clean
.DELETE_ON_ERROR:

help:
	@sed -n '/^$$/q; s/^# \{0,1\}//p' Makefile

demo: $(STAMP)
	$(BIN)/curriculum schedule examples/midtjylland-pilot --out out --seed 1
	$(BIN)/curriculum verify examples/midtjylland-pilot out/schedule.json
	$(BIN)/curriculum report examples/midtjylland-pilot out/schedule.json --out out/report

test: $(STAMP)
	$(BIN)/python -m pytest

browser:
	bash .ci/browser

lint: $(STAMP)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

format: $(STAMP)
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

ci:
	PYTHON="$(PYTHON)" bash .ci/run

clean:
	rm -rf "$(VENV)" out build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(STAMP): pyproject.toml $(addsuffix pyproject.toml,$(PLUGINS))
	$(PYTHON) -m venv "$(VENV)"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]' $(addprefix --editable ./,$(PLUGINS))
	touch "$@"
