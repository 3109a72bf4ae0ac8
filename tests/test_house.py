"""What every room, form, text and setting of the house has in common; a new one without it fails here."""

import ast
import re
import subprocess
import zipfile
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, get_args, get_type_hints
from uuid import UUID

import pytest
from jinja2 import Environment, meta
from prefect import Flow
from prefect.events.actions import RunDeployment
from pydantic import BaseModel

from flows import cli, desk, serve, stage_door
from flows.rules.procedures import PROCEDURES
from flows.rules.transitions import GUARDS
from flows.settings import Settings
from flows.tasks import texts, word
from flows.watching import automations, upcoming
from schemas.errors import InputRefusedError
from schemas.values import Stage
from tests.builders import NAMES

ROOT = Path(__file__).resolve().parent.parent
MAIL = {path.stem: path.read_text(encoding="utf-8") for path in sorted((ROOT / "tender_templates/mail").glob("*.txt"))}
WORD = {path.stem: path.read_bytes() for path in sorted((ROOT / "tender_templates/word").glob("*.docx"))}
DOOR_PLATE = ("Opened by:", "Needs:", "Leaves:", "Next:", "Legal basis:")
DUTCH = {"de", "het", "een", "en", "van", "voor", "niets", "per", "uw", "u", "met", "wat", "elke", "bij", "uit"}
ENGLISH = {"the", "and", "with", "this", "for", "from", "your", "you", "are", "please", "name", "number", "file"}
ROOM = pytest.mark.parametrize("room", serve.ROOMS, ids=lambda room: room.name)
EVERY_MAIL = pytest.mark.parametrize("name", MAIL)
VALUES: dict[str, Any] = {
    "traject": "MIJOV-J26",
    "bestand": "nieuwste",
    "uw_naam": "J. Jansen",
}


def form_model(room: serve.Served) -> type[BaseModel]:
    model = get_type_hints(room.flow.fn)["invoer"]
    assert issubclass(model, BaseModel)
    return model


def steps(room: serve.Served) -> tuple[str, ...]:
    return get_args(form_model(room).model_fields["stap"].annotation)


def tree_of(module: str) -> ast.Module:
    return ast.parse((ROOT / f"{module.replace('.', '/')}.py").read_text(encoding="utf-8"))


def is_dutch(text: str) -> bool:
    words = set(re.findall(r"\w+", text.casefold()))
    return bool(words & DUTCH) and not words & ENGLISH


# Rooms


def room_of(stage: Stage) -> str:
    return f"flows.stages.{stage.name.lower()}"


@pytest.mark.parametrize("stage", Stage)
def test_every_stage_has_one_room_with_one_flow_and_a_door_plate(stage: Stage) -> None:
    module = import_module(room_of(stage))
    flows = [value for value in vars(module).values() if isinstance(value, Flow)]
    assert len(flows) == 1
    assert [room.flow for room in serve.ROOMS].count(flows[0]) == 1


def test_there_is_no_room_without_a_stage() -> None:
    rooms = {path.stem for path in (ROOT / "flows/stages").glob("*.py")} - {"__init__"}
    assert rooms == {stage.name.lower() for stage in Stage}


@ROOM
def test_the_door_plate_is_complete(room: serve.Served) -> None:
    plate = import_module(room.flow.fn.__module__).__doc__ or ""
    places = [plate.find(f"\n{line}") for line in DOOR_PLATE]
    assert -1 not in places, f"missing: {[line for line, place in zip(DOOR_PLATE, places, strict=True) if place < 0]}"
    assert places == sorted(places)
    for line in plate.splitlines():
        if line.startswith(DOOR_PLATE):
            assert line.split(":", 1)[1].strip(), f"empty: {line}"


@ROOM
def test_a_room_opens_the_stage_it_is_named_after(room: serve.Served) -> None:
    named = {
        node.attr
        for node in ast.walk(tree_of(room.flow.fn.__module__))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "Stage"
    }
    place = room.flow.fn.__module__.rpartition(".")[2].upper()
    assert named == ({place} if place in Stage.__members__ else set())


# Steps and forms


@ROOM
def test_steps_are_numbered_from_one_and_each_can_be_chosen_by_its_number(room: serve.Served) -> None:
    for number, step in enumerate(steps(room), start=1):
        assert step.startswith(f"{number}. ")
        assert stage_door.form_of(room, number, VALUES).stap == step
    with pytest.raises(InputRefusedError, match=re.escape(steps(room)[0])):
        stage_door.form_of(room, len(steps(room)) + 1, VALUES)


@ROOM
def test_every_step_of_the_form_is_handled_and_no_other(room: serve.Served) -> None:
    tables = [
        [key.value for key in node.keys if isinstance(key, ast.Constant)]
        for node in ast.walk(tree_of(room.flow.fn.__module__))
        if isinstance(node, ast.Dict)
    ]
    numbered = [table for table in tables if table and all(re.match(r"\d+\. ", str(key)) for key in table)]
    assert numbered == [list(steps(room))]


