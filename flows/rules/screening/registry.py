"""The register of criteria: one rule per code, with its source and its text. The order of criteria is the region's."""

from collections.abc import Callable
from dataclasses import dataclass

from flows.rules.screening.checks import on_paper
from flows.rules.screening.verdicts import Facts, Verdict
from schemas.screening import FindingOutcome

Rule = Callable[[Facts], Verdict]


@dataclass(frozen=True)
class RegisteredRule:
    """A rule under its code (domain E): the source it stands on, and in one line what it asks."""

    code: str
    source: str
    text: str
    judge: Rule


RULES: dict[str, RegisteredRule] = {}


def criterion(code: str, *, source: str) -> Callable[[Rule], Rule]:
    """Register a function as the rule of ``code``; its docstring is the text. ValueError when the code is taken."""

    def register(rule: Rule) -> Rule:
        _add(RegisteredRule(code, source, (rule.__doc__ or "").strip(), rule))
        return rule

    return register


def by_its_own_data(code: str, text: str, *, source: str) -> None:
    """Register a code that needs no more than what the criterion itself says: its paper, validity and age."""
    _add(RegisteredRule(code, source, text, on_paper))


def _add(rule: RegisteredRule) -> None:
    if rule.code in RULES:
        raise ValueError(f"criterion {rule.code} is registered twice")
    if not rule.text or not rule.source:
        raise ValueError(f"criterion {rule.code} needs a text and a source")
    RULES[rule.code] = rule


def verdict(facts: Facts) -> Verdict:
    """Judge one criterion by its own rule, or by its data when a region made up a code of its own.

    A criterion that is not mandatory informs and never refuses: what is not met there is left to a person to read.
    """
    rule = RULES.get(facts.criterion.code)
    found = rule.judge(facts) if rule else on_paper(facts)
    if found.outcome is FindingOutcome.FAILS and not facts.criterion.mandatory:
        reason = f"{found.reason} Dit is geen voorwaarde voor toelating."
        return Verdict(outcome=FindingOutcome.BY_HAND, reason=reason)
    return found
