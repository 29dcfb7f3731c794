# Ports of the demo school and of its ЕСИА stand: make run PORT=9000 STAND_PORT=9001
PORT ?= 8000
STAND_PORT ?= 8001
# What to hand to pytest: make test ARGS="-k sqlite tests/rules"
ARGS ?=

.PHONY: help run test bench format
.DEFAULT_GOAL := help

help:
	@echo "make run     — учебная школа: http://127.0.0.1:$(PORT), учебный стенд ЕСИА: http://127.0.0.1:$(STAND_PORT)"
	@echo "make test    — все проверки: стиль, типы, тесты на SQLite и PostgreSQL, браузер"
	@echo "make bench   — скорость: процессор, запросы, байты, браузер, память (около шести минут)"
	@echo "make format  — привести код к принятому виду"

run: .venv/installed
	@.venv/bin/ejournal demo --port $(PORT) --stand-port $(STAND_PORT)

test: .venv/installed
	@tools/engines
	@tools/check $(ARGS)

bench: .venv/installed
	@tools/engines
	@.venv/bin/python -m tests.bench

format: .venv/installed
	@.venv/bin/ruff format --quiet .
	@.venv/bin/ruff check --fix .

# Installed again only when the requirements themselves have changed.
.venv/installed: requirements.txt pyproject.toml tools/install
	@tools/install
