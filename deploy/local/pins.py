"""Cuts constraints/*.txt: everything pinned with hashes, all extras from one resolution, no download host named."""

import subprocess
import tomllib

from deploy.local.environment import PYTHON, ROOT

FOLDER = ROOT / "constraints"
NODE = "node"  # A group of its own: a Node for machines that have none, for building the web app only.
OPTIONS = (
    "--generate-hashes",
    "--universal",
    "--python-version=3.11",
    "--no-header",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--no-annotate",
    "--no-emit-package=smallhours",
    "--quiet",
)


def extras() -> list[str]:
    """The extras of pyproject.toml; `dev` comes first because it holds all others."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        declared = tomllib.load(file)["project"]["optional-dependencies"]
    return ["dev", *sorted(set(declared) - {"dev"})]


def cut() -> int:
    """Pins that still fit are kept; delete constraints/dev.txt first to take the newest of everything."""
    for extra in extras():
        code = compile_one(extra)
        if code:
            return code
        print(f"constraints/{extra}.txt")
    return compile_from([f"--group=pyproject.toml:{NODE}"], NODE)


def compile_one(extra: str) -> int:
    bound = [] if extra == "dev" else ["-c", "constraints/dev.txt"]
    return compile_from(["pyproject.toml", "--extra", extra, *bound], extra)


def compile_from(source: list[str], name: str) -> int:
    command = [str(PYTHON), "-m", "uv", "pip", "compile", *source, *OPTIONS]
    target = FOLDER / f"{name}.txt"
    # The output is written by uv, which reads the old pins from it; what it prints as well is not needed.
    return subprocess.run([*command, "-o", str(target)], cwd=ROOT, stdout=subprocess.DEVNULL, check=False).returncode
