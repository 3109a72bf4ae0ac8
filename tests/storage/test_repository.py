import threading
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from sqlalchemy.exc import IntegrityError, StatementError

from schemas.errors import InputRefusedError, StaleRecordError
from schemas.message import MessageState
from schemas.record import TenderRecord
from schemas.values import Stage
from storage import Database, open_database
from tests.storage.examples import AWKWARD_NAMES, DAY, MOMENT, TENDER, fill, provider, tender, whole_record


def test_every_noun_comes_back_as_it_went_in(database: Database) -> None:
    record = whole_record()
    assert all(getattr(record, name) for name in TenderRecord.model_fields), "a collection has no example"
    with database.unit_of_work() as uow:
        kept = fill(uow, record)
    with database.read() as uow:
        loaded = uow.load(TENDER)
    assert loaded == kept
    assert [row.name for row in loaded.providers] == list(AWKWARD_NAMES)
    # == on dicts does not look at the order, and documents print it.
    assert loaded.model_dump_json() == kept.model_dump_json()
    assert {row.version for name in TenderRecord.model_fields if name != "tender" for row in getattr(loaded, name)} == {
        1
    }


def test_text_is_kept_to_the_letter(tmp_path: Path, sqlite_template: Path, postgresql_server: str) -> None:
    databases = [open_database(f"sqlite:///{tmp_path / 'a.db'}"), open_database(postgresql_server)]
    for database in databases:
        database.migrate()
        with database.unit_of_work() as uow:
            uow.tenders.put(tender())

    # No database takes NUL in text, and half a surrogate pair is not text.
    @settings(max_examples=60, deadline=None)
    @given(name=st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1, max_size=120))
    def keeps(name: str) -> None:
        for database in databases:
            with database.unit_of_work() as uow:
                uow.providers.put(provider(1, "x").model_copy(update={"name": name, "municipalities": (name,)}))
            with database.read() as uow:
                kept = uow.providers.get(TENDER, "A-001")
            assert (kept.name, kept.municipalities) == (name, (name,))

    keeps()
    for database in databases:
        database.close()


def test_a_saved_record_gets_the_next_version_and_an_unchanged_one_keeps_its_own(database: Database) -> None:
    with database.unit_of_work() as uow:
        uow.tenders.add(tender())
        first = uow.providers.add(provider(1, "Zorg"))
    with database.unit_of_work() as uow:
        assert uow.providers.save(first) == first
        second = uow.providers.save(first.model_copy(update={"name": "Zorg & Co"}))
    with database.read() as uow:
        assert uow.providers.get(TENDER, "A-001") == second
    assert (first.version, second.version, second.name) == (1, 2, "Zorg & Co")


def test_the_second_of_two_people_is_told_and_nothing_of_the_unit_is_kept(database: Database) -> None:
    with database.unit_of_work() as uow:
        uow.tenders.add(tender())
        read_by_both = uow.providers.add(provider(1, "Zorg"))
        other = uow.providers.add(provider(2, "Hulp"))
    with database.unit_of_work() as uow:
        uow.providers.save(read_by_both.model_copy(update={"city": "Ede"}))
    told = "'A-001' is intussen door iemand anders gewijzigd"
    with pytest.raises(StaleRecordError, match=told), database.unit_of_work() as uow:
        uow.providers.save(other.model_copy(update={"city": "Elburg"}))
        uow.providers.save(read_by_both.model_copy(update={"city": "Elburg"}))
    with database.read() as uow:
        assert [row.city for row in uow.providers.find(TENDER)] == ["Ede", "'s-Graveland"]


def test_a_stale_record_is_refused_even_without_a_change_and_so_is_one_that_is_not_there(database: Database) -> None:
    with database.unit_of_work() as uow:
        uow.tenders.add(tender())
        first = uow.providers.add(provider(1, "Zorg"))
        uow.providers.save(first.model_copy(update={"city": "Ede"}))
        with pytest.raises(StaleRecordError):
            uow.providers.save(first)
        with pytest.raises(StaleRecordError):
            uow.providers.save(provider(2, "Hulp"))


def test_putting_the_same_list_again_changes_nothing_and_a_change_is_exactly_one_revision(database: Database) -> None:
    providers = [provider(number, f"Aanbieder {number}") for number in range(1, 1_202)]
    with database.unit_of_work() as uow:
        uow.tenders.add(tender())
        assert uow.providers.put_all(providers) == Counter(new=1_201)
    providers[7] = providers[7].model_copy(update={"name": "'t Hofje"})
    for expected in (Counter(same=1_200, changed=1), Counter(same=1_201)):
        with database.unit_of_work() as uow:
            assert uow.providers.put_all(providers) == expected
    with database.unit_of_work() as uow:
        assert uow.providers.put(providers[7]) == "same"
        assert uow.providers.put(providers[8].model_copy(update={"city": "Ede"})) == "changed"
        assert uow.providers.put(provider(2_000, "Nieuw")) == "new"
        assert Counter(row.version for row in uow.providers.find(TENDER)) == Counter({1: 1_200, 2: 2})
        with pytest.raises(ValueError, match="twice"):
            uow.providers.put_all([providers[0], providers[0]])


