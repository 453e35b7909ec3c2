"""Files at the terminal: attached with ``--file``, listed, and written to this machine; never over another file."""

from pathlib import Path

from tests.cli.nodes import Shell

IDENTIFY = ("title=Telephone", "kind=device", "what_it_is=The telephone of the false bank.", "found_place=Lantern Street",
            "conduct=telecom_fraud", "summary=Forty savers were called.", "purpose_code=prosecution",
            "purpose=Proof of who used the telephone.", "case=xa-coord/case/00000000-0000-7000-8000-000000000009")  # fmt: skip
COLLECT = ("order_kind=found", "acquired_when=2026-11-02 09:30", "method=Image", "acquired_place=Laboratory",
           "first_responder=Ada Brenn", "witness=Tom Oker")  # fmt: skip


def sets(*pairs: str) -> list[str]:
    return [part for pair in pairs for part in ("--set", pair)]


def test_a_file_goes_into_a_record_and_out_again(xa_shell: Shell, tmp_path: Path) -> None:
    made = xa_shell.json("do", "ev.draft", *sets(*IDENTIFY), who="officer")
    record = made["record"]
    image = tmp_path / "image.bin"
    image.write_bytes(b"an image of the telephone")
    attach = ("--file", f"files={image}")
    done = xa_shell.json("do", "ev.collect", "--record", record, *sets(*COLLECT), *attach, who="officer")
    assert done["ok"], done
    why = ("--purpose", "The file of the prosecution.", "--purpose-code", "prosecution")
    [listed] = xa_shell.json("file", "list", record, *why, who="custodian")["files"]
    assert (listed["name"], listed["size"], listed["media_type"]) == ("image.bin", 25, "text/plain")
    out = tmp_path / "out.bin"
    xa_shell.json("file", "get", record, listed["sha256"], "--out", str(out), *why, who="custodian")
    assert out.read_bytes() == image.read_bytes()
    assert not out.stat().st_mode & 0o077
    again = xa_shell.json("file", "get", record, listed["sha256"], "--out", str(out), *why, who="custodian", ok=2)
    assert again["error"]["code"] == "cli.file"
    hidden = xa_shell.json("file", "get", record, "0" * 64, "--out", str(tmp_path / "x"), *why, who="custodian", ok=2)
    assert hidden["error"]["code"] == "door.not_found"


def test_what_cannot_be_attached_is_said(xa_shell: Shell, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.touch()
    for given, code in ((f"files={empty}", "attachment.refused"), ("files", "cli.setting"),
                        (f"clips.0.clip={empty}", "attachment.refused"), (f"files={tmp_path / 'none'}", "cli.file")):  # fmt: skip
        refused = xa_shell.json("do", "ev.collect", *sets(*COLLECT), "--file", given, who="officer", ok=2)
        assert refused["error"]["code"] == code, given
