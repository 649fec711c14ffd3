# `make report` and `make test` need Python 3.11 or later and nothing else; both set up .venv first.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: report test lint benchmark clean

report: .venv/made
	$(BIN)/inspection run params/north-lanarkshire.yaml

test: .venv/tested lint
	$(BIN)/python -m pytest -n 2 --dist worksteal -m "not browser and not fault and not attack and not fuzz"

lint: .venv/tested
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

benchmark: .venv/tested
	$(BIN)/python tests/benchmarks/bench_charts.py
	$(BIN)/python tests/benchmarks/bench_counting.py
	$(BIN)/python tests/benchmarks/bench_intake.py
	$(BIN)/python tests/benchmarks/bench_review.py
	$(BIN)/python tests/benchmarks/bench_batch.py --long

.venv/made: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

.venv/tested: .venv/made
	$(BIN)/python -m pip install --quiet --editable ".[test]"
	touch $@

clean:
	rm -rf .venv build dist *.egg-info .pytest_cache .ruff_cache .mypy_cache .hypothesis
