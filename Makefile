# Both commands of the README create .venv and install what they need on first use.
PY = .venv/bin/python
# What the tests in the browser look for barriers with; without it they are skipped.
AXE = 4.14.1

.PHONY: demo test lint bench accuracy muster clean

demo: .venv/demo.stamp
	.venv/bin/ris demo

test: .venv/dev.stamp
	$(PY) -m pytest -n auto --dist worksteal

lint: .venv/dev.stamp
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy

bench: .venv/dev.stamp
	$(PY) -m benchmarks

# What is shipped of how well pages are read: measured anew on fixtures and labelled Betreffe.
accuracy: .venv/dev.stamp
	$(PY) -m benchmarks.accuracy

# A dataset of invented Kreise in ./ris-muster, as large as you like: make muster KREISE=20 VORLAGEN=10000
KREISE = 300
VORLAGEN = 300000
muster: .venv/dev.stamp
	$(PY) -m benchmarks.muster --kreise $(KREISE) --vorlagen $(VORLAGEN) --data ris-muster
	.venv/bin/ris publish --data ris-muster

.venv/bin/python:
	python3 -m venv .venv

.venv/demo.stamp: pyproject.toml constraints.txt | .venv/bin/python
	$(PY) -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	touch $@

.venv/dev.stamp: pyproject.toml constraints.txt | .venv/bin/python
	$(PY) -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	touch $@ .venv/demo.stamp

.cache/axe.min.js: Makefile
	mkdir -p .cache
	cd .cache && npm pack --silent axe-core@$(AXE) && tar xzmf axe-core-$(AXE).tgz --strip-components=1 package/axe.min.js
	rm .cache/axe-core-$(AXE).tgz

clean:
	rm -rf .venv .cache ris-demo ris-muster build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
