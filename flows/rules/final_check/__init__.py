"""The final check (eindcontrole, users 3.6): one checklist before any document is final.

Every check is one small function, registered under a code that blocks or warns. They run in the order of this list.
"""

from flows.rules.final_check import (
    askers,
    days,
    file_form,
    leftovers,
    references,
    slips,
    statements,
    structure,
    totals,
    traces,
)
from flows.rules.final_check.known import MAIL_LIMIT, Known
from flows.rules.final_check.paper import Paper
from flows.rules.final_check.registry import CHECKS, Check, Hit, check, examine

__all__ = [
    "CHECKS",
    "MAIL_LIMIT",
    "Check",
    "Hit",
    "Known",
    "Paper",
    "askers",
    "check",
    "days",
    "examine",
    "file_form",
    "leftovers",
    "references",
    "slips",
    "statements",
    "structure",
    "totals",
    "traces",
]
