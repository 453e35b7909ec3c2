"""``comity demo``: from nothing to two offices, one lawful answer, what was stopped, and two logs that agree."""

import json
import signal
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Annotated, Any

import typer

from comity.demo.page import PageError
from comity.demo.people import OWN_FILE, read_people
from comity.demo.program import DemoError
from comity.demo.story import Stage, conclude, play, prepare, show_signs
from comity.demo.table import PeopleError
from comity.demo.teller import Teller, new_console
from comity.kit.errors import ComityError
from comity.screening.ready import make_ready

DONE, FAILED, BAD_INPUT, INTERRUPTED = 0, 1, 2, 130

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
def demo(
    *,
    people: Annotated[
        Path, typer.Option(metavar="FILE", help="Another file of invented people and requests.")
    ] = OWN_FILE,
    folder: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Play in this folder, which must be absent or empty, and keep it."),
    ] = None,
    stay: Annotated[
        bool | None,
        typer.Option("--stay/--no-stay", help="Leave both nodes running until Ctrl-C; default in a terminal."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")] = False,
) -> None:
    """Two invented states, two real nodes, one request from draft to answer.

    Starts two offices as real processes, loads invented people, and plays through commands and pages only: a lawful
    request answered with a person found under another script; an unlawful one stopped; tampered and hostile messages
    refused; both logs verified against each other. Exit code 0 only if all of it happened.
    """
    in_terminal = sys.stdout.isatty() and not as_json
    stays = in_terminal if stay is None else stay and not as_json
    raise typer.Exit(run(people, folder, stays=stays, keeps=folder is not None or in_terminal, as_json=as_json))


def run(people: Path, folder: Path | None, *, stays: bool, keeps: bool, as_json: bool) -> int:
    """Play it; returns the exit code. With ``as_json`` the story goes to standard error."""
    tell = Teller(new_console(error=as_json))
    try:
        cast = read_people(people)
        place = _place(folder)
    except PeopleError as error:
        said = f"{people}: {error.data['path']} {error.data['reason']}"
        return _refuse(said, as_json=as_json, code=BAD_INPUT)
    except DemoError as error:
        return _refuse(str(error), as_json=as_json, code=BAD_INPUT)
    stage = Stage.build(place, cast, tell)
    with _ends_politely():
        code = _play(stage, stays=stays, shows=not as_json)
    if as_json:
        _print(stage.report.as_json(steps=tell.steps, seconds=tell.seconds))
    if code == DONE and not keeps:
        stage.forget()
        tell.say("", "Both nodes are ended and removed. --stay leaves them open, --folder DIR keeps them.")
    else:
        tell.say(f"Everything lies in {place}")
    return code


def _play(stage: Stage, *, stays: bool, shows: bool) -> int:
    """All acts; whatever happens, every process that was started is ended."""
    tell, report = stage.tell, stage.report
    try:
        make_ready(tell.say)
        prepare(stage)
        with stage.line() as line:
            play(stage, line)
            conclude(stage)
            if shows:
                show_signs(stage)
            if stays:
                _wait(tell)
    except (DemoError, PageError) as error:
        report.failure = str(error)
    except ComityError as error:
        report.failure = f"The story broke off: {error}"
    except KeyboardInterrupt:
        if not report.logs:
            report.failure = "Stopped before its end."
            tell.say("", report.failure)
            return INTERRUPTED
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # a second Ctrl-C must not leave a node behind
        stage.stop()
    if report.failure:
        tell.say("", report.failure, style="red")
    return FAILED if report.missing() else DONE


def _place(folder: Path | None) -> Path:
    """An empty folder, readable by its owner alone."""
    if folder is None:
        return Path(tempfile.mkdtemp(prefix="comity-demo-"))
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise DemoError(f"{folder} is not empty")
    except OSError as error:
        raise DemoError(f"{folder} cannot be used: {error.strerror}") from error
    return folder.resolve()


def _wait(tell: Teller) -> None:
    tell.say("", "Both offices stay open. Ctrl-C ends them.")
    threading.Event().wait()


@contextmanager
def _ends_politely() -> Iterator[None]:
    """SIGTERM ends the story as Ctrl-C does: what was started is stopped first."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    earlier = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, earlier)


def _refuse(sentence: str, *, as_json: bool, code: int) -> int:
    if as_json:
        _print({"ok": False, "error": {"code": "demo.refused", "sentence": sentence}})
    else:
        sys.stderr.write(sentence + "\n")
    return code


def _print(answer: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(answer, ensure_ascii=True) + "\n")
    sys.stdout.flush()
