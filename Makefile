# The two commands: `make review` and `make test`. Each sets up what it needs in .venv and nowhere else.
# People without make: README.md lists the same steps.

PYTHON ?= python3
CORES ?= 2
# Where the review runs: empty for this machine, slurm for a cluster (docs/cluster.md).
PROFILE ?=
WHERE = $(if $(PROFILE),--profile profiles/$(PROFILE),--cores $(CORES))
VENV := .venv
ifeq ($(OS),Windows_NT)
  BIN := $(VENV)/Scripts
else
  BIN := $(VENV)/bin
endif
READY := $(VENV)/.ready
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

export PYTHONHASHSEED := 0
export MPLCONFIGDIR := $(CURDIR)/$(VENV)/matplotlib
export XDG_CACHE_HOME := $(CURDIR)/$(VENV)/cache

.PHONY: review test has-tests check types lenient-types contracts workflow-report clean lock supply audit pythons peers bench help
.DEFAULT_GOAL := help

help:
	@echo "make review   run the whole review on corpus/ and write results/report.html"
	@echo "make test     run the tests"
	@echo "make check    formatting, types, import contracts, dependencies"
	@echo "make workflow-report   what Snakemake knows of the run, as one page: results/workflow-report.html"
	@echo "make bench    how fast each part is beside its peer (make peers installs the peers)"
	@echo "make pythons  run a small review and part of the tests on the other Pythons of this machine"
	@echo "make supply   list all packages with their licences: docs/licences.md, sbom.cdx.json"
	@echo "make audit    hold the packages against known faults, where the network allows"
	@echo "make clean    delete results/ (corpus/ and config/ stay)"

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "coprod-review needs Python 3.11 or newer; name one with: make PYTHON=python3.12 ...")'
	@echo "Setting up $(VENV) (once, a few minutes) ..."
	$(PYTHON) -m venv $(VENV)
	@$(BIN)/python tools/install_locked.py requirements.lock
	$(PIP) --no-build-isolation --no-deps -e .
	@$(BIN)/python -m compileall -q src
	@touch $(READY)

review: $(READY)
	@$(BIN)/coprod-review run $(WHERE) || { test $$? = 2 && exit 2; \
	  echo "The review stopped; the lines above say where. All that Snakemake knows of it:"; \
	  echo "  $(BIN)/python -m snakemake $(WHERE) --show-failed-logs"; exit 2; }

workflow-report: $(READY)
	@$(BIN)/python -m snakemake --quiet --report results/workflow-report.html
	@echo "Open results/workflow-report.html"

has-tests:
	@test -d tests || { echo "This review has no tests: they are with the project that it was copied from."; exit 2; }

test: has-tests $(READY)
	@$(BIN)/python -m pytest -n 2 --dist loadfile

# Two cores halve the time. Each call has a cache of its own: with one, each would undo what the others keep, and begin anew every time.
LENIENT := $(BIN)/mypy --config-file= --ignore-missing-imports --follow-imports=silent --cache-dir=$(VENV)/mypy/lenient
check: $(READY)
	@$(MAKE) --no-print-directory --jobs 2 types lenient-types contracts

types: $(READY)
	MYPYPATH=tools:. $(BIN)/mypy src tools/*.py

lenient-types: $(READY)
	MYPYPATH=benchmarks:. $(LENIENT) benchmarks/*.py
	MYPYPATH=tools:benchmarks:. $(LENIENT) --explicit-package-bases tests

contracts: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/deptry src
	$(BIN)/snakefmt --check Snakefile rules

lock:
	uv pip compile --quiet --universal --generate-hashes --no-strip-extras --no-emit-index-url --no-annotate \
	  --no-header --python-version 3.11 pyproject.toml --extra test --extra setup --extra cluster -o requirements.lock

supply: $(READY)
	@$(BIN)/python tools/supply.py

# pip-audit has an environment of its own; what pip warns of there (mirrors that lack a package) is not shown, errors are.
# It ends with 3 where a package could not be looked up: that is no pass.
AUDIT := $(subst $(VENV)/,$(VENV)/audit/,$(BIN))/python
audit: $(READY)
	@test -x $(AUDIT) || $(PYTHON) -m venv $(VENV)/audit
	@$(AUDIT) -m pip install --quiet --quiet --disable-pip-version-check --no-deps --require-hashes -r tools/audit.lock
	@$(AUDIT) tools/audit.py

# TESTS names folders of tests to run there instead of those that depend most on Python; TESTS=tests has all.
TESTS ?=
pythons: has-tests $(READY)
	@$(BIN)/python tools/other_pythons.py $(if $(TESTS),--tests $(TESTS))

# What the review is measured beside stands in environments of its own, and is no part of the project.
peers: $(READY)
	@$(BIN)/python benchmarks/bench.py --install-peers

# BENCH="--full", or what else benchmarks/bench.py --help tells.
bench: $(READY)
	@$(BIN)/python benchmarks/bench.py $(BENCH)

clean:
	rm -rf results
