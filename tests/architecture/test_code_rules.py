"""Rules a linter does not know, checked on the syntax tree; each message says why."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CODE = sorted(
    path.relative_to(ROOT)
    for top in ("shared", "services", "deploy")
    for path in (ROOT / top).rglob("*.py")
    if "__pycache__" not in path.parts
)
PURE_FOLDERS = {
    ("services", "router", "ranking"),
    ("services", "coach", "plan"),
    ("services", "coach", "safety"),
    ("services", "reports", "picture"),
    ("services", "reports", "charts"),
}
RULES = [
    path
    for path in CODE
    if path.parts[:2] in {("shared", "catalogue"), ("shared", "events")}
    or path.name
    in {
        "decider.py",
        "ranking.py",
        "episode.py",
        "helped.py",
        "reasons.py",
        "cards.py",
        "words.py",
        "client.py",
        "constants.py",
        "consents.py",
        "findings.py",
        "schedule.py",
        "delivery.py",
        "course.py",
    }
    or path.parts[:3] in PURE_FOLDERS
]
CLOCKS = {"now", "utcnow", "today", "time", "monotonic", "perf_counter"}
CONNECTS = {"create_async_engine", "create_engine", "connect", "from_url", "Redis", "RedisBroker", "create_pool"}


def tree(path: Path) -> ast.Module:
    return ast.parse((ROOT / path).read_text())


def called(node: ast.Call) -> str:
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def reads_a_clock(node: ast.Call) -> bool:
    """`time()` of a datetime gives its wall time; the module's reads a clock."""
    if called(node) not in CLOCKS or node.args:
        return False
    owner = node.func.value if isinstance(node.func, ast.Attribute) else None
    return called(node) != "time" or owner is None or (isinstance(owner, ast.Name) and owner.id == "time")


def at_import(module: ast.Module) -> Iterator[ast.Call]:
    """Calls that run when the module is imported: outside every function body, default arguments included."""
    pending: list[ast.AST] = list(module.body)
    while pending:
        node = pending.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            pending.extend([*node.decorator_list, *node.args.defaults, *(d for d in node.args.kw_defaults if d)])
            continue
        if isinstance(node, ast.Lambda):
            continue
        if isinstance(node, ast.Call):
            yield node
        pending.extend(ast.iter_child_nodes(node))


@pytest.mark.parametrize("path", RULES, ids=str)
def test_rules_read_no_clock(path: Path) -> None:
    """Time arrives as an argument, so that a past decision can be made again."""
    calls = [node for node in ast.walk(tree(path)) if isinstance(node, ast.Call)]
    assert not [f"{path}:{node.lineno}" for node in calls if reads_a_clock(node)]


@pytest.mark.parametrize("path", RULES, ids=str)
def test_rules_hold_no_randomness(path: Path) -> None:
    imported = {
        alias.name.split(".")[0]
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in ([ast.alias(node.module or "")] if isinstance(node, ast.ImportFrom) else node.names)
    }
    assert not imported & {"random", "secrets", "time"}


@pytest.mark.parametrize("path", CODE, ids=str)
def test_nothing_connects_when_it_is_imported(path: Path) -> None:
    """Importing must need no configuration and reach no server."""
    assert not [f"{path}:{node.lineno}" for node in at_import(tree(path)) if called(node) in CONNECTS]


@pytest.mark.parametrize("path", CODE, ids=str)
def test_functions_stay_short_enough_to_read_at_once(path: Path) -> None:
    functions = [n for n in ast.walk(tree(path)) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    assert not [f"{path}:{n.lineno} {n.name}" for n in functions if (n.end_lineno or n.lineno) - n.lineno >= 45]


@pytest.mark.parametrize("path", CODE, ids=str)
def test_every_module_says_what_it_is_for(path: Path) -> None:
    module = tree(path)
    assert ast.get_docstring(module) or not module.body


@pytest.mark.parametrize("path", CODE, ids=str)
def test_only_the_composition_root_builds(path: Path) -> None:
    """Outside main.py nothing constructs a database, a writer, a hearing or a key provider."""
    if path.parts[0] != "services" or path.name in {"main.py", "__main__.py"}:
        return
    built = {"Database", "GroupCommit", "Hearing", "RedisNews", "FileKeyProvider", "Keyring", "Verifier", "Tail"}
    calls = [node for node in ast.walk(tree(path)) if isinstance(node, ast.Call)]
    assert not [f"{path}:{node.lineno} {called(node)}" for node in calls if called(node) in built]
