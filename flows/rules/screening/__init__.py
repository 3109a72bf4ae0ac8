"""Screening: published criteria, one rule each, and the findings they lead to. Never a score, never a ranking."""

from flows.rules.screening import catalogue, criteria
from flows.rules.screening.judging import AUTOMATIC, is_late, judge, latest_findings, status_after, to_remedy
from flows.rules.screening.registry import RULES, RegisteredRule, criterion, verdict
from flows.rules.screening.verdicts import Facts, Verdict

__all__ = [
    "AUTOMATIC",
    "RULES",
    "Facts",
    "RegisteredRule",
    "Verdict",
    "catalogue",
    "criteria",
    "criterion",
    "is_late",
    "judge",
    "latest_findings",
    "status_after",
    "to_remedy",
    "verdict",
]
