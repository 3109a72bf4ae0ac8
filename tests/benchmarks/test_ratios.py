"""Speed and memory as ratios within one run: they say the same on a slow machine as on a fast one.

Run with ``pytest -m benchmark``. Each prints its figure; the bounds are wide, so that only a change of kind fails.
"""

import io
import time
import tracemalloc
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from flows.rules.nota.questions import numbered
from flows.tasks import word
from schemas.documents import FrameworkAgreementDocument
from tests.builders import question
from tests.templates.examples import example

pytestmark = pytest.mark.benchmark

TEMPLATES = Path(__file__).resolve().parents[2] / "tender_templates" / "word"
MOMENT = datetime(2026, 1, 1, tzinfo=UTC)


def seconds(work: Callable[[], object], times: int = 5) -> float:
    """The fastest of a few runs: noise only ever adds."""
    best = float("inf")
    for _ in range(times):
        started = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - started)
    return best


def test_word_against_docxtpl_itself() -> None:
    template = (TEMPLATES / f"{FrameworkAgreementDocument.template}.docx").read_bytes()
    data = example(FrameworkAgreementDocument, rows=8, flag=False).model_dump(mode="json")
    named = {"title": "t", "author": "a", "subject": "s", "reference": "r", "moment": MOMENT}

    def plain() -> None:
        document = DocxTemplate(io.BytesIO(template))
        document.render(data, SandboxedEnvironment(autoescape=True, undefined=StrictUndefined))
        document.save(io.BytesIO())

    word.render(template, data, **named)
    ratio = seconds(plain) / seconds(lambda: word.render(template, data, **named))
    print(f"word.render is {ratio:.1f} times as fast as docxtpl")
    assert ratio > 2


def test_numbering_grows_with_the_questions() -> None:
    def cost(amount: int) -> float:
        rows = tuple(question(number) for number in range(1, amount + 1))
        return seconds(lambda: numbered(rows, 1, 0))

    ratio = cost(8000) / cost(2000)
    print(f"numbering 4 times as many questions takes {ratio:.1f} times as long")
    assert ratio < 8


def test_memory_stays_flat_over_many_documents() -> None:
    template = (TEMPLATES / f"{FrameworkAgreementDocument.template}.docx").read_bytes()
    data = example(FrameworkAgreementDocument, rows=8, flag=False).model_dump(mode="json")

    def peak(amount: int) -> int:
        tracemalloc.start()
        for _ in range(amount):
            word.render(template, data, title="t", author="a", subject="s", reference="r", moment=MOMENT)
        _, highest = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return highest

    peak(2)
    ratio = peak(60) / peak(6)
    print(f"memory for 10 times as many documents is {ratio:.2f} times as high")
    assert ratio < 1.5