@ROOM
def test_a_form_asks_everything_in_dutch_and_assumes_nothing(room: serve.Served) -> None:
    for name, field in form_model(room).model_fields.items():
        assert field.is_required(), f"{name} has a default; the first value belongs to the deployment"
        assert field.title, name
        assert field.description, name
        words = {*re.findall(r"\w+", f"{field.title} {field.description}".casefold())}
        assert not words & ENGLISH, name


@ROOM
def test_the_first_values_fill_the_whole_form(room: serve.Served) -> None:
    form = form_model(room).model_validate({**VALUES, **room.first})
    assert form.model_dump().keys() == {*VALUES, *room.first}


def run_name(room: serve.Served, form: BaseModel) -> str:
    """The name of a run that somebody starts with this form; the server itself would have called it Small-Xeme."""
    template = room.flow.flow_run_name
    if isinstance(template, str):
        return template.format(invoer=form)
    assert room.flow is upcoming.deadline_check
    return upcoming.run_name("Small-Xeme", upcoming.DeadlineInput.model_validate(form.model_dump()))


@ROOM
def test_the_name_of_a_run_says_which_tender_and_which_step_and_not_who(room: serve.Served) -> None:
    for name in NAMES:
        form = form_model(room).model_validate({**VALUES, **room.first, "uw_naam": name})
        shown = run_name(room, form)
        assert shown.startswith("MIJOV-J26 · ")
        assert shown.endswith(room.first["stap"])
        assert len(name) < 5 or name not in shown


# Deployments


def test_at_most_thirteen_deployments_in_the_order_of_the_work() -> None:
    names = [room.name for room in serve.ROOMS]
    assert len(names) <= 13
    assert all(re.fullmatch(r"\d\d-[a-z-]+", name) for name in names)
    assert [int(name[:2]) for name in names] == list(range(len(names)))


def test_rooms_stand_in_the_order_of_the_procedure() -> None:
    served = [room.flow.fn.__module__ for room in serve.ROOMS if ".stages." in room.flow.fn.__module__]
    for procedure in PROCEDURES.values():
        assert served == [room_of(stage) for stage in procedure.order]


def test_each_deployment_has_one_tag_a_dutch_description_and_a_form_that_is_filled_in() -> None:
    made = serve.deployments("MIJOV-J26")
    assert [row.name for row in made] == [room.name for room in serve.ROOMS]
    for deployment, room in zip(made, serve.ROOMS, strict=True):
        assert len(deployment.tags) == 1 and deployment.tags[0]
        assert is_dutch(deployment.description), deployment.description
        assert is_dutch(room.flow.description or ""), deployment.name
        form_model(room).model_validate(deployment.parameters["invoer"])
        assert bool(deployment.schedules) is deployment.name.startswith("00")


def test_the_rounds_of_the_planning_have_a_whole_form_for_every_tender() -> None:
    (planning,) = [row for row in serve.deployments("MIJOV-J26") if row.schedules]
    assert {row.slug for row in planning.schedules} == serve.ROUNDS.keys()
    for row in planning.schedules:
        form = form_model(serve.ROOMS[0]).model_validate(row.parameters["invoer"]).model_dump()
        assert (form["traject"], form["stap"]) == (desk.ALL, serve.ROUNDS[row.slug][1])
        assert row.schedule.timezone == "Europe/Amsterdam"


def test_what_the_automation_fills_in_is_a_whole_form() -> None:
    (action,) = automations.on_missed_deadline(UUID(int=1)).actions
    assert isinstance(action, RunDeployment) and action.parameters
    form = upcoming.DeadlineInput.model_validate(action.parameters["invoer"])
    assert form.model_dump() == action.parameters["invoer"]
    assert "event.resource" in form.traject and "event.resource" in form.termijn
    upcoming.DeadlineInput.model_validate(upcoming.form("MIJOV-J26", "stap-1"))


def test_the_command_line_knows_every_room_by_its_name() -> None:
    assert list(cli.ROOMS) == [room.name[3:] for room in serve.ROOMS]
    for name in cli.ROOMS:
        assert stage_door.room_named(name).name.endswith(name)


# Guards


def test_every_guard_a_procedure_names_exists_and_every_guard_is_used() -> None:
    named = {
        name
        for procedure in PROCEDURES.values()
        for rule in procedure.stages
        for name in (*rule.opens_when, *rule.closes_when)
    }
    assert named == GUARDS.keys()


# README


@cache
def readme() -> str:
    return (ROOT / "README.md").read_text(encoding="utf-8")


def rows_under(heading: str) -> list[list[str]]:
    """The cells of the table under a heading of the README, without its first row; empty when there is none."""
    _, _, rest = readme().partition(f"\n## {heading}\n")
    part = re.split(r"\n## ", rest, maxsplit=1)[0]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in part.splitlines() if line.startswith("|")]
    return [row for row in rows[1:] if not set("".join(row)) <= set("-: ")]


