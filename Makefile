# Two front doors: `make run` and `make test`. Both set everything up first; both are quick the second time.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
NOTEBOOKS := notebooks/evaluation.ipynb notebooks/data_check.ipynb notebooks/effect_sizes.ipynb notebooks/costs.ipynb notebooks/cohorts.ipynb
YEAR ?= 2024
# Whoever sets it makes every start slower: what is imported would be compiled each time anew.
unexport PYTHONDONTWRITEBYTECODE
MAKEFLAGS += --no-print-directory
# Tests run on all cores, in another order every time; the first lines of pytest say which (--randomly-seed).
SPREAD := --numprocesses=logical

.DEFAULT_GOAL := help
.PHONY: help run test lint types unit notebooks test-all attack faults fuzz calibration bench lab review stored generated clean

help:  ## show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | awk -F'\t' '{printf "  make %-12s %s\n", $$1, $$2}'

run: $(READY)  ## evaluate the sample programme and print where the report is
	@$(BIN)/wirkung run params/mint.yaml --year $(YEAR)

# All at once, so that no core waits for the longest; types and notebooks show their output when they have ended.
test: lint  ## every check: lint, types, tests, doctests, notebooks
	$(MAKE) --keep-going --jobs=3 $(filter --output-sync,$(addprefix --,$(.FEATURES))) unit types notebooks

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY)
	$(BIN)/mypy

unit: $(READY)
	+$(BIN)/pytest $(SPREAD) -m "not slow" # with a plus make lets its dots through as they come

# What somebody published from here changes what is shown; stored outputs are those of a fresh clone.
notebooks stored: export WIRKUNG_REGISTER = /nowhere

notebooks: $(READY)
	$(BIN)/pytest --nbval -p no:cacheprovider -p no:randomly $(NOTEBOOKS)

fuzz: $(READY)  ## programme files and 10,000 data files with random changes; a program error or a silent change stops
	$(BIN)/python -m tests.programme.mutations 5000
	$(BIN)/python -m tests.programme.plausible 1000
	$(BIN)/python -m tests.io.mutations 10000

attack: $(READY)  ## attack the published files of 1,000 random studies with fresh seeds, and 10,000 random tables
	$(BIN)/python -m tests.attack.harness --studies 1000
	$(BIN)/python -m tests.attack.tables --tables 10000

faults: $(READY)  ## kill runs at every file operation, fill the disk, turn the clock, and count what is left
	$(BIN)/python -m tests.faults.harness

test-all: $(READY)  ## the same with the slow simulations and whole runs
	$(BIN)/pytest $(SPREAD)
	$(MAKE) lint types notebooks

calibration: $(READY)  ## simulate the coverage of the intervals and write the tables (about half an hour)
	$(BIN)/python tests/calibration/calibrate.py
	$(BIN)/python tests/calibration/further.py
	$(BIN)/python tests/calibration/agreement.py
	$(BIN)/python tests/calibration/kinds.py
	$(BIN)/python tests/calibration/designs.py

bench: $(READY)  ## speed against other libraries, as ratios measured in one run
	missed=0; for script in tests/benchmarks/bench_*.py; do $(BIN)/python -m tests.benchmarks.$$(basename $$script .py) || missed=1; done; exit $$missed

# Neither what was typed nor second copies of outputs stay behind: no history, checkpoints in a folder that goes.
lab: $(READY)  ## open JupyterLab on the notebooks
	@mkdir -p $(VENV)/etc/ipython
	@echo 'c.HistoryManager.enabled = False' > $(VENV)/etc/ipython/ipython_kernel_config.py
	@kept=$$(mktemp -d) && trap 'rm -rf "$$kept"' EXIT && cd notebooks && \
		../$(BIN)/jupyter lab --AsyncFileCheckpoints.checkpoint_dir="$$kept"

review: $(READY)  ## what changed in the notebooks since a commit (make review SINCE=main), as people read it
	@$(BIN)/python .ci/notebook_diff.py $(SINCE)

stored: $(READY)  ## run the notebooks on the sample data and store their outputs
	$(BIN)/python .ci/store_notebooks.py $(NOTEBOOKS)

generated: $(READY)  ## write again what is generated: schemas, environment.yml
	$(BIN)/python -m wirkung.programme.schema
	$(BIN)/python -m wirkung.run.schema
	$(BIN)/python .ci/environment_yml.py

clean:  ## remove the virtual environment and caches (reports stay)
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis

# The stamp is written last, so an interrupted set-up starts again. Of what is installed little is ever imported: Python
# compiles that when it is, and all of it here would take as long as the installing.
$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "wirkung needs Python 3.11 or newer, this is " + sys.version.split()[0] + "; call make PYTHON=python3.12, for example")'
	@echo "Setting up .venv (about a minute) ..."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --require-hashes --no-deps -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $(READY)
