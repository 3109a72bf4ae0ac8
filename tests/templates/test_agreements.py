"""The text of the agreements: references lead somewhere, and the numbers others quote stay where they are."""

import re
from dataclasses import replace

import pytest

from flows.tasks import word
from tender_templates.drawing.__main__ import WORD
from tender_templates.drawing.agreement_text import PARTS
from tender_templates.drawing.bridging_text import BRIDGING
from tender_templates.drawing.legal_text import LETTERS, Article, Clause, Part, references, resolve


def texts(part: Part) -> list[str]:
    clauses = [clause for article in part.articles for clause in article.clauses()]
    return [text for clause in clauses for text in (clause.text, *clause.items)]


@pytest.mark.parametrize("parts", [PARTS, (BRIDGING,)], ids=["framework", "bridging"])
def test_every_reference_leads_to_an_article(parts: tuple[Part, ...]) -> None:
    known = references(parts)
    for part in parts:
        for text in texts(part):
            assert "«" not in resolve(text, known)


def test_a_reference_names_article_and_clause() -> None:
    part = Part(
        "Deel", "", LETTERS, (Article("een", "Een", ("Tekst.",)), Article("twee", "Twee", ("A.", Clause("B."))))
    )
    known = references((part,))
    assert resolve("Zie «twee» en «twee:2».", known) == "Zie artikel B en artikel B, lid 2."
    with pytest.raises(KeyError):
        resolve("Zie «drie».", known)


def test_two_articles_with_one_key_are_a_mistake() -> None:
    part = Part("Deel", "", LETTERS, (Article("een", "Een", ("Tekst.",)),))
    with pytest.raises(ValueError, match="een"):
        references((part, replace(part, title="Deel 2")))


@pytest.mark.parametrize(
    ("key", "label", "says"),
    [
        ("opzegging:2", "artikel 4, lid 2", "zes maanden"),
        ("verantwoording:4", "artikel 10, lid 4", "controleprotocol"),
        ("privacy:1", "artikel 15, lid 1", "AVG"),
    ],
)
def test_articles_that_the_shipped_nota_quotes_keep_their_number(key: str, label: str, says: str) -> None:
    article, clause = key.split(":")
    found = next(one for part in PARTS for one in part.articles if one.key == article)
    assert references(PARTS)[key] == label
    assert says in found.clauses()[int(clause) - 1].text


def test_the_parts_never_share_a_label() -> None:
    labels = [label for key, label in references(PARTS).items() if ":" not in key]
    assert len(labels) == len(set(labels))


def test_printed_numbers_are_words_own() -> None:
    """The text itself holds no article numbers: Word counts, and the references follow the same order."""
    printed = word.text((WORD / "framework_agreement.docx").read_bytes())
    assert not re.search(r"^(Artikel|Onderdeel) (\d+|[A-Z])\b", printed, re.MULTILINE)


def test_indexation_and_fair_price_say_what_the_law_values_say() -> None:
    rates = next(article for article in PARTS[2].articles if article.key == "tarieven")
    text = " ".join(one for clause in rates.clauses() for one in (clause.text, *clause.items))
    assert "90%" in text
    assert "10%" in text
    assert "artikel 2.3 van het Besluit Jeugdwet" in text
