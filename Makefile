# Every target is one call of a standard-library script; ARGS is passed on, for example: make demo ARGS=--once
PYTHON ?= python3
RUN = @$(PYTHON) -m deploy.local.run

.DEFAULT_GOAL := help
.PHONY: help demo stop web test test-faults test-containers check bench constraints

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: ## Start everything on this machine and play eight weeks (ARGS=--once ends afterwards)
	$(RUN) demo $(ARGS)

stop: ## End a running demo (ARGS=--folder=... ends the one in another folder)
	$(RUN) stop $(ARGS)

web: ## Build the web app into web/dist, for a gateway to serve
	$(RUN) web $(ARGS)

test: ## Run every test but the faults against real servers, started by the tests themselves
	$(RUN) test $(ARGS)

test-faults: ## Kill and stop processes and servers under load, and look for what was lost
	$(RUN) test-faults $(ARGS)

test-containers: ## Try compose.yaml with Docker: build, start, tell the story, take away (ARGS=--network=host)
	$(RUN) test-containers $(ARGS)

check: ## Style, types (both languages), who may import whom, the rules of the architecture
	$(RUN) check $(ARGS)

bench: ## Measure (ARGS=ingest, end_to_end, reports, replay, walking, listening or first_load for one)
	$(RUN) bench $(ARGS)

constraints: ## Cut constraints/*.txt again from pyproject.toml
	$(RUN) constraints $(ARGS)
