"""Consultation: who was asked and answered, what each point led to, what looks alike, which promises travel on."""

from flows.rules.consultation.alike import Likeness, clusters, look_alikes
from flows.rules.consultation.counts import (
    Response,
    answered,
    honest_sentence,
    open_inputs,
    outcome_counts,
    responses,
    rounds_of,
    silent_groups,
)
from flows.rules.consultation.promises import (
    PromiseGroup,
    due_for,
    promise_groups,
    promises,
    promises_for,
    promises_made_for,
    promises_waiting,
)
from flows.rules.consultation.shown import HIDDEN, UNSORTED, WITHOUT_THEME, Shown, shown_name
from flows.rules.consultation.voices import contributor_of, contributors_of, is_body, plain_words, points_of

__all__ = [
    "HIDDEN",
    "UNSORTED",
    "WITHOUT_THEME",
    "Likeness",
    "PromiseGroup",
    "Response",
    "Shown",
    "answered",
    "clusters",
    "contributor_of",
    "contributors_of",
    "due_for",
    "honest_sentence",
    "is_body",
    "look_alikes",
    "open_inputs",
    "outcome_counts",
    "plain_words",
    "points_of",
    "promise_groups",
    "promises",
    "promises_for",
    "promises_made_for",
    "promises_waiting",
    "responses",
    "rounds_of",
    "shown_name",
    "silent_groups",
]
