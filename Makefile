# Every target sets itself up from an empty clone. ARGS reaches the program: make test ARGS="tests/kit -x".
.DEFAULT_GOAL := help
SHELL := /bin/sh
BIN := .venv/bin
SETUP = python="$$(sh tools/find_python.sh)" && "$$python" tools/setup.py
# Beside what the development lock installs, where setting up anew does not take it away.
SPARK = $(CURDIR)/.venv/spark
LOCK = UV_LINK_MODE=copy $(BIN)/python -m uv --quiet pip compile --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate --no-emit-index-url $(UPGRADE)
# A process for each core, a file of tests at a time; one that dies is a failure. ARGS="-n0" does everything in one.
PYTEST = $(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder --max-worker-restart 0

.PHONY: help setup demo test spark check fix bench model soak mutate pictures lock clean light

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile

light:
	@$(SETUP) light

setup: ## what tests and checks need, in .venv
	@$(SETUP) dev

demo: light ## two invented states, two real nodes, one request from draft to answer
	@$(BIN)/comity demo $(ARGS)

test: setup ## the whole suite on SQLite, then what touches tables on PostgreSQL
	@$(BIN)/python tools/system.py bring postgresql chromium node
	@$(BIN)/python -m comity.screening.ready
	$(PYTEST) --database sqlite $(ARGS)
	@if $(BIN)/python tools/system.py has postgresql; then \
		set -x; $(PYTEST) --database postgres -m data $(ARGS); \
	else echo "test: left out: the run on PostgreSQL"; fi

spark: setup ## the tests of screening on Spark, which are too heavy (600 MB) for every set-up; needs Java
	@$(BIN)/python tools/system.py bring java
	@cmp -s requirements-spark.lock $(SPARK)/made-from || { echo "spark: installing requirements-spark.lock"; \
		rm -rf $(SPARK) && $(BIN)/python -m pip --disable-pip-version-check install --quiet --require-hashes --no-deps \
		--no-build-isolation --target $(SPARK) --requirement requirements-spark.lock \
		&& cp requirements-spark.lock $(SPARK)/made-from; }
	PYTHONPATH=$(SPARK) $(BIN)/python -m pytest tests/screening/test_spark.py $(ARGS)

check: setup ## lint, format, types, and who may import whom
	$(BIN)/ruff check --quiet .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

fix: setup ## what the linter and the formatter can mend by themselves
	$(BIN)/ruff check --quiet --fix .
	$(BIN)/ruff format --quiet .

bench: setup ## run every measurement in bench/ once
	@for file in bench/[a-z]*.py; do \
		[ -e "$$file" ] || continue; \
		name=$$(basename "$$file" .py); echo "== bench.$$name"; $(BIN)/python -m "bench.$$name" $(ARGS) || exit 1; \
	done

model: setup ## walk every procedure millions of steps by chance: no effect past a gate, whoever tries
	$(BIN)/python -m tools.model_law $(ARGS)

soak: setup ## compare a million invented names: every score is the sum of its lines, from either side
	$(BIN)/python -m tools.soak $(ARGS)

mutate: setup ## damage every gate and the matrix in memory; each damage must be noticed
	$(BIN)/python -m tools.mutate_law $(ARGS)

pictures: setup ## play the story and photograph it anew for docs/pictures; needs Chromium
	$(BIN)/python -m tools.pictures

lock: setup ## rewrite the locks from pyproject.toml; UPGRADE=--upgrade takes newer versions
	$(LOCK) --output-file requirements-uv.lock tools/uv.in
	$(LOCK) --group build --output-file requirements.lock pyproject.toml
	$(LOCK) --group build --group dev --extra postgres --constraint requirements.lock \
		--output-file requirements-dev.lock pyproject.toml
	$(LOCK) --constraint requirements-dev.lock --output-file requirements-spark.lock tools/spark.in

clean: ## forget everything that was made here
	rm -rf .venv build dist src/*.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
