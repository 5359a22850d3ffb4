"""A file is written completely or not at all, and keeps its mode, links and owner."""

import os
import signal
import stat
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pytest

import tipmodel
from tipmodel import LocalizedText, Participant
from tipmodel.replacing import replacing
from tipmodel.sheets import annotate, template

pytestmark = pytest.mark.skipif(os.name != "posix", reason="files have other modes elsewhere")


def people(number):
    return [Participant(id=str(n), name=LocalizedText(en="A. N. Example")) for n in range(number)]


def mode_of(path):
    return stat.S_IMODE(path.stat().st_mode)


def put(path, data):
    with replacing(path) as stream:
        stream.write(data)


@pytest.fixture
def folder(tmp_path):
    """Nothing is ever left in a folder that was not there before, but what was to be written."""
    yield tmp_path
    assert [] == [path.name for path in tmp_path.rglob(".*")]


class TestPrivacy:
    def test_nobody_else_can_read_a_file_before_it_is_complete(self, folder):
        """The names of a list are as private while it is written as afterwards."""
        target = folder / "roster.json"
        target.write_bytes(b"old")
        target.chmod(0o640)

        with replacing(target) as stream:
            (beside,) = folder.glob(".*")
            assert 0o600 == mode_of(beside)
            stream.write(b"new")
        assert (b"new", 0o640) == (target.read_bytes(), mode_of(target))

    def test_a_new_file_gets_the_mode_that_the_user_chose(self, folder):
        """The library is no stricter and no looser than any other program."""
        before = os.umask(0o027)
        try:
            put(folder / "new", b"x")
        finally:
            os.umask(before)
        assert 0o640 == mode_of(folder / "new")

    def test_attributes_are_kept(self, folder):
        """Extended attributes of a file are kept when it is rewritten."""
        target = folder / "a"
        target.write_bytes(b"old")
        try:
            os.setxattr(target, "user.note", b"from the office")
        except OSError:
            pytest.skip("this file system has no attributes")

        put(target, b"new")
        assert b"from the office" == os.getxattr(target, "user.note")

    @pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
    def test_the_owner_is_kept(self, folder):
        """A file that root writes anew still belongs to whom it belonged to."""
        target = folder / "a"
        target.write_bytes(b"old")
        os.chown(target, 1234, 2345)

        put(target, b"new")
        assert (1234, 2345) == (target.stat().st_uid, target.stat().st_gid)


class TestWhatStaysWhatItIs:
    def test_a_link(self, folder):
        """A symbolic link leads to the new file; nothing lies in its place."""
        (folder / "there").mkdir()
        link = folder / "link"
        for target in (folder / "there" / "old", folder / "there" / "new"):
            link.unlink(missing_ok=True)
            link.symlink_to(target)
            if target.name == "old":
                target.write_bytes(b"old")

            put(link, b"data")
            assert link.is_symlink()
            assert b"data" == target.read_bytes()

    def test_a_file_with_two_names(self, folder):
        """Both names show what was written."""
        target, other = folder / "a", folder / "b"
        target.write_bytes(b"something longer")
        other.hardlink_to(target)

        put(target, b"new")
        assert b"new" == other.read_bytes()
        assert target.samefile(other)

    def test_a_pipe(self, folder):
        """The reader of a pipe gets the file."""
        pipe = folder / "p.json"
        os.mkfifo(pipe)
        got = []
        reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()))
        reader.start()

        tipmodel.write(people(1), pipe)
        reader.join(10)
        (folder / "copy.json").write_bytes(got[0])
        assert people(1) == tipmodel.read(folder / "copy.json", Participant)
        assert stat.S_ISFIFO(pipe.stat().st_mode)

    def test_a_pipe_that_nobody_reads_from(self, folder, monkeypatch):
        """A program does not wait for ever."""
        monkeypatch.setattr("tipmodel.replacing.SECONDS_FOR_A_READER", 0.1)
        os.mkfifo(folder / "p.json")

        with pytest.raises(OSError, match="No such device or address"):
            tipmodel.write(people(1), folder / "p.json")

    def test_a_device(self):
        """The device that swallows everything is still one afterwards."""
        put("/dev/null", b"x")
        assert Path("/dev/null").is_char_device()

    @pytest.mark.parametrize("through", ["pipe", "file"])
    def test_the_standard_output(self, folder, through):
        """A program can pass on what it writes."""
        code = "import tipmodel.replacing as r\nwith r.replacing('/dev/stdout') as s: s.write(b'x')"
        if through == "pipe":
            done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
            assert b"x" == done.stdout
        else:
            with (folder / "out").open("wb") as out:
                subprocess.run([sys.executable, "-c", code], stdout=out, check=True)
            assert b"x" == (folder / "out").read_bytes()


class TestRefusals:
    def test_a_folder_a_loop_and_a_place_that_is_not_there(self, folder):
        """A place that cannot be written gives the error of the system, with the given name."""
        loop = folder / "loop"
        loop.symlink_to(loop)
        for path in (folder, loop, folder / "none" / "a", folder / ("a" * 256)):
            with pytest.raises(OSError) as caught:  # noqa: PT011 - of several kinds
                put(path, b"x")
            assert str(path) == caught.value.filename

    @pytest.mark.skipif(os.geteuid() == 0, reason="root may write everything")
    def test_a_file_that_may_not_be_written(self, folder):
        """A protected file is not replaced by the way round."""
        target = folder / "a"
        target.write_bytes(b"old")
        target.chmod(0o400)

        with pytest.raises(PermissionError):
            put(target, b"new")
        assert b"old" == target.read_bytes()

    def test_a_workbook_is_written_under_no_other_suffix(self, folder):
        """A list of names that was read is not replaced by something else of the same name."""
        source = folder / "participants.csv"
        tipmodel.write(people(1), source)
        before = source.read_bytes()
        for path in (source, folder / "participants.pdf"):
            with pytest.raises(tipmodel.UnknownFormatError):
                annotate(source, path, (), "en")
        with pytest.raises(tipmodel.UnknownFormatError):
            template(folder / "participants.pdf", Participant, "en")
        assert ([source], before) == ([*folder.iterdir()], source.read_bytes())


