"""Files that a command writes, whole or not at all, and those that it reads."""

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

SAID = {
    errno.ENOSPC: "на диске нет места",
    errno.EDQUOT: "место, отведённое на диске, кончилось",
    errno.EFBIG: "такой большой файл здесь не разрешён",
    errno.EIO: "диск отвечает ошибкой",
    errno.EACCES: "нет права писать в эту папку",
    errno.EPERM: "нет права писать в эту папку",
    errno.EROFS: "диск открыт только для чтения",
    errno.ENOENT: "такой папки нет",
    errno.ENOTDIR: "такой папки нет",
    errno.EISDIR: "это папка, а нужно имя файла",
    errno.ENODEV: "это устройство, а нужно имя файла",
    errno.ENAMETOOLONG: "слишком длинное имя файла",
}


UNREAD = {
    errno.ENOENT: "такого файла нет",
    errno.ENOTDIR: "такой папки нет",
    errno.EISDIR: "это папка, а нужно имя файла",
    errno.EACCES: "нет права его читать",
    errno.EPERM: "нет права его читать",
    errno.EIO: "диск отвечает ошибкой",
    errno.ENODEV: "это устройство, а нужно имя файла",
    errno.ENAMETOOLONG: "слишком длинное имя файла",
}


class FileError(Exception):
    """A file could not be written or read; the text says why, in Russian."""


@contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """A file to write into, that takes the place of `path` when all is written and on the disk.

    FileError when it cannot be; nothing of it is left then, and what was at `path` stays.
    """
    draft: Path | None = None
    try:
        if path.exists() and not path.is_file():  # root would put the file in the place of /dev/null
            raise OSError(errno.EISDIR if path.is_dir() else errno.ENODEV, "")
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".ejournal-", delete=False) as file:
            draft = Path(file.name)
            yield file
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError as problem:
        reason = SAID.get(problem.errno or 0, f"ошибка системы № {problem.errno}")
        raise FileError(f"Файл {path} не записан: {reason}.") from None
    finally:
        if draft is not None:
            draft.unlink(missing_ok=True)


def read_file(path: Path, limit: int) -> bytes:
    """The first `limit` + 1 bytes of a file: one more than `limit` says that it is too long. FileError."""
    try:
        if path.exists() and not path.is_file():  # a device or a pipe may never end
            raise OSError(errno.EISDIR if path.is_dir() else errno.ENODEV, "")
        with path.open("rb") as file:
            return file.read(limit + 1)
    except OSError as problem:
        reason = UNREAD.get(problem.errno or 0, f"ошибка системы № {problem.errno}")
        raise FileError(f"Файл {path} не прочитан: {reason}.") from None
