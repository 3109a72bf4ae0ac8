"""Who may import whom, who looks at the clock, what is never caught: the plan of the house, checked by reading."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
OURS = ("schemas", "storage", "flows", "tender_templates")
SOURCES = tuple(sorted(path for layer in OURS for path in (ROOT / layer).rglob("*.py")))
TREES = {path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in SOURCES}

PURE_STDLIB = frozenset(
    {
        *("bisect", "calendar", "collections", "contextlib", "dataclasses", "datetime", "decimal", "enum", "fractions"),
        *("functools", "heapq", "itertools", "math", "operator", "re", "string", "textwrap", "typing", "unicodedata"),
        "zoneinfo",
    }
)
"""What calculates without touching the world."""
PURE_LIBRARIES = frozenset({"babel", "holidays", "rapidfuzz"})
STORAGE_LIBRARIES = frozenset({"sqlalchemy", "alembic", "filelock", "psycopg", "pydantic"})
EXCHANGE_LIBRARIES = frozenset({"yaml", "jinja2", "reportlab", "pypdf", "rapidfuzz", "pydantic", "pydantic_core"})
EXCHANGE_TASKS = tuple(f"flows.tasks.{name}" for name in ("documents_in", "excel", "remains", "word_forms"))
WRAPPED_BY_TASKS = frozenset(
    {
        "docx",
        "docxtpl",
        "pypdf",
        "openpyxl",
        "sqlalchemy",
        "alembic",
        "jinja2",
        "matplotlib",
        "icalendar",
        "vobject",
        "reportlab",
    }
)
NEVER_IN_A_ROOM = WRAPPED_BY_TASKS | {"smtplib", "email", "subprocess"}
CLOCK = "flows/tasks/clock.py"
COMMAND_LINE = ("flows/cli.py",)
READS_THE_CLOCK = {"now", "today", "utcnow"}
SYSTEM_CLOCK = {("time", "time"), ("time", "time_ns"), ("time", "localtime"), ("time", "gmtime")}


def files(folder: str) -> list[str]:
    found = [name for name in TREES if name.startswith(f"{folder}/")]
    assert found, f"{folder} is empty: this test looks at nothing"
    return found


def is_a(module: str, *homes: str) -> bool:
    """Whether a module is one of ``homes`` or lies under one of them."""
    return any(module == home or module.startswith(f"{home}.") for home in homes)


def imported(name: str) -> Iterator[tuple[int, str]]:
    """Line and module of every import; of ``from a import b`` both ``a`` and ``a.b``, because b may be a module."""
    for node in ast.walk(TREES[name]):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name}:{node.lineno}: relative import"
            module = node.module or ""
            for alias in node.names:
                inner = f"{module}.{alias.name}"
                yield node.lineno, inner if _is_module(inner) else module


def _is_module(dotted: str) -> bool:
    place = ROOT.joinpath(*dotted.split("."))
    return place.with_suffix(".py").exists() or (place / "__init__.py").exists()


def offences(folder: str, allowed: tuple[str, ...], libraries: frozenset[str], stdlib: frozenset[str]) -> list[str]:
    """Every import in ``folder`` that is none of ours in ``allowed``, no library and no module of ``stdlib``."""
    wrong = []
    for name in files(folder):
        for line, module in imported(name):
            top = module.split(".", 1)[0]
            fine = is_a(module, *allowed) if top in OURS or top == "tests" else top in libraries | stdlib
            if not fine:
                wrong.append(f"{name}:{line} imports {module}")
    return wrong


STDLIB = frozenset(sys.stdlib_module_names)


def test_schemas_know_nothing_above_them() -> None:
    never = {"os", "io", "pathlib", "logging", "subprocess", "sqlite3", "time", "random", "socket"}
    assert offences("schemas", ("schemas",), frozenset({"pydantic", "email_validator"}), STDLIB - never) == []


def test_storage_knows_schemas_and_its_database() -> None:
    assert offences("storage", ("schemas", "storage"), STORAGE_LIBRARIES, STDLIB) == []


def test_rules_are_pure() -> None:
    assert offences("flows/rules", ("schemas", "flows.rules"), PURE_LIBRARIES, PURE_STDLIB) == []


def test_exchange_reads_and_writes_formats_and_never_the_record() -> None:
    allowed = ("schemas", "flows.rules", "flows.exchange", *EXCHANGE_TASKS)
    assert offences("flows/exchange", allowed, EXCHANGE_LIBRARIES, STDLIB) == []


def test_tasks_know_schemas_and_the_library_they_wrap() -> None:
    wrong = []
    for name in files("flows/tasks"):
        for line, module in imported(name):
            parts = module.split(".")
            helper = parts[:2] == ["flows", "tasks"] and len(parts) > 2 and parts[2].startswith("_")
            ours = parts[0] in OURS and not helper and not is_a(module, "schemas")
            if ours or is_a(module, "prefect", "sqlalchemy", "alembic"):
                wrong.append(f"{name}:{line} imports {module}")
    assert wrong == []


def test_rooms_never_call_rooms_nor_take_a_tool_out_of_a_hand() -> None:
    wrong = [
        f"{name}:{line} imports {module}"
        for name in files("flows/stages")
        for line, module in imported(name)
        if is_a(module, "flows.stages", "flows.watching.deadlines", "flows.sending", *NEVER_IN_A_ROOM)
    ]
    assert wrong == []


def test_only_tasks_wrap_libraries_that_make_documents() -> None:
    """Entrances and the desk go through the tasks as well; exchange has its own list above."""
    wrong = [
        f"{name}:{line} imports {module}"
        for name in files("flows")
        if not name.startswith(("flows/tasks/", "flows/exchange/"))
        for line, module in imported(name)
        if is_a(module, *WRAPPED_BY_TASKS)
    ]
    assert wrong == []


def test_drawing_the_templates_needs_no_flow_and_no_record() -> None:
    wrong = [
        f"{name}:{line} imports {module}"
        for name in files("tender_templates")
        for line, module in imported(name)
        if is_a(module, "flows", "storage", "prefect", "sqlalchemy")
    ]
    assert wrong == []


def calls(name: str) -> Iterator[ast.Call]:
    return (node for node in ast.walk(TREES[name]) if isinstance(node, ast.Call))


def reads_clock(call: ast.Call) -> bool:
    """``datetime.now()``, ``date.today()``, ``time.time()``; to ask a clock that was handed in is no such reading."""
    if not isinstance(call.func, ast.Attribute):
        return False
    owner = ast.unparse(call.func.value)
    if (owner, call.func.attr) in SYSTEM_CLOCK:
        return True
    return call.func.attr in READS_THE_CLOCK and not owner.rpartition(".")[2].lstrip("_").endswith("clock")


def test_only_the_clock_reads_the_clock() -> None:
    wrong = [
        f"{name}:{call.lineno} {ast.unparse(call)}"
        for name in TREES
        if name != CLOCK
        for call in calls(name)
        if reads_clock(call)
    ]
    assert wrong == []
    assert any(reads_clock(call) for call in calls(CLOCK)), "nobody reads the clock: this test looks at nothing"


def test_rules_are_not_even_handed_a_clock() -> None:
    """A noun may hold the day it is about (``board.today``); asking for the time is a call, or a class's own method."""
    wrong = []
    for name in files("flows/rules"):
        called = {id(node.func) for node in ast.walk(TREES[name]) if isinstance(node, ast.Call)}
        for node in ast.walk(TREES[name]):
            if not isinstance(node, ast.Attribute) or node.attr not in READS_THE_CLOCK:
                continue
            of = node.value.attr if isinstance(node.value, ast.Attribute) else getattr(node.value, "id", "")
            if id(node) in called or of in {"date", "datetime", "clock", "time"}:
                wrong.append(f"{name}:{node.lineno} .{node.attr}")
    assert wrong == []


