"""Writes what other gateways need to route by the same table: python -m deploy.gateway.config

Caddyfile is for compose.yaml, ingress.yaml for Kubernetes. Nobody changes them by hand.
"""

from pathlib import Path
from typing import Any

import httpx
import yaml

from deploy.gateway.pages import ASK_AGAIN, ASSETS, FOR_EVER, HEADERS, INDEX, NO_PAGES
from deploy.gateway.proxy import RETRY_AFTER_SECONDS, no_answer, no_such_path
from deploy.gateway.table import Table, load_table

FOLDER = Path(__file__).parent
CADDYFILE = FOLDER / "Caddyfile"
INGRESS = FOLDER.parent / "k8s" / "base" / "ingress.yaml"
MADE = "# Made from deploy/gateway/routes.yaml by: python -m deploy.gateway.config\n"
NOBODY = "nobody"
PORT = 8000
# Paths hold ids, so Caddy writes no request down, not even one that fails. Port 8081 is for its own health check.
TEMPLATE = """\
{
	admin off
	auto_https off
	log {
		exclude http.log.error http.handlers.reverse_proxy
	}
	servers {
		timeouts {
			read_header 10s
			read_body 30s
			idle 2m
		}
		max_header_size 16KB
	}
}

(page) {
	encode gzip
	@manifest path *.webmanifest
	header @manifest Content-Type application/manifest+json
	header {
%(page_headers)s
	}
	file_server {
		precompressed br
	}
}

:8081 {
	respond 200
}

:8080 {
	header -Server

	map {path} {service} {
%(routes)s
		default %(nobody)s
	}

	@nobody vars {service} %(nobody)s
	handle @nobody {
		root * /srv/web
		@navigation {
			method GET HEAD
			not path %(no_pages)s
			expression `{path} == "/" || ({header.Accept}.contains("text/html") && !{file}.contains("."))`
		}
		@built {
			method GET HEAD
			not path %(no_pages)s */
			file
		}
		handle @navigation {
			rewrite * %(index)s
			header Cache-Control "%(ask_again)s"
			import page
		}
		handle @built {
			@hashed path /%(assets)s/*
			handle @hashed {
				header Cache-Control "%(for_ever)s"
				import page
			}
			handle {
				header Cache-Control "%(ask_again)s"
			import page
			}
		}
		handle {
			header Content-Type application/problem+json
			respond `%(no_such_path)s` 404
		}
	}

	handle {
		reverse_proxy {
			dynamic a {service}-api %(port)d {
				refresh 1s
			}
			lb_try_duration 1s
			transport http {
				dial_timeout 2s
				response_header_timeout 60s
			}
		}
	}

	handle_errors {
		header -Server
		header Content-Type application/problem+json
		header Retry-After %(retry_after)s
		@slow expression {err.status_code} == 504
		respond @slow `%(too_slow)s` 504
		respond `%(not_there)s` 503
	}
}
"""


def caddyfile(table: Table) -> str:
    """The gateway of compose.yaml: every service's API under its own name, all its replicas in turn."""
    return MADE + TEMPLATE % {
        "routes": "\n".join(f"\t\t~^{pattern(each)}(/|$) {service}" for each, service in longest_first(table)),
        "nobody": NOBODY,
        "port": PORT,
        "retry_after": RETRY_AFTER_SECONDS,
        "no_such_path": text(no_such_path().body),
        "index": INDEX,
        "assets": ASSETS,
        "no_pages": " ".join(f"{each}*" for each in NO_PAGES),
        "for_ever": FOR_EVER,
        "ask_again": ASK_AGAIN,
        "page_headers": "\n".join(f'\t\t{name} "{value}"' for name, value in HEADERS.items()),
        "too_slow": text(no_answer(httpx.ReadTimeout("")).body),
        "not_there": text(no_answer(httpx.ConnectError("")).body),
    }


def ingress(table: Table) -> str:
    """The same for an ingress controller. An overlay adds the host, its certificate and the controller's class."""
    document: dict[str, Any] = {
        "apiVersion": "networking.k8s.io/v1",
        "kind": "Ingress",
        "metadata": {"name": "smallhours", "labels": {"app.kubernetes.io/part-of": "smallhours"}},
        "spec": {"rules": [{"http": {"paths": [route(*each) for each in longest_first(table)]}}]},
    }
    return MADE + yaml.safe_dump(document, sort_keys=False)


def longest_first(table: Table) -> list[tuple[str, str]]:
    """Prefixes with their services, a longer one before a shorter one that it lies below."""
    return sorted(table.prefixes.items(), key=lambda each: (-each[0].count("/"), each[1], each[0]))


def pattern(prefix: str) -> str:
    """A regular expression for exactly this text."""
    return prefix.replace(".", "[.]")


def text(body: bytes | memoryview) -> str:
    return bytes(body).decode()


def route(prefix: str, service: str) -> dict[str, Any]:
    backend = {"service": {"name": f"{service}-api", "port": {"name": "http"}}}
    return {"path": prefix, "pathType": "Prefix", "backend": backend}


def main() -> None:
    table = load_table()
    CADDYFILE.write_text(caddyfile(table))
    INGRESS.write_text(ingress(table))


if __name__ == "__main__":
    main()
