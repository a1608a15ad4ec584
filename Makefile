# What can be done here; each target does all its own set-up.
PY := .venv/bin/python
OFFSCREEN := QT_QPA_PLATFORM=offscreen
# With no display, what needs a window runs against a virtual one.
DISPLAYED := $(DISPLAY)$(WAYLAND_DISPLAY)
VIRTUAL := $(if $(DISPLAYED),,xvfb-run -a -s "-screen 0 1366x768x24")

.PHONY: run test setup lint requirements screenshots bench county verify-documents soak bundle check-rates

run: setup
	$(if $(DISPLAYED),$(PY) -m sif_desktop --practice,$(VIRTUAL) $(PY) tools/demo.py build/demo)

test: setup lint
	$(OFFSCREEN) $(PY) -m pytest -n 2 --dist loadgroup --max-worker-restart 0

# tools/setup.sh installs system packages where there is apt; elsewhere one line says what is missing.
setup:
	@sh tools/setup.sh
	@command -v apt-get >/dev/null || $(PY) tools/check_system.py

lint: setup
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports

requirements: setup
	@$(PY) tools/requirements.py

check-rates: setup
	@$(PY) tools/check_rates.py

screenshots: setup
	$(VIRTUAL) .venv/bin/sif screenshots docs/screenshots --theme light
	$(VIRTUAL) .venv/bin/sif screenshots docs/screenshots --theme dark
	$(VIRTUAL) .venv/bin/sif screenshots docs/screenshots --theme light --scale 2.0
	$(VIRTUAL) .venv/bin/sif screenshots docs/screenshots --theme dark --scale 2.0

bench: setup
	$(VIRTUAL) .venv/bin/sif bench

county: setup
	$(PY) -m sif_desktop.bench.county build/county

verify-documents: setup
	$(PY) tools/verify_documents.py

soak: setup
	HYPOTHESIS_PROFILE=soak $(OFFSCREEN) $(PY) -m pytest -n 2 --dist worksteal --timeout 0

bundle: setup
	$(PY) -m PyInstaller --noconfirm --log-level WARN build_installer.spec
	$(VIRTUAL) dist/sif-desktop/sif-desktop --self-check
