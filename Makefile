# Countywide's commands. Each calls one small program in deploy/commands.

PORT ?= 8000
ARGS ?=
UPGRADE ?=
run := deploy/commands/run

.DEFAULT_GOAL := help
.PHONY: help demo demo-data test isolation check format bench bench-audit bench-scale wheel lock messages clean

help: ## Say what there is
	@echo "Countywide: a county government's websites, on one system"
	@echo
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 20
	@echo
	@echo "PYTHON=/path/to/python3.12 names the interpreter; COUNTYWIDE_VAR=folder the place of what is written."

demo: ## Build the demonstration county and serve it on http://localhost:8000 (PORT=8080 for another port)
	@$(run) demo --port '$(PORT)'

demo-data: ## Build the demonstration county without serving it
	@$(run) demo --build-only

test: ## Run every test, on SQLite and on PostgreSQL where it is there (ARGS='-k name' goes to pytest)
	@$(run) test $(ARGS)

isolation: ## Walk every address as each role of an office, looking for another office's data
	@$(run) isolation $(ARGS)

check: ## Check style, types, imports, templates, migrations, plugins, translations
	@$(run) check $(ARGS)

format: ## Format the code and the templates, and mend what the linters can mend
	@$(run) format

bench: ## Measure the figures on a copy of the demonstration and write var/bench.json
	@$(run) bench $(ARGS)

bench-scale: ## Measure an editor's screens at 180 offices and 100,000 pages against 1 and 1,000, beside bare Wagtail
	@$(run) bench_scale $(ARGS)

bench-audit: ## Measure the audit record with 100,000 entries, on SQLite and on PostgreSQL where it is there
	@$(run) bench_audit

wheel: ## Build the distribution into dist/
	@$(run) wheel

lock: ## Compile requirements/*.txt from pyproject.toml (UPGRADE=1 takes the newest versions)
	@$(run) lock $(if $(UPGRADE),--upgrade)

messages: ## Collect the texts to translate and compile the catalogues
	@$(run) messages $(ARGS)

clean: ## Remove caches and the demonstration; the Python environment stays
	@$(run) clean
