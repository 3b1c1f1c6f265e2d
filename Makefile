# Two commands matter: `make run` and `make test`. Both need Python 3.11 or later, pip and make;
# the first of them builds .venv from requirements.lock, hash by hash, and later ones reuse it.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help run test torture fuzz mutants bench docs book messages audit sbom lock clean

export PYTHONUTF8 := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

BIN := .venv/bin
READY := .venv/.ready
ENGINES := .venv/.engines
RELEASE := .venv/.release
CANDIDATES := python3 python3.14 python3.13 python3.12 python3.11 python

help:
	@echo "make run    read the articles in seeds/ into catalog/, then list what 王忠林 said"
	@echo "make test   ruff, mypy and pytest, in the locked environment"
	@echo "make torture  try for two hours to break what is promised: docs/reliability.md"
	@echo "make fuzz   a minute of inputs that nobody would write, chosen by coverage"
	@echo "make mutants  change what writes, merges, escapes and pairs, and see whether a test notices"
	@echo "make bench   measure speed beside peers: docs/performance.md"
	@echo "make docs   run the commands that the pages show and put in what they print"
	@echo "make book   docs/ as pages in book/, for a browser"
	@echo "make messages  gather what the program says for translators, and compile their Chinese"
	@echo "make audit  hold the locked packages against known vulnerabilities (asks the net)"
	@echo "make sbom   list them in sbom.json, as CycloneDX"
	@echo "make lock   choose newer dependencies and write the three lock files (needs uv)"
	@echo "make clean  remove .venv and the caches of the tools"

run: $(READY)
	$(BIN)/quotes extract seeds
	$(BIN)/quotes list --speaker 王忠林 --table

test: $(READY) $(ENGINES)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/pytest -n auto --dist loadgroup

torture: $(READY) $(ENGINES) $(RELEASE)
	$(BIN)/python -m torture

fuzz: $(READY) $(ENGINES)
	$(BIN)/python -m fuzz

mutants: $(READY) $(ENGINES) $(RELEASE)
	$(BIN)/python -m torture.mutants

bench: $(READY)
	$(BIN)/python benchmarks/bench.py

docs: $(READY)
	$(BIN)/python docs/refresh.py

book: $(READY)
	DISABLE_MKDOCS_2_WARNING=true $(BIN)/mkdocs build --quiet

messages: $(READY)
	$(BIN)/python docs/translations.py

audit: $(RELEASE)
	$(BIN)/pip-audit --strict --disable-pip --require-hashes --requirement requirements.lock

sbom: $(RELEASE)
	$(BIN)/cyclonedx-py requirements requirements.lock --pyproject pyproject.toml --output-reproducible \
	  --of JSON --output-file sbom.json
	@echo "sbom.json lists $$(grep -c '"purl"' sbom.json) packages"

lock:
	@command -v uv >/dev/null || { echo "make lock needs uv: https://docs.astral.sh/uv/" >&2; exit 1; }
	uv pip compile --quiet --upgrade --universal --python-version 3.11 --extra dev \
	  --generate-hashes --custom-compile-command "make lock" \
	  pyproject.toml --output-file requirements.lock
	uv pip compile --quiet --upgrade --universal --python-version 3.11 --extra ray --extra dask --extra browser --extra fuzz \
	  --constraint requirements.lock --generate-hashes --custom-compile-command "make lock" \
	  pyproject.toml --output-file engines.lock
	uv pip compile --quiet --upgrade --universal --python-version 3.11 --extra release \
	  --constraint requirements.lock --generate-hashes --custom-compile-command "make lock" \
	  pyproject.toml --output-file release.lock

# Engines of clusters, a browser and a fuzzer are used where they can be had; `make run` needs none of them.
$(ENGINES): engines.lock $(READY)
	@$(BIN)/python -m pip --version >/dev/null 2>&1 && pip="$(BIN)/python -m pip" \
	  || pip="python3 -m pip --python $(BIN)/python"; \
	$$pip install --quiet --require-hashes -r engines.lock \
	  || echo "no Ray, Dask, Playwright or atheris for this system: what needs them will be skipped" >&2
	@command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 \
	  || { [ "$$(id -u)" = 0 ] && timeout 300 sh -c \
	       'apt-get update -qq && apt-get install -y -qq chromium' >/dev/null 2>&1; } \
	  || echo "no Chromium (apt-get install chromium): tests in a browser will be skipped" >&2
	@touch $(ENGINES)

$(RELEASE): release.lock $(READY)
	@$(BIN)/python -m pip --version >/dev/null 2>&1 && pip="$(BIN)/python -m pip" \
	  || pip="python3 -m pip --python $(BIN)/python"; \
	$$pip install --quiet --require-hashes -r release.lock
	@touch $(RELEASE)

clean:
	rm -rf .venv book .mypy_cache .ruff_cache .pytest_cache .hypothesis

# pip is put into the environment by Python itself; where the system keeps that part back (Debian's
# python3-venv), the system's own pip is asked to do it. PYTHON=… names an interpreter of your own.
$(READY): requirements.lock pyproject.toml
	@set -eu; \
	python=; \
	for one in $${PYTHON:-$(CANDIDATES)}; do \
	  if "$$one" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then \
	    python=$$one; break; \
	  fi; \
	done; \
	if [ -z "$$python" ]; then \
	  echo "quotes needs Python 3.11 or later; none of these is: $${PYTHON:-$(CANDIDATES)}" >&2; \
	  echo "Debian, Ubuntu: sudo apt install python3 python3-venv · Fedora: sudo dnf install python3" >&2; \
	  echo "macOS: brew install python · or any interpreter: make run PYTHON=/path/to/python3.12" >&2; \
	  exit 1; \
	fi; \
	echo "building .venv with $$($$python --version)"; \
	rm -rf .venv; \
	if "$$python" -c 'import ensurepip' 2>/dev/null; then \
	  "$$python" -m venv .venv; \
	  pip="$(BIN)/python -m pip"; \
	elif "$$python" -m pip --python "$$python" --version >/dev/null 2>&1; then \
	  "$$python" -m venv --without-pip .venv; \
	  pip="$$python -m pip --python $(BIN)/python"; \
	else \
	  echo "This Python can make no environment: ensurepip and a pip of 22.3 or later are missing." >&2; \
	  echo "Debian, Ubuntu: sudo apt install python3-venv, then run make again." >&2; \
	  exit 1; \
	fi; \
	$$pip install --quiet --require-hashes -r requirements.lock; \
	$$pip install --quiet --no-deps --no-build-isolation --editable .; \
	touch $(READY)
