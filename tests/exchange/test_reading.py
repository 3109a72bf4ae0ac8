"""What the user is told about a file before anything is done with it, and how several cells become one list."""

from flows.exchange import providers
from flows.exchange.reading import recognised, suggestion
from flows.exchange.rehearsal import Rehearsal, providers_file
from tests.exchange.forms import typed


def test_this_is_what_i_recognised(mij_ov: Rehearsal) -> None:
    sentences = recognised(providers_file(mij_ov), "aanbieders.xlsx", providers.COLUMNS)
    assert sentences[0] == "Blad 'Aanbieders': 64 gevulde rijen."
    renamed = [
        column.model_copy(update={"name": {"KvK-nummer": "KvK", "Naam": "Namen"}.get(column.name, column.name)})
        for column in providers.COLUMNS
    ]
    data = typed(renamed, {column.name: "1" for column in renamed if column.name != "Niet mailen vanaf"})
    text = " ".join(recognised(data, "aanbieders.xlsx", providers.COLUMNS))
    assert "'KvK' als 'KvK-nummer'" in text


def test_a_suggestion_only_when_something_is_near() -> None:
    known = ["Apeldoorn", "Epe", "Zutphen"]
    assert suggestion("Apeldorn", known) == "Bedoelt u Apeldoorn? "
    assert suggestion("Groningen", known) == ""
