# For GNU make 3.81 and later. `make help` lists what there is.

VENV ?= .venv
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo $$p && break; done)
ARGS ?=

PAGE := bot_app/local/page/node_modules/.stamp
SCHEMAS := manifest/node_modules/.stamp

PY := $(VENV)/bin/python
# The locks name every package, so nothing else may be drawn in.
PIP_INSTALL := $(PY) -m pip install --quiet --require-hashes --no-deps --use-pep517

# Whoever calls make may stand in another environment. Nothing of it leaks in but where packages come from.
PIP_SOURCES := PIP_INDEX_URL PIP_EXTRA_INDEX_URL PIP_NO_INDEX PIP_FIND_LINKS PIP_TRUSTED_HOST PIP_CERT \
	PIP_CLIENT_CERT PIP_PROXY PIP_KEYRING_PROVIDER PIP_CONFIG_FILE PIP_CACHE_DIR PIP_RETRIES PIP_TIMEOUT \
	PIP_DEFAULT_TIMEOUT
unexport $(filter-out $(PIP_SOURCES),$(filter PIP_%,$(.VARIABLES)))
unexport $(filter-out PYTHON PYTHONUNBUFFERED PYTHONDONTWRITEBYTECODE,$(filter PYTHON%,$(.VARIABLES)))
unexport VIRTUAL_ENV MYPYPATH PYTEST_ADDOPTS PYTEST_PLUGINS COVERAGE_FILE COVERAGE_RCFILE NODE_ENV NODE_OPTIONS
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# `user = true` in somebody's pip.conf would install beside the environment instead of into it.
export PIP_USER := 0

.PHONY: run install test lint types pytest walk looks attack hostile faults keys-away kills replicas hearing hearing-worse bench bench-turns bench-store bench-reads bench-reading lock manifest clean help

run: $(VENV)/runtime.stamp $(PAGE) ## set up what is missing, then run the bot with its local page
	@exec $(PY) -m bot_app local $(ARGS)

install: $(VENV)/runtime.stamp ## the environment that the bot runs in, in .venv, and nothing else

test: lint types $(PAGE) $(SCHEMAS) ## lint, types, and the tests with coverage; what CI calls
	$(PY) -m pytest --cov --numprocesses=logical --maxprocesses=4 --dist=loadfile $(ARGS)

lint: $(VENV)/dev.stamp ## ruff: rules and format
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .

types: $(VENV)/dev.stamp ## mypy
	$(PY) -m mypy

pytest: $(VENV)/dev.stamp $(PAGE) $(SCHEMAS) ## the tests alone, e.g. make pytest ARGS="-k manifest"
	$(PY) -m pytest $(ARGS)

walk: $(VENV)/walk.stamp $(PAGE) ## the story in a real browser, with pictures; needs Chromium
	$(PY) -m tests.walk.walk $(ARGS)

looks: $(VENV)/walk.stamp $(PAGE) ## the page on small, large, light and dark screens; needs Chromium
	$(PY) -m tests.walk.looks $(ARGS)

# The wheel's PostgreSQL looks for a folder that a machine without a desktop does not have, and says so.
QUIETLY := -W "ignore:XDG_RUNTIME_DIR"
attack: $(VENV)/dev.stamp ## all that an adversary found, with figures, e.g. make attack ARGS="--only texts --only wire"
	@$(PY) -m tests.attack $(ARGS)

hostile: $(VENV)/dev.stamp ## bent activities by the thousand, e.g. make hostile ARGS="--count 100000 --seed 2"
	@$(PY) -m tests.hostile $(ARGS)

faults: $(VENV)/dev.stamp ## what becomes of 1,000 notices when Teams throttles, fails, hangs or cuts the line
	@$(PY) $(QUIETLY) -m tests.faults $(ARGS)

keys-away: $(VENV)/dev.stamp ## people with good tokens while the service that publishes the keys is slow or away
	@$(PY) -m tests.keys_away $(ARGS)

kills: $(VENV)/dev.stamp ## 1,000 kills of the embedded store and 200 of PostgreSQL, e.g. make kills ARGS="--embedded 50"
	@$(PY) $(QUIETLY) -m tests.kills $(ARGS)

replicas: $(VENV)/dev.stamp ## two replicas on one PostgreSQL under load, one of them killed every ten seconds
	@$(PY) $(QUIETLY) -m tests.replicas $(ARGS)

hearing: $(VENV)/dev.stamp ## how much of what people say is heard right, e.g. make hearing ARGS="dev_c --only=partner-new"
	@$(PY) -m tests.hearing.run $(ARGS)

hearing-worse: $(VENV)/dev.stamp ## how often a sentence means the same with a typing error, without capitals, with filler
	@$(PY) -m tests.hearing.mutations $(ARGS)

