"""The shipped tender and its rehearsal, read once."""

import pytest

from flows.exchange import rehearsal
from flows.exchange.rehearsal import Rehearsal
from schemas.tender import Tender


@pytest.fixture(scope="session")
def mij_ov() -> Rehearsal:
    return rehearsal.load("mij-ov")


@pytest.fixture(scope="session")
def tender(mij_ov: Rehearsal) -> Tender:
    return mij_ov.tender