def test_four_imports_at_a_time_give_every_row_once(database: Database) -> None:
    with database.unit_of_work() as uow:
        uow.tenders.add(tender())
    providers = [provider(number, f"Aanbieder {number}") for number in range(1, 121)]
    counts: list[Counter[str]] = []

    def bring_in() -> None:
        for _ in range(2):
            with database.unit_of_work() as uow:
                counts.append(Counter(uow.providers.put_all(providers)))

    _run_together(bring_in, 4)
    assert sum(counts, Counter()) == Counter(new=120, same=7 * 120)
    with database.read() as uow:
        assert len(uow.providers.find(TENDER)) == 120


def test_no_update_is_lost_and_everybody_who_lost_is_told(database: Database) -> None:
    with database.unit_of_work() as uow:
        uow.tenders.add(tender())
        uow.providers.add(provider(1, "Zorg").model_copy(update={"clients_now": 0}))
    outcomes: Counter[str] = Counter()

    def edit() -> None:
        for _ in range(25):
            with database.read() as uow:
                seen = uow.providers.get(TENDER, "A-001")
            try:
                with database.unit_of_work() as uow:
                    uow.providers.save(seen.model_copy(update={"clients_now": seen.clients_now + 1}))
            except StaleRecordError:
                outcomes["told"] += 1
            else:
                outcomes["kept"] += 1

    _run_together(edit, 4)
    with database.read() as uow:
        final = uow.providers.get(TENDER, "A-001")
    assert outcomes.total() == 100
    assert (final.clients_now, final.version) == (outcomes["kept"], outcomes["kept"] + 1)


def test_read_modify_write_within_one_unit_never_loses(database: Database) -> None:
    with database.unit_of_work() as uow:
        uow.tenders.add(tender())
        uow.providers.add(provider(1, "Zorg").model_copy(update={"clients_now": 0}))

    def edit() -> None:
        for _ in range(25):
            with database.unit_of_work() as uow:
                seen = uow.providers.get(TENDER, "A-001")
                uow.providers.save(seen.model_copy(update={"clients_now": seen.clients_now + 1}))

    _run_together(edit, 4)
    with database.read() as uow:
        assert uow.providers.get(TENDER, "A-001").clients_now == 100


def test_finding_by_values_gives_the_fixed_order(database: Database) -> None:
    with database.unit_of_work() as uow:
        fill(uow, whole_record())
        fill(uow, whole_record("ANDER-2"))
        assert [row.number for row in uow.requirements.find(TENDER)] == ["2.9", "2.10"]
        assert [row.id for row in uow.questions.find(TENDER)] == ["V-2", "V-10"]
        assert [row.id for row in uow.questions.find(TENDER, number=None)] == ["V-10"]
        assert [row.id for row in uow.stages.find(TENDER, stage=Stage.STRATEGY, closed_on=None)] == ["F-1"]
        assert uow.stages.find(TENDER, stage=Stage.AWARD) == ()
        assert [row.tender_id for row in uow.messages.find_everywhere(state=MessageState.QUEUED)] == ["ANDER-2", TENDER]
        with pytest.raises(KeyError):
            uow.stages.get(TENDER, "F-2")
        with pytest.raises(KeyError):
            uow.stages.find(TENDER, onbekend=1)


def test_an_unknown_tender_is_refused_with_the_known_ones(database: Database) -> None:
    with database.read() as uow, pytest.raises(InputRefusedError, match="Lees eerst een aanbesteding in"):
        uow.load("X")
    with database.unit_of_work() as uow:
        uow.tenders.add(tender())
    with database.read() as uow, pytest.raises(InputRefusedError, match=f"'X' is niet bekend.*'{TENDER}'"):
        uow.load("X")


@pytest.mark.parametrize(
    "changes",
    [{"id": "E-11"}, {"number": "2.11"}],
    ids=["number", "id"],
)
def test_what_exists_only_once_cannot_be_added_twice(database: Database, changes: dict[str, str]) -> None:
    with database.unit_of_work() as uow:
        fill(uow, whole_record())
        again = uow.requirements.get(TENDER, "E-10").model_copy(update=changes)
    with pytest.raises(IntegrityError), database.unit_of_work() as uow:
        uow.requirements.add(again)


