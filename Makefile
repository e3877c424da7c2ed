# make run    start the studio and print its address
# make test   run every test this machine can run, and say what was skipped and why
# make check  format, lint and types
# make bench [WHAT=listing]   measure, print tables, write build/bench/*.json

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
WHAT ?=

.PHONY: run test check bench clean

run: $(VENV)/.installed
	$(BIN)/python -m mmdemo serve

test: $(VENV)/.installed-dev
	@sh tests/system_packages.sh
	OMP_NUM_THREADS=1 $(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder --ignore tests/browser
	$(BIN)/python -m pytest -n 2 --dist loadfile tests/browser

check: $(VENV)/.installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

bench: $(VENV)/.installed-dev
	@sh tests/system_packages.sh
	$(BIN)/python -m tests.bench $(WHAT)

clean:
	rm -rf $(VENV) build

$(BIN)/pip:
	@$(PYTHON) -m venv $(VENV) || { sh tests/system_packages.sh python3-venv && $(PYTHON) -m venv --clear $(VENV); }

$(VENV)/.installed: requirements.txt | $(BIN)/pip
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/.installed-dev: requirements-dev.txt requirements.txt | $(BIN)/pip
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@ $(VENV)/.installed
