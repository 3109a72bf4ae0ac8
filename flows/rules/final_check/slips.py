"""Slips of the pen: known misspellings, doubled words, names that are nearly right, questions left in a table."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from rapidfuzz.distance import OSA

from flows.rules.final_check.paper import Paper, heading_of, quoted
from flows.rules.final_check.registry import Hit, check

_SMALL_WORDS = (
    "de|het|een|van|en|in|op|te|aan|bij|met|door|naar|of|wordt|worden|kan|kunnen|niet|geen|wij|uit|over|per|ook|tot|"
    "deze|dit|heeft|hebben|moet|moeten|uw|onze|maar"
)
_DOUBLED = re.compile(rf"(?<![\w-])(?P<word>{_SMALL_WORDS}|[^\W\d_]{{5,}})[ \u00a0]+(?P=word)(?![\w-])", re.IGNORECASE)
_WORD = re.compile(r"(?<![\w'’-])[^\W\d_]+(?:['’-][^\W\d_]+)*(?![\w'’-])")
_NAME = re.compile(r"(?<![\w'’-])[A-Z][^\W\d_]+(?:[-/][^\W\d_]+)*(?![\w-])")
_SHORTEST_NAME = 5
_LONG_NAME = 9
_MEASURES = re.compile(r"maatregel|beheers|risico|aanpak|mitig", re.IGNORECASE)
_MAY_ASK = re.compile(r"vra(?:ag|gen)|onderwerp|inbreng|punt", re.IGNORECASE)
_QUESTION = re.compile(r"[^.?!\n]*\?(?=\s|$|[)\"”'’])")


@lru_cache(maxsize=16_384)
def _words(text: str) -> frozenset[str]:
    return frozenset(match[0].casefold() for match in _WORD.finditer(text))


@lru_cache(maxsize=16)
def _one_of(phrases: frozenset[str]) -> re.Pattern[str]:
    alternatives = "|".join(re.escape(phrase) for phrase in sorted(phrases, key=lambda one: (-len(one), one)))
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=16_384)
def _wrong_in(text: str, phrases: frozenset[str]) -> tuple[str, ...]:
    return tuple(_one_of(phrases).findall(text)) if phrases else ()


@lru_cache(maxsize=16_384)
def _names(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_NAME.findall(text)))


@check("taalfout", "Bekende taalfouten", blocks=False)
def misspelled(paper: Paper) -> Iterator[Hit]:
    """Words of the list in tender_templates/nakijken; only what is wrong in every sentence stands on it."""
    words, phrases = paper.known.slips.words, paper.known.slips.phrases
    wrong = frozenset(phrases)
    for paragraph, text in zip(paper.facts.paragraphs, paper.own, strict=True):
        for word in sorted(_words(text) & words.keys()):
            yield Hit(paragraph.place, f"{quoted(word)} is een taalfout.", f"Bedoeld is: {words[word]}.")
        for phrase in _wrong_in(text, wrong):
            yield Hit(paragraph.place, f"{quoted(phrase)} klopt niet.", f"Bedoeld is: {phrases[phrase.casefold()]}.")


@lru_cache(maxsize=16_384)
def _twice(text: str) -> tuple[str, ...]:
    words = text.split()
    # Far quicker than the pattern, which looks back at every word.
    if not any(one[:2].casefold() == next_one[:2].casefold() for one, next_one in pairwise(words)):
        return ()
    found = (match[0].split() for match in _DOUBLED.finditer(text))
    # Two capitals are a name, such as Bora Bora.
    return tuple(" ".join(pair) for pair in found if not (pair[0][0].isupper() and pair[1][0].isupper()))


@check("dubbel-woord", "Woorden die er twee keer staan", blocks=False)
def doubled(paper: Paper) -> Iterator[Hit]:
    """'de de': words that never follow themselves in a Dutch sentence."""
    for paragraph, text in zip(paper.facts.paragraphs, paper.own, strict=True):
        for twice in _twice(text):
            yield Hit(paragraph.place, f"Er staat {quoted(twice)}.", "Haal een van de twee weg.")


@check("naam-lijkt-op", "Namen van gemeenten en regio", blocks=False)
def nearly_a_name(paper: Paper) -> Iterator[Hit]:
    """'Middel-IJssel' for 'Midden-IJssel': a name that is nearly one of ours (domain F 29)."""
    names = frozenset(name for name in paper.known.places if len(name) >= _SHORTEST_NAME)
    if not names:
        return
    for paragraph, text in zip(paper.facts.paragraphs, paper.own, strict=True):
        for word in _names(text):
            near = _near(word, names)
            if near and word.casefold() not in paper.known.slips.ordinary:
                remedy = "Is die bedoeld? Verbeter dan de naam."
                yield Hit(paragraph.place, f"{quoted(word)} lijkt op {quoted(near)}.", remedy)


# The same few thousand words come back in every document of a tender.
@lru_cache(maxsize=32_768)
def _near(word: str, names: frozenset[str]) -> str | None:
    """The name that this word is a slip of; None when it is that name, comes from it, or is nothing like it."""
    small = word.casefold()
    if len(word) < _SHORTEST_NAME or any(small.startswith(name.casefold()) and word != name.upper() for name in names):
        # Apeldoornse; but a name in other capitals, as in a heading, is that name too.
        return None
    for name in sorted(names):
        most = 2 if len(name) >= _LONG_NAME else 1
        if small[0] == name[0].casefold() and 0 < OSA.distance(small, name.casefold(), score_cutoff=most) <= most:
            return name
    return None


@check("vraag-in-tabel", "Vragen die in een tabel zijn blijven staan", blocks=False)
def left_questions(paper: Paper) -> Iterator[Hit]:
    """An editor's question in a table of risks or measures (domain F 33)."""
    for table in paper.facts.tables:
        top = table.rows[0] if table.rows else ()
        if not _MEASURES.search(" ".join(top)):
            continue
        columns = [column for column in range(len(top)) if not _MAY_ASK.search(heading_of(table, column))]
        for row, cells in enumerate(table.rows[1:], start=2):
            for cell in (cells[column] for column in columns if column < len(cells)):
                for match in _QUESTION.finditer(cell):
                    yield Hit(
                        paper.row_place(table, row),
                        f"In de tabel staat nog een vraag: {quoted(match[0].strip(), 100)}",
                        "Beantwoord de vraag, of haal haar weg.",
                    )
