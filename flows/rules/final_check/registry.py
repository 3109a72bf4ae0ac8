"""The register of checks: one function per check, under its code, with its title and whether it blocks."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from flows.rules.final_check.known import Known
from flows.rules.final_check.paper import Paper
from schemas.final_check import CheckFinding, CheckReport, DocumentFacts, Place


class Hit(NamedTuple):
    """What a check found: where, what is wrong, what to do. ``softly``: only a remark, although the check blocks."""

    place: Place
    problem: str
    remedy: str
    softly: bool = False


Look = Callable[[Paper], Iterable[Hit]]


@dataclass(frozen=True)
class Check:
    """A check under its code; ``title`` says in Dutch what it looks for."""

    code: str
    title: str
    blocks: bool
    look: Look


CHECKS: dict[str, Check] = {}


def check(code: str, title: str, *, blocks: bool) -> Callable[[Look], Look]:
    """Register a check. ValueError when the code is taken."""

    def register(look: Look) -> Look:
        if code in CHECKS:
            raise ValueError(f"check {code} is registered twice")
        CHECKS[code] = Check(code, title, blocks, look)
        return look

    return register


def examine(facts: DocumentFacts, known: Known) -> CheckReport:
    """Do every check on one document. The same remark about a header that is repeated is made once."""
    paper = Paper(facts, known)
    found = dict.fromkeys(finding for one in CHECKS.values() for finding in _findings(one, paper))
    return CheckReport(file=facts.file, findings=tuple(found))


def _findings(one: Check, paper: Paper) -> Iterator[CheckFinding]:
    for hit in one.look(paper):
        yield CheckFinding(
            code=one.code,
            blocks=one.blocks and not hit.softly,
            place=hit.place,
            problem=hit.problem,
            remedy=hit.remedy,
        )