def test_a_record_cannot_point_at_another_tender_or_at_nothing(database: Database) -> None:
    with database.unit_of_work() as uow:
        fill(uow, whole_record())
        uow.tenders.add(tender("ANDER-2"))
    application = whole_record().applications[0]
    for wrong in ({"id": "AM-9", "provider_id": "A-999"}, {"tender_id": "ANDER-2"}, {"tender_id": "WEG"}):
        with pytest.raises(IntegrityError), database.unit_of_work() as uow:
            uow.applications.add(application.model_copy(update=wrong))


def test_a_noun_that_could_not_be_read_back_is_not_written(database: Database) -> None:
    with database.unit_of_work() as uow:
        uow.tenders.add(tender())
        kept = uow.providers.add(provider(1, "Zorg"))
    for wrong in ({"kvk": "123"}, {"email": "geen adres"}, {"lots": ("een",)}):
        with pytest.raises(ValidationError), database.unit_of_work() as uow:
            uow.providers.save(kept.model_copy(update=wrong))
    nested = tender().lots[0].model_copy(update={"number": 0})
    with pytest.raises(ValidationError), database.unit_of_work() as uow:
        uow.tenders.put(tender().model_copy(update={"lots": (nested,)}))
    naive = whole_record().messages[0].model_copy(update={"queued_at": datetime(2026, 1, 1)})  # noqa: DTZ001
    with pytest.raises(ValidationError, match="tijdzone"), database.unit_of_work() as uow:
        uow.messages.add(naive)


def test_a_naive_moment_is_refused_by_the_column_too(database: Database) -> None:
    naive = datetime(2026, 1, 1)  # noqa: DTZ001
    with database.read() as uow, pytest.raises(StatementError, match="without a time zone"):
        uow.messages.find(TENDER, queued_at=naive)


def test_the_same_instant_is_found_in_any_zone(database: Database) -> None:
    with database.unit_of_work() as uow:
        fill(uow, whole_record())
    with database.read() as uow:
        (found,) = uow.messages.find(TENDER, queued_at=MOMENT.astimezone(ZoneInfo("Europe/Amsterdam")))
    assert (found.queued_at, found.queued_at.utcoffset()) == (MOMENT, MOMENT.utcoffset())
    assert found.queued_at.date() != DAY


def _run_together(work: Callable[[], None], number: int) -> None:
    failures: list[Exception] = []

    def run() -> None:
        try:
            work()
        except Exception as error:  # noqa: BLE001  handed to the main thread
            failures.append(error)

    threads = [threading.Thread(target=run) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_what_is_no_longer_in_the_list_is_gone_and_only_of_that_tender(database: Database) -> None:
    with database.unit_of_work() as uow:
        for tender_id in (TENDER, "ANDER-J27"):
            uow.tenders.add(tender(tender_id))
            uow.providers.add_all(provider(number, f"Zorg {number}", tender_id) for number in (1, 2, 3))
    changed = provider(2, "Zorg & Co")
    with database.unit_of_work() as uow:
        counted = uow.providers.replace_all(TENDER, [provider(1, "Zorg 1"), changed, provider(4, "Nieuw")])
        assert counted == Counter(new=1, changed=1, same=1, removed=1)
        assert uow.providers.replace_all(TENDER, uow.providers.find(TENDER)) == Counter(same=3)
    with database.read() as uow:
        assert [(row.name, row.version) for row in uow.providers.find(TENDER)] == [
            ("Zorg 1", 1),
            ("Zorg & Co", 2),
            ("Nieuw", 1),
        ]
        assert len(uow.providers.find("ANDER-J27")) == 3


def test_a_list_with_another_tenders_row_replaces_nothing(database: Database) -> None:
    with database.unit_of_work() as uow:
        uow.tenders.add(tender())
        uow.providers.add(provider(1, "Zorg"))
    with pytest.raises(ValueError, match="another tender"), database.unit_of_work() as uow:
        uow.providers.replace_all(TENDER, [provider(1, "Hulp", "ANDER-J27")])
    with database.read() as uow:
        assert [row.name for row in uow.providers.find(TENDER)] == ["Zorg"]


def test_all_tenders_are_loaded_at_once_with_only_what_was_asked(database: Database) -> None:
    with database.unit_of_work() as uow:
        for tender_id in ("T-10", "T-2"):
            fill(uow, whole_record(tender_id))
    with database.read() as uow:
        records = uow.load_all("milestones", "providers")
        whole = [uow.load(tender_id) for tender_id in ("T-2", "T-10")]
    assert [row.tender.id for row in records] == ["T-2", "T-10"]
    for found, full in zip(records, whole, strict=True):
        assert (found.milestones, found.providers) == (full.milestones, full.providers)
        assert found.questions == ()
