"""Files that are written completely or not at all."""

import contextlib
import errno
import os
import stat
import time
from collections.abc import Iterator
from typing import IO

Path = str | os.PathLike[str]

SECONDS_FOR_A_READER = 5
"""How long to wait for a reader of a pipe."""

PREFIX, SUFFIX = ".tipmodel-", ".part"
"""The prefix and suffix of temporary files."""


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[IO[bytes]]:
    """Open a file that takes the place of *path* if the block ends without an error.

    The new file has a unique name in the folder of the old one, and only its owner can read it.
    When it is complete, it gets the mode, the owner and the attributes of the old file and
    replaces it. So an error leaves the old file; of two writers, the first to end leaves its complete
    file, and the other gets an error. Only a killed process leaves a ``.tipmodel-*.part`` behind, which can be deleted.

    A symbolic link stays a link; the file it leads to is replaced. Some files cannot be replaced:
    a pipe, a device, a file with several names (hard links), with an owner that cannot be kept,
    or in a folder where no file can be created. Then the complete content is copied into the
    file. Only such a copy can be cut short, by a full disk or a killed process.

    Raises:
        FileExistsError: Another program wrote the file meanwhile.
        OSError: The file cannot be written, or the pipe has no reader.

    """
    import shutil  # noqa: PLC0415 - importing both is slow, and programs that only read need none
    import tempfile  # noqa: PLC0415

    old = _stat(path)
    folder = os.path.dirname(os.path.realpath(path))
    is_beside = old is None or (_can_be_replaced(path, old) and os.access(folder, os.W_OK))
    try:
        descriptor, temporary = tempfile.mkstemp(SUFFIX, PREFIX, folder if is_beside else None)
    except OSError as error:
        raise OSError(error.errno, error.strerror, os.fspath(path)) from None
    try:
        with os.fdopen(descriptor, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(descriptor)
        if is_beside and _identity(_stat(path)) != _identity(old):
            raise FileExistsError(errno.EEXIST, _MEANWHILE, os.fspath(path))
        if not (is_beside and _has_replaced(temporary, path)):
            with open(temporary, "rb") as complete, _opened(path) as target:
                shutil.copyfileobj(complete, target)
    finally:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(temporary)


def _identity(status: os.stat_result | None) -> tuple[int, int, int] | None:
    return status and (status.st_ino, status.st_mtime_ns, status.st_size)


_MEANWHILE = "another program wrote the file meanwhile"


def _stat(path: Path) -> os.stat_result | None:
    """Return the status of the file to write; ``None`` if it does not exist yet."""
    try:
        found = os.stat(path)
    except FileNotFoundError:
        return None
    reason = errno.EISDIR if stat.S_ISDIR(found.st_mode) else errno.EACCES
    if reason == errno.EISDIR or not os.access(path, os.W_OK):
        raise OSError(reason, os.strerror(reason), os.fspath(path))
    return found


def _can_be_replaced(path: Path, old: os.stat_result) -> bool:
    """Whether a file can be replaced without visible side effects."""
    is_stream = os.path.abspath(path).startswith(("/dev/", "/proc/"))  # such as /dev/stdout
    return stat.S_ISREG(old.st_mode) and old.st_nlink == 1 and not is_stream


def _opened(path: Path) -> IO[bytes]:
    """Open the existing file; give up on a pipe without a reader after the timeout."""
    until = time.monotonic() + SECONDS_FOR_A_READER
    while True:
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_TRUNC | getattr(os, "O_NONBLOCK", 0))
        except OSError as error:
            if error.errno != errno.ENXIO or time.monotonic() > until:
                raise
            time.sleep(0.01)
        else:
            os.set_blocking(descriptor, True)
            return os.fdopen(descriptor, "wb")


def _has_replaced(temporary: str, path: Path) -> bool:
    """Replace the old file; return whether its owner, mode and attributes could be kept."""
    target = os.path.realpath(path)
    try:
        old = os.stat(target)
    except FileNotFoundError:
        os.chmod(temporary, _usual_mode(temporary))
    else:
        try:
            _take_over(old, target, temporary)
        except PermissionError:
            return False
    os.replace(temporary, target)
    return True


def _take_over(old: os.stat_result, target: str, temporary: str) -> None:
    """Give a new file the owner, the mode and the attributes of an old one."""
    new = os.stat(temporary)
    if (new.st_uid, new.st_gid) != (old.st_uid, old.st_gid):
        os.chown(temporary, old.st_uid, old.st_gid)
    os.chmod(temporary, stat.S_IMODE(old.st_mode))
    for name in getattr(os, "listxattr", lambda _: ())(target):
        with contextlib.suppress(OSError):  # such as an attribute that only the system sets
            os.setxattr(temporary, name, os.getxattr(target, name))


def _usual_mode(temporary: str) -> int:
    """Return the mode that a new file in the folder usually has."""
    probe = f"{temporary}~"
    descriptor = os.open(probe, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666)
    try:
        return stat.S_IMODE(os.fstat(descriptor).st_mode)
    finally:
        os.close(descriptor)
        os.unlink(probe)
