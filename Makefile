# Cover Letter. `make` or `make help` lists what there is. 한국어 설명은 각 줄의 오른쪽에 있습니다.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
COMPOSE := docker compose
PROD := $(COMPOSE) -f docker-compose.yml -f docker-compose.prod.yml
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check
PORT := $(or $(BACKEND_PORT),8000)
BACKUPS ?= backups
# the stack that runs here: production once its secrets exist
STACK := $(if $(wildcard secrets/database_url),$(PROD),$(COMPOSE))
RUNNING = $$($(COMPOSE) ps -q backend 2>/dev/null)
IN_STACK = $(STACK) run --rm --no-deps -T -v "$(abspath $(BACKUPS)):/backups" backend python -m coverletter

.DEFAULT_GOAL := help
.PHONY: help run test check fix test-model test-deployment build up down restart logs status dev prod secrets health backup restore clean machine sample

help: ## what each target does · 무엇을 할 수 있는지
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-16s %s\n", $$1, $$2}'

run: $(VENV)/.run ## install and start; prints the address · 설치하고 시작합니다
	@OMP_NUM_THREADS=$${OMP_NUM_THREADS:-1} $(BIN)/python app.py

test: $(VENV)/.test machine ## the tests · 테스트
	@OMP_NUM_THREADS=1 $(BIN)/python -m pytest $(TESTS)

check: $(VENV)/.test ## lint, format and types · 코드 검사
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

fix: $(VENV)/.test ## repair what a tool can · 자동 수정
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

test-model: $(VENV)/.test ## a letter from a real model behind a real server · 실제 모델로 끝까지
	@OMP_NUM_THREADS=1 $(BIN)/python -m pytest -m real_model $(TESTS)

test-deployment: $(VENV)/.test machine ## the image and the stack as they run · 배포 테스트
	@OMP_NUM_THREADS=1 $(BIN)/python -m pytest -m deployment $(TESTS)

sample: $(VENV)/.run ## make the sample resume again · 예시 이력서 만들기
	@$(BIN)/python samples/make_resume.py

build: ## build the images · 이미지 만들기
	$(COMPOSE) build

up: ## start with Docker, development settings · 도커로 시작 (개발 설정)
	$(COMPOSE) up -d

dev: up logs ## start with Docker and follow the log · 개발 모드로 시작하고 로그 보기

prod: secrets ## start with Docker: three backends, Postgres, Chroma · 운영 설정으로 시작
	$(PROD) up -d

down: ## stop what runs in Docker · 도커 멈추기
	$(STACK) down

restart: ## restart the backends · 백엔드 다시 시작
	$(STACK) restart backend

logs: ## follow the log · 로그 보기
	$(STACK) logs -f --tail=100

status: ## what runs and how it does · 상태 보기
	$(STACK) ps

secrets: ## make the secrets that are missing · 없는 비밀값 만들기
	@mkdir -p secrets && chmod 700 secrets
	@test -s secrets/database_password || head -c 32 /dev/urandom | od -An -vtx1 | tr -d ' \n' > secrets/database_password
	@test -s secrets/database_url || printf 'postgresql+psycopg://coverletter:%s@postgres:5432/coverletter' "$$(cat secrets/database_password)" > secrets/database_url
	@test -s secrets/openai_api_key || echo > secrets/openai_api_key
	@chmod 644 secrets/*

health: ## ask the server which parts are up · 준비 상태 보기
	@$(PYTHON) -c 'import sys, urllib.error, urllib.request as r; \
	exec("try: answer = r.urlopen(\"http://127.0.0.1:$(PORT)/ready\", timeout=10)\nexcept urllib.error.HTTPError as error: answer = error\nexcept OSError: sys.exit(\"nothing answers on port $(PORT)\")"); \
	print(answer.read().decode()); sys.exit(answer.status != 200)'

backup: ## back records and files up into backups/ · 백업
	@mkdir -p $(BACKUPS)
	@if [ -n "$(RUNNING)" ]; then chmod 1777 $(BACKUPS); $(IN_STACK) backup /backups; \
	else $(MAKE) --no-print-directory $(VENV)/.run && $(BIN)/python -m coverletter backup $(BACKUPS); fi

restore: ## bring a backup back: make restore BACKUP=backups/20260101_030000 · 백업 되돌리기
	@test -d "$(BACKUP)" || { echo "Name the backup: make restore BACKUP=backups/20260101_030000"; exit 2; }
	@if [ -n "$(RUNNING)" ]; then $(IN_STACK) restore /backups/$(notdir $(patsubst %/,%,$(BACKUP))); \
	else $(MAKE) --no-print-directory $(VENV)/.run && $(BIN)/python -m coverletter restore $(BACKUP); fi

clean: ## remove the environment and what tools left · 설치와 캐시 지우기
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

machine: ## install the system packages the tests use · 테스트에 필요한 시스템 패키지
	@sh scripts/install_packages.sh

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make run PYTHON=python3.11"; exit 2; }
	@$(PYTHON) -m venv $(VENV) || { echo "Python's venv is missing; install it (Debian: apt-get install python3-venv)."; exit 2; }

# torch first and alone: a plain install of what needs it brings gigabytes of CUDA
$(VENV)/.run: requirements.txt constraints.txt | $(VENV)/bin/python
	@echo "Installing (a few minutes the first time) · 설치 중 (처음에는 몇 분 걸립니다)"
	@$(INSTALL) $$(grep '^torch==' constraints.txt)
	@$(INSTALL) -r requirements.txt -c constraints.txt
	@touch $@

$(VENV)/.test: $(VENV)/.run requirements-dev.txt
	@$(INSTALL) -r requirements-dev.txt -c constraints.txt
	@touch $@
