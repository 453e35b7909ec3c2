"""The passphrase goes through a pipe; whoever reads it ends when the one who wrote it is gone."""

import os
import subprocess
import sys

import pytest

from comity.app.unlock import UnlockError, hand_over, receive

CHILD = """
import signal, sys, time
from comity.app.unlock import receive
signal.signal(signal.SIGTERM, lambda *_: sys.exit(7))
print(receive(int(sys.argv[1])), flush=True)
time.sleep(600)
"""


def test_a_child_reads_the_passphrase_and_ends_with_its_parent() -> None:
    handover = hand_over("ជំរាប a long sentence 你好")
    child = subprocess.Popen([sys.executable, "-c", CHILD, str(handover.read_end)], stdout=subprocess.PIPE,
                             pass_fds=(handover.read_end,), env={**os.environ, "PYTHONUTF8": "1"})  # fmt: skip
    handover.started()
    assert child.stdout is not None
    assert child.stdout.readline().decode() == "ជំរាប a long sentence 你好\n"
    assert child.poll() is None
    handover.close()
    assert child.wait(60) == 7


@pytest.mark.parametrize("passphrase", ["two\nlines", "x" * 5000])
def test_what_is_no_passphrase_is_not_handed_over(passphrase: str) -> None:
    with pytest.raises(UnlockError):
        hand_over(passphrase)


def test_a_pipe_with_nothing_in_it_is_an_error() -> None:
    read_end, write_end = os.pipe()
    os.close(write_end)
    with pytest.raises(UnlockError):
        receive(read_end)
    os.close(read_end)
