"""A file is written whole or not at all, and the reason is a sentence."""

import errno
import os
from pathlib import Path

import pytest

from ejournal.files import FileError, whole_file


def write(path: Path, content: bytes = b"new") -> None:
    with whole_file(path) as file:
        file.write(content)


def test_a_file_takes_the_place_of_an_older_one(tmp_path: Path) -> None:
    path = tmp_path / "volume.docx"
    path.write_bytes(b"old")
    write(path)
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        (errno.ENOSPC, "на диске нет места"),
        (errno.EDQUOT, "кончилось"),
        (errno.EROFS, "только для чтения"),
        (errno.EIO, "диск отвечает ошибкой"),
        (errno.ETXTBSY, f"ошибка системы № {errno.ETXTBSY}"),
    ],
)
@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_full_disk_leaves_no_half_file_and_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, problem: int, said: str
) -> None:
    def fail(*_: object) -> None:
        raise OSError(problem, "")

    path = tmp_path / "volume.docx"
    path.write_bytes(b"old")
    monkeypatch.setattr({"fsync": "os.fsync", "replace": "pathlib.Path.replace"}[step], fail)
    with pytest.raises(FileError, match=f"Файл .*volume.docx не записан: .*{said}"):
        write(path)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_device_without_room_says_so(tmp_path: Path) -> None:
    """/dev/full is a disk without room: what is written there fails as a real one does."""

    def fill() -> None:
        with whole_file(tmp_path / "x") as file:
            os.dup2(os.open("/dev/full", os.O_WRONLY), file.fileno())
            file.write(b"a" * 100)

    with pytest.raises(FileError, match="на диске нет места"):
        fill()
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_and_a_folder_instead_of_a_file_are_told(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="такой папки нет"):
        write(tmp_path / "nowhere" / "volume.docx")
    with pytest.raises(FileError, match="это папка"):
        write(tmp_path)


def test_a_device_is_not_replaced_by_a_file(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    (tmp_path / "link").symlink_to("/dev/null")
    for path in (pipe, tmp_path / "link", Path("/dev/full")):
        with pytest.raises(FileError, match=f"Файл {path} не записан: это устройство"):
            write(path)
    assert pipe.is_fifo() and Path("/dev/full").is_char_device()


def test_what_fails_within_leaves_nothing(tmp_path: Path) -> None:
    def fail() -> None:
        with whole_file(tmp_path / "volume.docx") as file:
            file.write(b"half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert list(tmp_path.iterdir()) == []
