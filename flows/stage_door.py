"""Starting a step by the name of its deployment, for the command line and the rehearsal."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, get_args, get_type_hints

from prefect.logging.handlers import APILogHandler
from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings

from flows.serve import ROOMS, Served
from schemas.errors import InputFault, InputRefusedError


def room_named(name: str) -> Served:
    """The deployment whose name ends like that ("strategie", "01-strategie"); KeyError when there is none."""
    for room in ROOMS:
        if room.name == name or room.name[3:] == name:
            return room
    raise KeyError(name)


def form_of(room: Served, step: int, values: Mapping[str, Any]) -> Any:
    """The filled-in form of a room for the step with that number; fields that are not given keep their first value.

    Raises :class:`InputRefusedError` naming the steps there are when the number does not exist.
    """
    model = get_type_hints(room.flow.fn)["invoer"]
    steps = get_args(model.model_fields["stap"].annotation)
    chosen = next((name for name in steps if name.startswith(f"{step}.")), None)
    if chosen is None:
        fault = InputFault(problem=f"Stap {step} is er niet.", remedy=f"Kies uit: {'; '.join(steps)}.")
        raise InputRefusedError([fault])
    given = {name: value for name, value in {**room.first, **values}.items() if name in model.model_fields}
    return model(**{**given, "stap": chosen})


@contextmanager
def quick_runs() -> Iterator[None]:
    """No heartbeat thread per run: it makes the end of every run wait a second, and these runs are watched anyway."""
    with temporary_settings(updates={PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
        try:
            yield
        finally:
            # The last lines reach the server while there is one.
            APILogHandler().flush()


def run(name: str, step: int, values: Mapping[str, Any], *, in_prefect: bool = True) -> tuple[bool, str, str]:
    """Do a step, through Prefect or without it. Returns whether it completed, its headline and its text."""
    room = room_named(name)
    invoer = form_of(room, step, values)
    state: Any = room.flow(invoer, return_state=True) if in_prefect else room.flow.fn(invoer)
    return state.is_completed(), state.name, state.message or ""
