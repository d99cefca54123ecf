# Every target is a small script in scripts/; read them there.
.DEFAULT_GOAL := help
.PHONY: help run build dev demo test check fmt bench bench-images growth scale crash container clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## install what is missing, build, migrate, serve on http://127.0.0.1:3000
	@scripts/run.sh

build: ## build the server and the site as fast as they get, for real use
	@scripts/tools.sh
	@scripts/build.sh full

dev: ## serve and rebuild at every change
	@scripts/dev.sh

demo: ## fill the database with a lively set of parties and print two logins
	@scripts/demo.sh

test: ## everything: format, lints, layers, licences, tests, browser
	@scripts/test.sh

check: ## the quick part of the tests: format, lints, layers, licences
	@scripts/test.sh fmt clippy wasm layers licences

fmt: ## format the Rust sources
	@cargo fmt --all

bench: ## measure requests per second, latency, CPU and memory, many open pages, and pages beside uploads
	@scripts/bench.sh

bench-images: ## measure what becomes of a photo beside sharp: CPU, memory, bytes, quality
	@scripts/bench/images.sh

growth: ## measure each page on a small site and on one of a hundred thousand people
	@scripts/growth.sh

scale: ## one, two and three instances behind HAProxy: what they carry, and what happens when something dies
	@scripts/scale.sh

crash: ## kill the server a thousand times while people write, and look whether anything is lost or doubled
	@scripts/crash.sh

container: ## build the image and start it as it is meant to run
	@scripts/container-check.sh

clean: ## remove what was built (never ./data)
	@scripts/clean.sh
