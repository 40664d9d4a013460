# Everything that one does with this project. `make help` lists it.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# Known, and written down in CONTRIBUTING.
export NO_MKDOCS_2_WARNING := 1

.DEFAULT_GOAL := help
.PHONY: help serve build check test lint audit screenshots bench lock addresses clean

help: ## list what can be done
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

serve: $(VENV)/run ## build the site and serve it with live reload
	@echo "→ http://127.0.0.1:$(PORT)/ (Ctrl+C stops)"
	$(BIN)/mkdocs serve --dev-addr 127.0.0.1:$(PORT)

build: $(VENV)/run ## build the site into site/
	@$(BIN)/python -m desk build

check: $(VENV)/run ## check the data and tell every mistake at once
	@$(BIN)/python -m desk check

test: $(VENV)/dev $(VENV)/chromium $(VENV)/java node_modules/.installed ## install what is needed and run every test
	$(BIN)/pytest -n 2 --dist worksteal --cov --cov-report=term

lint: $(VENV)/dev node_modules/.installed ## ruff, mypy --strict, templates, styles, scripts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy hooks/desk hooks/publish.py
	$(BIN)/djlint overrides --lint --quiet
	npx --no-install stylelint "overrides/assets/desk/css/**/*.css"
	npx --no-install eslint overrides/assets/desk tests

audit: $(VENV)/dev $(VENV)/chromium node_modules/.installed $(VENV)/java build ## everything a machine can say of the site (KIND=call: of one page kind)
	$(BIN)/python -m tests.audit $(if $(KIND),--kind $(KIND)) $(if $(MEDIANS),--medians $(MEDIANS))

screenshots: $(VENV)/dev $(VENV)/chromium build ## pictures of every page kind, for the eye (KIND=call: of one)
	$(BIN)/python -m tests.screenshots $(if $(KIND),--kind $(KIND))

bench: $(VENV)/dev node_modules/.installed ## compare with peers, side by side (long)
	$(BIN)/python -m bench
	$(BIN)/python -m bench.search

lock: $(VENV)/dev ## renew the lock files after a change of pyproject.toml or package.json
	$(BIN)/pip install --quiet uv==0.13.9
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-annotate --no-header --extra install pyproject.toml -o requirements.txt
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-annotate --no-header --extra install --extra dev --extra bench -c requirements.txt pyproject.toml -o requirements-dev.txt
	npm install --package-lock-only

addresses: $(VENV)/run ## add new addresses to data/published-addresses.txt
	@$(BIN)/python -m desk addresses

clean: ## throw away what can be made again
	rm -rf site .site.stage .cache .coverage .pytest_cache .mypy_cache .ruff_cache

# -- Setting up. Each stamp is made once, and anew when its lock file changes. --------------------

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed (make PYTHON=python3.11 …)"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "venv is missing: apt-get install python3-venv"; rm -rf $(VENV); exit 1; }

$(VENV)/run: requirements.txt pyproject.toml | $(BIN)/python
	$(BIN)/pip install --quiet --require-hashes -r requirements.txt
	$(BIN)/pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev: requirements-dev.txt $(VENV)/run
	$(BIN)/pip install --quiet --require-hashes -r requirements-dev.txt
	@touch $@

# A browser and Java are Debian packages; only root may install them.
$(VENV)/chromium: | $(BIN)/python
	@command -v chromium >/dev/null || { [ "$$(id -u)" = 0 ] && apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core >/dev/null; } || { echo "Chromium is missing: apt-get install chromium"; exit 1; }
	@touch $@

$(VENV)/java: | $(BIN)/python
	@command -v java >/dev/null || { [ "$$(id -u)" = 0 ] && apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends default-jre-headless >/dev/null; } || { echo "Java is missing: apt-get install default-jre-headless"; exit 1; }
	@touch $@

node_modules/.installed: package-lock.json
	npm ci --no-audit --no-fund
	@touch $@
