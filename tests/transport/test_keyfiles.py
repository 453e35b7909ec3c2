import os
import stat
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.protocol.errors import KeyAbsentError, MalformedError, PassphraseError, ProtocolError
from comity.protocol.keys import KEY_NAMES, NodeKeys, key_to_bytes, new_keys
from comity.protocol.wrapping import Cost
from comity.transport.errors import KeyFileError
from comity.transport.keyfiles import read_keys, write_keys

CHEAP = Cost(memory_kib=64, passes=1, lanes=1)
KEYS = new_keys("xa-coord", ["localhost"])


@pytest.fixture
def folder(tmp_path):
    write_keys(tmp_path / "keys", KEYS, "horse battery", cost=CHEAP)
    return tmp_path / "keys"


def test_all_keys_come_back(folder):
    keys = read_keys(folder, "horse battery", names=KEY_NAMES)
    assert keys.names() == KEY_NAMES
    assert [key_to_bytes(keys, name) for name in KEY_NAMES] == [key_to_bytes(KEYS, name) for name in KEY_NAMES]


def test_a_process_reads_only_what_it_names(folder):
    for name in set(KEY_NAMES) - {"records"}:
        (folder / f"{name}.key").unlink()
    keys = read_keys(folder, "horse battery")
    assert keys["records"] == KEYS.records
    with pytest.raises(KeyAbsentError):
        keys["signing"]
    with pytest.raises(KeyFileError) as absent:
        read_keys(folder, "horse battery", names=("signing",))
    assert absent.value.data["reason"] == "absent"


def test_files_are_private_whatever_the_umask(tmp_path):
    before = os.umask(0)
    try:
        write_keys(tmp_path / "keys", KEYS, "p", cost=CHEAP)
    finally:
        os.umask(before)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "keys").iterdir()}
    assert modes == {f"{name}.key": 0o600 for name in KEY_NAMES}
    assert stat.S_IMODE((tmp_path / "keys").stat().st_mode) == 0o700


def test_no_secret_lies_open(folder):
    for name in KEY_NAMES:
        secret = key_to_bytes(KEYS, name)
        assert secret[-32:] not in (folder / f"{name}.key").read_bytes()
        assert b"PRIVATE" not in (folder / f"{name}.key").read_bytes()


def test_a_key_file_others_can_read_is_not_used(folder):
    (folder / "records.key").chmod(0o640)
    with pytest.raises(KeyFileError) as exposed:
        read_keys(folder, "horse battery")
    assert exposed.value.data["reason"] == "exposed"


def test_existing_keys_are_not_overwritten_by_accident(folder):
    with pytest.raises(KeyFileError):
        write_keys(folder, NodeKeys(records_key=bytes(32)), "other", cost=CHEAP)
    assert read_keys(folder, "horse battery")["records"] == KEYS.records
    write_keys(folder, KEYS, "another", cost=CHEAP, replace=True)
    assert read_keys(folder, "another")["records"] == KEYS.records
    with pytest.raises(PassphraseError):
        read_keys(folder, "horse battery")


def test_one_file_cannot_stand_for_another(folder):
    (folder / "log.key").replace(folder / "signing.key")
    with pytest.raises(MalformedError):
        read_keys(folder, "horse battery", names=("signing",))
    with pytest.raises(MalformedError):
        read_keys(folder, "horse battery", names=("../signing",))


def test_a_full_disk_leaves_the_old_keys(folder, monkeypatch):
    def full(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_keys(folder, KEYS, "new", cost=CHEAP, replace=True)
    monkeypatch.undo()
    assert read_keys(folder, "horse battery")["records"] == KEYS.records
    assert sorted(path.name for path in folder.iterdir()) == sorted(f"{name}.key" for name in KEY_NAMES)


@settings(max_examples=40)
@given(st.binary(max_size=300))
def test_noise_in_a_file_gives_only_our_errors(data):
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "records.key"
        path.write_bytes(data)
        path.chmod(0o600)
        with pytest.raises(ProtocolError):
            read_keys(Path(name), "p")