bench-store: $(VENV)/dev.stamp ## what filing and approving costs at 1,000, 10,000 and 100,000 requests, beside other stores
	@$(PY) $(QUIETLY) -m bench.store $(ARGS)

bench-reads: $(VENV)/dev.stamp ## what an approval, the team's view and every list cost in CPU and in calls of the store
	@$(PY) $(QUIETLY) -m bench.reads

bench-reading: $(VENV)/dev.stamp ## what it costs to read a message, at 2,000 characters and at 28,000
	@$(PY) -m bench.reading

bench: bench-turns bench-store bench-reads bench-reading ## all four

bench-turns: $(VENV)/dev.stamp $(VENV)-agents/agents.stamp ## turns a second, beside other bots, e.g. make bench-turns ARGS="--only help"
	@$(PY) -m bench.turns --agents-python $(VENV)-agents/bin/python $(ARGS)

manifest: $(VENV)/runtime.stamp ## the app package, e.g. make manifest ARGS="--app-id GUID --bot-id GUID"
	@$(PY) -m manifest.build $(ARGS)

# Apart from the environment that it locks. The uv of the day may write the same pins in another order.
UV := UV_CUSTOM_COMPILE_COMMAND="make lock" $(VENV)/uv/bin/uv
COMPILE := pip compile --quiet --universal --python-version 3.11 --generate-hashes
lock: $(VENV)/runtime.stamp ## the lock files from pyproject.toml; newer versions with ARGS=--upgrade
	$(PY) -m pip install --quiet --upgrade --target $(VENV)/uv uv==0.13.9
	$(UV) $(COMPILE) $(ARGS) pyproject.toml -o locks/runtime.lock
	$(UV) $(COMPILE) $(ARGS) pyproject.toml --extra dev -c locks/runtime.lock -o locks/dev.lock
	$(UV) $(COMPILE) $(ARGS) --group build -o locks/build.lock
	$(UV) $(COMPILE) $(ARGS) --group node -o locks/node.lock
	$(UV) $(COMPILE) $(ARGS) --group walk -o locks/walk.lock
	$(UV) $(COMPILE) $(ARGS) --group agents -o locks/agents.lock

clean: ## remove what make has set up and what tools left; never data/
	rm -rf .venv .venv-* .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage .coverage.* htmlcov
	rm -rf manifest/node_modules bot_app/local/page/node_modules
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /make \1:  /p' Makefile

# A stamp is touched last, so a set-up that broke off is done again. Dropped packages go with the old
# environment, and the other stamps with it.
$(VENV)/runtime.stamp: locks/build.lock locks/runtime.lock
	@test -n "$(PYTHON)" || { echo "This needs Python 3.11 or later, and none was found. Install it, or say make PYTHON=/path/to/python."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "This needs Python 3.11 or later, and $(PYTHON) is none."; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "$(PYTHON) cannot make an environment. On Debian and Ubuntu: apt install python3-venv."; exit 1; }
	@echo "Setting up $(VENV) with $(PYTHON); this takes a minute."
	@$(PYTHON) -m venv --clear $(VENV)
	@$(PIP_INSTALL) -r locks/build.lock
	@$(PIP_INSTALL) --no-build-isolation -r locks/runtime.lock
	@touch $@

$(VENV)/dev.stamp: $(VENV)/runtime.stamp locks/dev.lock
	@$(PIP_INSTALL) --no-build-isolation -r locks/dev.lock
	@touch $@

$(VENV)/walk.stamp: $(VENV)/runtime.stamp locks/walk.lock
	@$(PIP_INSTALL) -r locks/walk.lock
	@touch $@

$(VENV)-agents/agents.stamp: $(VENV)/runtime.stamp locks/agents.lock
	@$(PY) -m venv --clear $(VENV)-agents
	@$(subst $(PY),$(VENV)-agents/bin/python,$(PIP_INSTALL)) -r locks/agents.lock
	@touch $@

$(VENV)/node.stamp: $(VENV)/runtime.stamp locks/node.lock
	@echo "There is no npm 7 or later here, so one is fetched for this checkout."
	@$(PIP_INSTALL) -r locks/node.lock
	@touch $@

%/node_modules/.stamp: %/package.json %/package-lock.json
	@npm=npm; \
	npm --version 2>/dev/null | grep -qE '^([7-9]|[1-9][0-9])\.' || { \
		$(MAKE) --no-print-directory $(VENV)/node.stamp && npm=$(VENV)/bin/npm; } && \
	$$npm ci --ignore-scripts --no-audit --no-fund --no-progress --loglevel=error --prefix $*
	@touch $@
