# `make run` and `make test` set up everything they need in .venv, from the lock files, once.
PYTHON ?= python3
PIP := .venv/bin/python -m pip --disable-pip-version-check --quiet
KG := .venv/bin/kg
STORE := out/store
.DEFAULT_GOAL := help
.PHONY: help run test lint types unit bench fast lock wheel clean

help:
	@echo "make run     read the sample articles, answer three questions, write out/graph.html and out/graph.ttl"
	@echo "make test    check style and types, run the tests"
	@echo "make bench   measure what is fast, side by side"
	@echo "make fast    compile a copy that reads faster into build/fast (a C compiler is needed)"
	@echo "make lock    pin the packages again, after a change in pyproject.toml"
	@echo "make wheel   build the package into dist/"
	@echo "make clean   remove what the commands above made"

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "kg needs Python 3.11 or newer, and '$(PYTHON)' is older or missing. Type: make PYTHON=/path/to/python3.11 …"; exit 1; }
	@echo "Making a virtual environment in .venv …"
	@$(PYTHON) -m venv .venv || \
	  { rm -rf .venv; echo "'$(PYTHON) -m venv' failed. On Debian and Ubuntu, type: sudo apt-get install python3-venv"; exit 1; }

# A stamp tells that the packages of a lock are installed; when the lock changes, the stamp is old.
.venv/run.stamp: requirements.lock pyproject.toml | .venv/bin/python
	@echo "Installing the packages and the French model (once) …"
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

.venv/dev.stamp: requirements-dev.lock .venv/run.stamp
	@echo "Installing what the tests need (once) …"
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

run: .venv/run.stamp
	@mkdir -p out
	@echo; echo "1/5  Reading data/articles:  kg build data/articles --store $(STORE)"
	@$(KG) build data/articles --store $(STORE)
	@echo; echo "2/5  Who sends troops where?  kg ask deployments --store $(STORE)"
	@$(KG) ask deployments --store $(STORE)
	@echo; echo "3/5  Which attacks, and what toll?  kg ask attacks --store $(STORE)"
	@$(KG) ask attacks --store $(STORE)
	@echo; echo "4/5  Who holds or held which place?  kg ask control --store $(STORE)"
	@$(KG) ask control --store $(STORE)
	@echo; echo "5/5  Writing out/graph.ttl and out/graph.html"
	@$(KG) export --store $(STORE) --format turtle -o out/graph.ttl
	@$(KG) show --store $(STORE) -o out/graph.html
	@echo
	@echo "Look next at:"
	@echo "  out/graph.html                              the picture, in any browser"
	@echo "  $(KG) serve --store $(STORE)           the reading desk: every event beside the words that prove it"
	@echo "  out/graph.ttl                               the same as RDF"
	@echo "  $(KG) ask --store $(STORE)             every question it can answer"
	@echo "  $(KG) explain \"Deux soldats ont été tués lundi à Gao.\""

test: lint types unit

lint: .venv/dev.stamp
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .

types: .venv/dev.stamp
	.venv/bin/mypy

unit: .venv/dev.stamp
	.venv/bin/python -m pytest

# What two benchmarks compare with is not in this repository: make bench NEWS=path/to/articles.jsonl
ARTICLES ?= data/articles
NEWS ?=
bench: .venv/dev.stamp
	@for file in benchmarks/*.py; do \
	  name=$$(basename $$file .py); given=; \
	  grep -q __main__ $$file || continue; \
	  case $$name in \
	    names|times) given="$(NEWS)"; \
	      if [ -z "$$given" ]; then echo "== $$name: left out, it needs NEWS=path/to/articles.jsonl"; continue; fi ;; \
	    components|gate|throughput) given="$(ARTICLES)" ;; \
	  esac; \
	  echo "== $$name"; .venv/bin/python -m benchmarks.$$name $$given || exit 1; \
	done

# An accelerator for those who want it; nothing else needs it: PYTHONPATH=build/fast .venv/bin/kg build …
fast: build/fast/kg.stamp

build/fast/kg.stamp: .venv/dev.stamp scripts/compile.py $(shell find kg -name '*.py' -o -name '*.toml' -o -name '*.npz')
	@echo "Compiling (two minutes and a half) …"
	@.venv/bin/python -m scripts.compile build/fast
	@touch $@
	@echo "Use it with PYTHONPATH=build/fast, as in: PYTHONPATH=build/fast $(KG) build data/articles --store $(STORE)"

wheel: .venv/run.stamp
	.venv/bin/python -m pip --disable-pip-version-check wheel --no-deps --no-build-isolation --wheel-dir dist .

# `--universal` pins for every platform and Python at once; neither file names an index.
LOCK := uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-annotate --quiet --custom-compile-command "make lock"
lock:
	@command -v uv >/dev/null || { echo "Locking needs uv. Type: pip install uv"; exit 1; }
	$(LOCK) --extra build --output-file requirements.lock
	$(LOCK) --extra build --extra dev --extra cluster --extra parquet --constraint requirements.lock --output-file requirements-dev.lock

clean:
	rm -rf .venv out dist build .mypy_cache .ruff_cache .pytest_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
