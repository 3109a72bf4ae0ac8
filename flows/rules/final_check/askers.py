"""Nobody who asked or answered may be recognised in what is published (users 3.1, 9 no. 4)."""

from collections.abc import Iterator

from flows.rules.anonymity import Level
from flows.rules.final_check.paper import Paper, quoted
from flows.rules.final_check.registry import Hit, check


@check("vrager-zichtbaar", "Namen en gegevens van aanbieders", blocks=True)
def recognisable(paper: Paper) -> Iterator[Hit]:
    """Names, people, addresses and numbers of the register, looked for in every text of a published document."""
    search, kinds = paper.known.askers, paper.known.betraying
    if search is None:
        return
    texts = [(str(number), one.text) for number, one in enumerate(paper.facts.paragraphs) if one.text.strip()]
    for found in search.findings(texts):
        if found.level is Level.BETRAYS and (not kinds or found.kind.value in kinds):
            place = paper.facts.paragraphs[int(found.place)].place
            yield Hit(
                place,
                f"{quoted(found.mark)} ({found.kind.value}) verraadt een aanbieder.",
                "Haal het weg, of schrijf het zo dat niemand het herkent.",
            )
