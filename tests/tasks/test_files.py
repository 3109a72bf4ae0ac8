import os
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.tasks.files import file_name, newest, write_atomic, write_once
from schemas.errors import PermanentError


def test_a_file_is_written_once(tmp_path: Path) -> None:
    path = tmp_path / "map" / "brief.docx"
    assert write_once(path, b"een") is True
    os.utime(path, (1, 1))
    assert write_once(path, b"een") is False
    assert path.stat().st_mtime == 1
    assert write_once(path, b"twee") is True
    assert path.read_bytes() == b"twee"
    assert [file.name for file in path.parent.iterdir()] == ["brief.docx"]


def test_a_failed_write_keeps_the_old_version_and_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "brief.docx"
    write_atomic(path, b"oud")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Exception, match="schijf is vol"):
        write_atomic(path, b"nieuw")
    assert path.read_bytes() == b"oud"
    assert [file.name for file in tmp_path.iterdir()] == ["brief.docx"]


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "bestand").write_bytes(b"")
    with pytest.raises(PermanentError, match=r"brief\.docx"):
        write_atomic(tmp_path / "bestand" / "brief.docx", b"x")


@pytest.mark.parametrize(
    ("parts", "ext", "name"),
    [
        (
            ("MIJOV-J26", "Raamovereenkomst", "Zorg & Co", "v1.0"),
            "docx",
            "MIJOV-J26_Raamovereenkomst_Zorg-en-Co_v1.0.docx",
        ),
        (
            ("MIJOV-J26", "Uitnodiging dialoogtafel 1", "Zorg & Co", "v01"),
            ".PDF",
            "MIJOV-J26_Uitnodiging-dialoogtafel-1_Zorg-en-Co_v01.pdf",
        ),
    ],
)
def test_readable_names(parts: tuple[str, ...], ext: str, name: str) -> None:
    assert file_name(*parts, ext=ext) == name


def test_look_alikes_get_names_of_their_own() -> None:
    names = [
        "Zorg & Co",
        "Zorg en Co",
        "Zorg-en-Co",
        "Zorg&Co",
        "Zorg & Co <BV>",
        "Zorg  & Co",
        " Zorg & Co",
        "Zorg_&_Co",
        "Zorg/Co",
        "Zorg\\Co",
        "Zorg Co",
        "Zorg-Co",
        "Zörg Co",
        "Zorg Co.",
        "'t Hofje",
        "t Hofje",
        "{{ 7*7 }} B.V.",
        "77 B.V.",
        "..",
        "CON",
        "con",
        "東京",
        "大阪",
        "",
        "x" * 120,
        "x" * 121,
    ]
    made = [file_name("MIJOV-J26", "Brief", name, ext="docx") for name in names]
    assert len({name.casefold() for name in made}) == len(names)


@settings(deadline=None)
@given(st.lists(st.text(max_size=130), min_size=1, max_size=4))
def test_every_name_is_safe(parts: list[str]) -> None:
    name = file_name(*parts, ext="docx")
    assert len(name) <= 80
    assert re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._\-]*\.docx", name)
    assert ".." not in name


@settings(deadline=None)
@given(st.sets(st.tuples(st.text("aB2 -&en.", max_size=6), st.text("aB2 -_", max_size=4)), min_size=2, max_size=40))
def test_two_originals_never_share_a_name(originals: set[tuple[str, ...]]) -> None:
    assert len({file_name(*parts, ext="pdf") for parts in originals}) == len(originals)


def test_a_long_name_keeps_its_code_and_version() -> None:
    name = file_name("MIJOV-J26", "Raamovereenkomst", "Stichting " + "Heel Lang " * 11, "v1.0", ext="docx")
    assert len(name) <= 80
    assert name.startswith("MIJOV-J26_Raamovereenkomst_Stichting-Heel")
    assert re.search(r"_v1\.0-[0-9a-f]{6}\.docx$", name)


def test_newest_skips_lock_files_and_other_kinds(tmp_path: Path) -> None:
    for moment, name in enumerate(["oud.xlsx", "nieuw.XLSX", "~$nieuw.xlsx", ".verborgen.xlsx", "brief.docx"]):
        (tmp_path / name).write_bytes(b"")
        os.utime(tmp_path / name, (moment, moment))
    found = newest(tmp_path, {".xlsx", ".csv"})
    assert found is not None
    assert found.name == "nieuw.XLSX"
    assert newest(tmp_path, {".csv"}) is None
    assert newest(tmp_path / "bestaat-niet", {".csv"}) is None