@pytest.mark.parametrize("stage", Stage)
def test_the_readme_has_a_row_for_every_stage(stage: Stage) -> None:
    named = re.compile(rf"\b{stage.label}\b")
    rows = [row for row in rows_under("De fasen") if named.search(" ".join(row[:2]))]
    assert len(rows) == 1, f"README.md, '## De fasen': {len(rows)} rows for {stage.label}"
    assert all(rows[0])


def commands() -> list[str]:
    parser = cli.parser()
    return [name for action in parser._subparsers._group_actions for name in action.choices or ()]  # type: ignore[union-attr]


@pytest.mark.parametrize("command", commands())
def test_the_readme_names_every_command(command: str) -> None:
    assert re.search(rf"\binkoop {command}\b", readme()), f"README.md does not say 'inkoop {command}'"


@pytest.mark.parametrize("setting", Settings.model_fields)
def test_the_readme_names_every_setting_and_each_is_explained_in_dutch(setting: str) -> None:
    assert Settings.model_fields[setting].description
    assert f"INKOOP_{setting.upper()}" in readme()


def test_the_readme_names_no_setting_that_is_gone() -> None:
    known = {f"INKOOP_{name.upper()}" for name in Settings.model_fields}
    assert set(re.findall(r"\bINKOOP_[A-Z_]+\b", readme())) <= known


# Mail


@cache
def queued() -> dict[str, set[str]]:
    """Which mail text is queued where: text -> every field that the module that queues it gives."""
    given: dict[str, set[str]] = {}
    for path in sorted((ROOT / "flows").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        keys = _dict_keys(tree) | _dict_keys(tree_of("flows.rules.reminders.texts"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "queue":
                assert isinstance(node.args[2], ast.Constant), f"{path.name}:{node.lineno}: name the text literally"
                given.setdefault(node.args[2].value, set()).update(keys | _of_every_letter())
    return given


def _dict_keys(tree: ast.AST) -> set[str]:
    return {
        key.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Dict)
        for key in node.keys
        if isinstance(key, ast.Constant) and isinstance(key.value, str)
    }


@cache
def _of_every_letter() -> frozenset[str]:
    """What flows/post.py fills in by itself."""
    return frozenset(_dict_keys(tree_of("flows.post")))


def asked(text: str) -> set[str]:
    return meta.find_undeclared_variables(Environment().parse(text))


def test_every_mail_text_is_used_and_every_used_text_exists() -> None:
    assert queued().keys() == MAIL.keys()


@EVERY_MAIL
def test_a_mail_text_begins_with_its_subject_and_asks_only_what_its_room_gives(name: str) -> None:
    first, empty, *_ = MAIL[name].splitlines()
    assert first.startswith("Onderwerp: [{{ kenmerk }}] ")
    assert empty == ""
    assert asked(MAIL[name]) <= queued()[name]


@EVERY_MAIL
def test_a_mail_text_fills_with_any_name_to_the_letter(name: str) -> None:
    _, _, body = MAIL[name].partition("\n")
    for value in NAMES:
        subject, text = texts.fill(MAIL[name], dict.fromkeys(asked(MAIL[name]), value))
        assert text == re.sub(r"{{ \w+ }}", lambda _, value=value: value, body.strip("\n"))
        assert " ".join(value.split()) in subject and "\n" not in subject


@EVERY_MAIL
def test_a_mail_text_says_what_to_do_and_whom_to_ask(name: str) -> None:
    assert "Wat kunt u nu doen?" in MAIL[name]
    assert {"mailbox", "telefoon", "contact", "kenmerk"} <= asked(MAIL[name])


# Words


@pytest.mark.parametrize("procedure", PROCEDURES.values(), ids=PROCEDURES)
def test_no_mail_text_and_no_template_has_a_word_that_the_regime_forbids(procedure: Any) -> None:
    read = {**MAIL, **{name: word.text(data) for name, data in WORD.items()}}
    assert {name: wrong for name, text in read.items() if (wrong := procedure.vocabulary.wrong_words(text))} == {}


# What is in git


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    return [ROOT / name for name in listed.stdout.decode().split("\0") if name]


def contents(path: Path) -> Iterator[bytes]:
    if path.suffix in {".docx", ".xlsx"}:
        with zipfile.ZipFile(path) as package:
            yield from (package.read(name) for name in package.namelist())
    else:
        yield path.read_bytes()


MACHINE_PATH = re.compile(rb"(?<![\w.:/})])/(?:work|root|home|Users|tmp/bash_jobs)/[\w.-]")


def test_no_file_mentions_the_machine_it_was_made_on() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}: {found.group().decode()}…"
        for path in tracked()
        if path.is_file()
        for data in contents(path)
        if (found := MACHINE_PATH.search(data))
    ]
    assert wrong == []


def test_the_search_for_such_paths_finds_one() -> None:
    assert MACHINE_PATH.search(b"see " + b"/".join([b"", b"work", b"main"]))
    assert not MACHINE_PATH.search(b"https://example.org/" + b"work/main and invoer/home/x")
