# Work on the template itself. `make` alone lists what there is.
PYTHON := .venv/bin/python
READY := .venv/.ready
EXAMPLE := clinic
DEMO := demo
COMPILE := .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --no-header \
	--no-annotate --no-emit-index-url --no-emit-find-links

SHELL := /bin/bash
.SHELLFLAGS := -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: help demo test test-all lint format docs leaks benchmark constraints

help: ## this list
	@grep -E '^[a-z-]+:.*## ' Makefile | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 20

demo: $(READY) ## an example project, ready to run (EXAMPLE=clinic DEMO=demo)
	@if [ -e "$(DEMO)" ]; then \
		echo "$(DEMO) is there already. Run it: cd $(DEMO) && make dev. Another: make demo DEMO=<folder>"; \
	else \
		$(PYTHON) -m copier copy --trust --vcs-ref=HEAD --data-file examples/$(EXAMPLE).yml \
			"$(CURDIR)" "$(DEMO)" 2>&1 | grep -vE '^[^ ]* +create'; \
	fi

test: $(READY) ## the whole test suite
	@$(PYTHON) -m pytest -n 2

test-all: $(READY) ## the same, and what takes minutes: other versions, all words as names
	@$(PYTHON) -m pytest -n 2 --slow

lint: $(READY) ## style, common mistakes and types
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check .
	@$(PYTHON) -m mypy
	@cd hooks && ../$(PYTHON) -m mypy --config-file ../pyproject.toml *.py upgrades/*.py

format: $(READY) ## style, put right
	@$(PYTHON) -m ruff check --fix .
	@$(PYTHON) -m ruff format .

docs: $(READY) ## the pages that are made from the model and from the gate
	@$(PYTHON) -m extensions.genome.jsonschema > docs/genome.schema.json
	@$(PYTHON) -m extensions.genome.reference > docs/reference/genome.md
	@$(PYTHON) docs/gate_page.py > docs/reference/gate.md

leaks: $(READY) ## seeded leaks between workspaces, and what catches each of them
	@$(PYTHON) -m tests.leaks

benchmark: $(READY) ## what a generation, an update and the second wall cost
	@$(PYTHON) benchmarks/generation.py
	@$(PYTHON) -m benchmarks.update
	@$(PYTHON) -m benchmarks.walls

constraints: $(READY) ## pin the packages of projects and of this repository anew
	@$(COMPILE) --no-emit-package django requirements/capabilities.in > .venv/constraints.txt
	@$(COMPILE) --group dev > .venv/repository.txt
	@{ echo '# Exact versions of all packages that a project of this kind may use.'; \
		cat .venv/constraints.txt; } > template/requirements/constraints.txt
	@{ echo '# Made by `make constraints` from the group dev in pyproject.toml.'; \
		cat .venv/repository.txt; } > requirements/repository.txt

$(READY): requirements/repository.txt .ci/environment
	@.ci/environment
	@touch $@
