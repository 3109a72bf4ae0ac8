"""A provider's name stands unchanged in every document that is meant for that provider, however awkward it is."""

import pytest

from schemas.provider import Provider
from tests.builders import NAMES
from tests.golden.papers import for_everyone, for_provider, record, text_of

WHOLE = record()
KINDS = sorted(for_provider(WHOLE, WHOLE.providers[0]))
IN_A_LIST = {"access_instruction": "'t Hofje", "provider_overview": "Zorg & Co <BV>"}
"""Documents for others that list providers, with a provider that stands in them."""


def named(provider: Provider, name: str) -> Provider:
    return provider.model_copy(update={"name": name})


def test_there_are_enough_names_and_they_are_all_different() -> None:
    assert len(NAMES) >= 40
    assert max(map(len, NAMES)) == 120
    for sign in ("&", "<", "'", '"', "{{", "{%", "=", "\n", "\u202e", "🧸", "א", "م", "\u00a0", "|", "%s", "\\"):
        assert any(sign in name for name in NAMES), sign


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", NAMES, ids=[f"{place:02d}" for place in range(len(NAMES))])
def test_the_name_arrives_to_the_letter(kind: str, name: str) -> None:
    content = for_provider(WHOLE, named(WHOLE.providers[0], name))[kind]
    assert name in text_of(content)


def test_without_the_name_in_the_data_it_does_not_stand_there() -> None:
    """The test above can fail: nothing but the data puts a name in a document."""
    content = for_provider(WHOLE, named(WHOLE.providers[0], "Iemand anders"))["admission_letter"]
    assert not [name for name in NAMES if len(name) > 4 and name in text_of(content)]


@pytest.mark.parametrize("kind", IN_A_LIST)
def test_a_list_of_providers_holds_every_name_to_the_letter(kind: str) -> None:
    """All names at once: one agreement and one bridging agreement for each."""
    rows, agreements, bridgings = [], [], []
    for number, name in enumerate(NAMES, start=1):
        key = {"provider_id": f"ZA-{number:03d}", "id": f"{number}"}
        rows.append(named(WHOLE.providers[0], name).model_copy(update={"id": f"ZA-{number:03d}", "number": number}))
        agreements.append(WHOLE.agreements[0].model_copy(update=key))
        bridgings.append(WHOLE.bridgings[0].model_copy(update=key))
    update = {"providers": tuple(rows), "agreements": tuple(agreements), "bridgings": tuple(bridgings)}
    text = text_of(for_everyone(WHOLE.model_copy(update=update))[kind])
    assert [name for name in NAMES if name not in text] == []
    assert IN_A_LIST[kind] in text_of(for_everyone(WHOLE)[kind])
