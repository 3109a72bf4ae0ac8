import hashlib
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from schemas.errors import PermanentError, TransientError
from storage import Archive

CONTENT = b"contract van 't Hofje"
SHA = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "archief"


def test_bytes_come_back_by_their_hash(folder: Path) -> None:
    archive = Archive(folder)
    assert archive.put(CONTENT) == SHA
    assert archive.get(SHA) == CONTENT
    assert archive.path(SHA) == folder / SHA[:2] / SHA[2:4] / SHA
    assert archive.get(archive.put(b"")) == b""
    assert archive.verify() == []


def test_what_is_there_is_not_written_again(folder: Path) -> None:
    archive = Archive(folder)
    archive.put(CONTENT)
    before = archive.path(SHA).stat()
    archive.put(CONTENT)
    after = archive.path(SHA).stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_a_damaged_file_is_never_given_out_and_is_repaired_by_the_right_bytes(folder: Path) -> None:
    archive = Archive(folder)
    archive.put(CONTENT)
    other = archive.put(b"heel")
    archive.path(SHA).write_bytes(CONTENT + b" ")
    with pytest.raises(PermanentError, match="beschadigd"):
        archive.get(SHA)
    assert archive.verify([other]) == [SHA]
    archive.put(CONTENT)
    assert (archive.get(SHA), archive.verify()) == (CONTENT, [])


def test_a_missing_file_is_reported(folder: Path) -> None:
    archive = Archive(folder)
    for ask in (archive.get, archive.path):
        with pytest.raises(PermanentError, match="ontbreekt"):
            ask(SHA)
    assert archive.verify() == []
    assert archive.verify([SHA]) == [SHA]


@pytest.mark.parametrize("name", ["../../etc/passwd", "", SHA.upper(), SHA + "\n"])
def test_what_is_not_a_hash_is_no_path(folder: Path, name: str) -> None:
    with pytest.raises(ValueError, match="not a sha256"):
        Archive(folder).path(name)


def test_when_it_cannot_be_written_nothing_is_left(folder: Path) -> None:
    folder.write_bytes(b"een bestand waar een map hoort")
    with pytest.raises(TransientError, match="niet bewaard"):
        Archive(folder).put(CONTENT)


def test_putting_the_same_at_the_same_time_keeps_one_whole_file(folder: Path) -> None:
    archive = Archive(folder)
    content = CONTENT * 50_000
    threads = [threading.Thread(target=archive.put, args=(content,)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [path.name for path in sorted(folder.rglob("*")) if path.is_file()] == [hashlib.sha256(content).hexdigest()]
    assert archive.verify() == []


_WRITER = """
import sys
from pathlib import Path
from storage.archive import Archive
archive = Archive(Path(sys.argv[1]))
for number in range(1_000_000):
    print(archive.put(b"%d " % number * 300_000), flush=True)
"""


def test_a_kill_leaves_whole_files_or_none(folder: Path) -> None:
    for kill in range(5):
        writer = subprocess.Popen([sys.executable, "-c", _WRITER, str(folder)], stdout=subprocess.PIPE, text=True)
        assert writer.stdout is not None
        confirmed = [writer.stdout.readline().strip() for _ in range(kill + 1)]
        time.sleep(kill * 0.0013)
        os.kill(writer.pid, 9)
        confirmed += writer.stdout.read().split("\n")[:-1]
        writer.wait()
        writer.stdout.close()
        assert Archive(folder).verify(confirmed) == []
