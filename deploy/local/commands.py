"""What each `make` target does. Standard library only; the real work runs in the virtual environment."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial

from deploy.local import lock, pins, testing, web
from deploy.local.arguments import with_folder
from deploy.local.environment import PYTHON, ROOT, NotReady, prepare

CHECKS = (
    ("ruff check", "ruff", "check"),
    ("ruff format", "ruff", "format", "--check"),
    ("mypy", "mypy"),
    ("import-linter", "importlinter"),
    ("architecture", "pytest", "-q", "tests/architecture"),
    ("what web/ takes from the services", "deploy.local.for_web", "--check"),
)
WEB_CHECKS = {
    "web: types of the APIs": "api:check",
    "web: tsc": "types",
    "web: eslint": "lint",
    "web: prettier": "format",
}
INTERRUPTED = 130  # What a shell says of a command that was ended with Ctrl-C.


def run(arguments: Sequence[str]) -> int:
    """Carry out one command; its exit code is the answer."""
    if not arguments or arguments[0] not in COMMANDS:
        print(f"Say one of: {', '.join(COMMANDS)}", file=sys.stderr)
        return 2
    os.chdir(ROOT)
    try:
        return COMMANDS[arguments[0]](list(arguments[1:]))
    except KeyboardInterrupt:
        print("\nInterrupted.", flush=True)
        return INTERRUPTED
    except (NotReady, OSError) as trouble:
        print(f"FAILED: {trouble}", flush=True)
        return 1


def demo(arguments: list[str]) -> int:
    """Become the demo, so that whoever started this talks to it directly."""
    begun = time.time()
    python = prepare()
    web.make(web.DEMO)
    sys.stdout.flush()
    os.execv(python, [str(python), "-m", "deploy.local.demo", *arguments, f"--begun={begun}"])


def stop(arguments: list[str]) -> int:
    return lock.stop(with_folder("make stop", "Ends the demo that runs in a folder.").parse_args(arguments).folder)


def web_app(_: list[str]) -> int:
    """For a gateway that serves web/dist; unchecked numbers stay out unless the environment lets them in."""
    prepare()
    print(f"The web app is in {web.make(web.RELEASE).relative_to(ROOT)}.")
    return 0


def check(_: list[str]) -> int:
    """Every check is run, also after one has failed; the end names those that did."""
    prepare()
    failed = [name for name, *command in CHECKS if not passes(name, partial(in_python, command))]
    failed += [name for name, script in WEB_CHECKS.items() if not passes(name, partial(web.script, script))]
    print(f"Failed: {', '.join(failed)}" if failed else "All checks passed.")
    return 1 if failed else 0


def passes(name: str, check: Callable[[], int]) -> bool:
    begun = time.monotonic()
    print(f"== {name}", flush=True)
    done = check() == 0
    print(f"   {'passed' if done else 'FAILED'} in {time.monotonic() - begun:.1f} s", flush=True)
    return done


def in_python(command: list[str]) -> int:
    return subprocess.run([str(PYTHON), *launcher(command)], check=False).returncode


def launcher(command: list[str]) -> list[str]:
    """How a tool is started; import-linter has no module of its own to start."""
    if command == ["importlinter"]:
        return ["-c", "import sys; from importlinter.cli import lint_imports_command as lint; sys.exit(lint())"]
    return ["-m", *command]


def test_containers(arguments: list[str]) -> int:
    """Become the trial of compose.yaml, so that whoever started this talks to it directly."""
    python = prepare()
    web.make(web.RELEASE)
    sys.stdout.flush()
    os.execv(python, [str(python), "-m", "deploy.containers.trial", *arguments])


def bench(arguments: list[str]) -> int:
    """Every measurement of bench/, or those that are named."""
    prepare()
    modules = [f"bench.{each}" for each in arguments] or ["bench"]
    codes = [subprocess.run([str(PYTHON), "-m", module], check=False).returncode for module in modules]
    return 1 if any(codes) else 0


def constraints(_: list[str]) -> int:
    prepare()
    return pins.cut()


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "demo": demo,
    "stop": stop,
    "web": web_app,
    "test": testing.test,
    "test-faults": testing.faults,
    "test-containers": test_containers,
    "check": check,
    "bench": bench,
    "constraints": constraints,
}