def test_a_long_arabic_name_is_a_name(folder):
    """Whatever name the file system takes is taken."""
    target = folder / ("م" * 122 + ".json")

    tipmodel.write(people(1), target)
    assert people(1) == tipmodel.read(target, Participant)


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, GeneratorExit])
def test_an_error_leaves_the_old_file(folder, error):
    """Whatever happens halfway, the file before is there, and nothing else."""
    target = folder / "a.ndjson"
    tipmodel.write(people(3), target)

    def half():
        yield from people(1)
        raise error

    with pytest.raises((error, RuntimeError)):
        tipmodel.write(half(), target)
    assert people(3) == tipmodel.read(target, Participant)


@pytest.mark.parametrize("suffix", ["json", "csv", "xlsx"])
def test_a_writer_never_replaces_what_another_wrote_meanwhile(folder, suffix):
    """Of two writers, the first to end leaves its whole file, and the other gets one error."""
    target = folder / f"a.{suffix}"

    def records():
        yield from people(2)
        tipmodel.write(people(3), target)

    for _ in range(2):  # a new file, and an old one
        with pytest.raises(FileExistsError) as caught:
            tipmodel.write(records(), target)
        assert str(target) == caught.value.filename
        assert people(3) == tipmodel.read(target, Participant)
        assert [target] == list(folder.iterdir())


def test_what_another_program_changed_in_place_is_kept(folder):
    """A text of the same length that an editor saved meanwhile is not overwritten."""
    target = folder / "a.json"
    target.write_bytes(b"old")

    def write():
        with replacing(target) as stream:
            stream.write(b"ours")
            target.write_bytes(b"new")
            os.utime(target, ns=(1, 1))  # clocks of some file systems are slow

    with pytest.raises(FileExistsError):
        write()
    assert b"new" == target.read_bytes()


def test_writers_at_once_leave_the_whole_file_of_one_of_them(folder):
    """No writer gets in the way of another, and an error of one destroys nothing of the others."""
    target = folder / "a.ndjson"
    together = threading.Barrier(8)
    failed, late = [], []

    def write(number):
        def records():
            yield from people(number)
            together.wait(30)
            if number % 2:
                raise KeyError(number)
            yield Participant(id="last")

        try:
            tipmodel.write(records(), target)
        except KeyError:
            failed.append(number)
        except FileExistsError:
            late.append(number)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(1, 9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    read = tipmodel.read(target, Participant)
    assert [1, 3, 5, 7] == sorted(failed)
    assert len(read) - 1 not in late
    assert "last" == read[-1].id
    assert len(read) - 1 in (2, 4, 6, 8)


def test_a_process_that_is_killed_leaves_the_old_file_and_a_private_one(tmp_path):
    """The file that a killed process leaves behind is known by its name and readable by its owner only."""
    target = tmp_path / "a.ndjson"
    put(target, b"old")
    code = (
        "import os, sys, tipmodel.replacing as r\n"
        "with r.replacing(sys.argv[1]) as s: s.write(b'half'); s.flush(); os.kill(os.getpid(), 9)"
    )

    done = subprocess.run([sys.executable, "-c", code, target], check=False)
    (left,) = tmp_path.glob(".tipmodel-*.part")
    assert -signal.SIGKILL == done.returncode
    assert (b"old", b"half", 0o600) == (target.read_bytes(), left.read_bytes(), mode_of(left))


def test_a_file_of_somebody_elses_is_written_where_it_is(folder, monkeypatch):
    """Where the owner of a file cannot be kept by a new one, the old file is filled anew."""

    def refuse(*_):
        raise PermissionError

    target = folder / "a"
    target.write_bytes(b"something longer")
    before = target.stat().st_ino
    monkeypatch.setattr("tipmodel.replacing._take_over", refuse)
    put(target, b"new")

    assert (b"new", before) == (target.read_bytes(), target.stat().st_ino)
    assert [target] == list(folder.iterdir())


def test_a_file_is_on_the_disk_before_it_takes_a_place(folder, monkeypatch):
    """After a power cut there is the old file or the whole new one."""
    done = []
    for name in ("fsync", "replace"):
        act = getattr(os, name)
        monkeypatch.setattr(
            os, name, lambda *given, act=act, name=name: (done.append(name), act(*given))[1]
        )
    put(folder / "a", b"new")

    assert ["fsync", "replace"] == done


@pytest.mark.parametrize("is_broken", [False, True])
def test_a_workbook_leaves_no_temporary_files(tmp_path, monkeypatch, is_broken):
    """Neither an empty sheet nor a record that cannot be written leaves anything in the folder for such files."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    people = [tipmodel.Participant(id="1")]

    def broken():
        yield from people
        raise KeyError

    if is_broken:
        with pytest.raises(KeyError):
            tipmodel.write(broken(), tmp_path / "a.xlsx")
    else:
        tipmodel.write(people, tmp_path / "a.xlsx")
        tipmodel.write([], tmp_path / "a.xlsx")

    assert [] == [path for path in tmp_path.iterdir() if path.name != "a.xlsx"]