def test_no_except_catches_everything() -> None:
    wrong = []
    for name, tree in TREES.items():
        for node in ast.walk(tree):
            if not isinstance(node, ast.ExceptHandler):
                continue
            named = [] if node.type is None else [ast.unparse(part) for part in ast.walk(node.type)]
            if node.type is None or {"Exception", "BaseException"} & set(named):
                wrong.append(f"{name}:{node.lineno} except {ast.unparse(node.type) if node.type else ''}".rstrip())
    assert wrong == []


def test_only_the_command_line_prints() -> None:
    wrong = [
        f"{name}:{call.lineno}"
        for name in TREES
        if name not in COMMAND_LINE and not name.endswith("__main__.py")
        for call in calls(name)
        if isinstance(call.func, ast.Name) and call.func.id == "print"
    ]
    assert wrong == []


def modules(folder: str) -> list[str]:
    """Every module under a folder, by its dotted name. Migrations run inside Alembic only."""
    names = (name for name in files(folder) if "/migrations/" not in name and not name.endswith("__main__.py"))
    return [name.removesuffix(".py").removesuffix("/__init__").replace("/", ".") for name in names]


def loaded_after(program: str, *heavy: str) -> set[str]:
    """Which of ``heavy`` a fresh Python has loaded after running ``program``."""
    ask = f"{program}\nimport sys\nprint('loaded', *sorted({set(heavy)!r} & {{m.split('.')[0] for m in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", ask], cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.splitlines()[-1].split()[1:])


@pytest.mark.parametrize(
    ("folders", "heavy"),
    [
        (("schemas",), ("prefect", "sqlalchemy", "storage", "flows", "docx")),
        (("schemas", "flows/rules"), ("prefect", "sqlalchemy", "storage", "docx", "openpyxl", "yaml")),
        (("storage",), ("prefect", "flows", "docx", "openpyxl")),
    ],
    ids=["schemas", "rules", "storage"],
)
def test_lower_floors_load_nothing_heavy(folders: tuple[str, ...], heavy: tuple[str, ...]) -> None:
    program = "\n".join(f"import {module}" for folder in folders for module in modules(folder))
    assert loaded_after(program, *heavy) == set()


@pytest.mark.parametrize("arguments", [["--help"], ["doe", "--help"], ["onbekend"]])
def test_the_help_answers_without_prefect(arguments: list[str]) -> None:
    program = f"""
from flows.cli import main
try:
    main({arguments!r})
except SystemExit:
    pass
"""
    assert loaded_after(program, "prefect", "sqlalchemy") == set()


def test_the_question_about_loaded_modules_can_be_answered_with_yes() -> None:
    assert loaded_after("import flows.exchange.region", "yaml", "prefect") == {"yaml"}
