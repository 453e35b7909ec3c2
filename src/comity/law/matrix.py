"""The matrix of gates and commands: read from ``matrix/PREFIX.toml``, one file a procedure, and put into a schema."""

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import Any, Final

from comity.law.errors import PolicyError

FOLDER: Final = "matrix/"
COMMON: Final = "common"
"""The file whose lists every other file may use; it names no command."""

HEAD: Final = """\
// Composed at load from facts/*.toml, policies/**/*.cedar and matrix/*.toml: no file of this text exists.
// Each action is one command. It stands in the group of every policy that judges it, and its context holds exactly
// the facts those policies read, each required: a missing one ends in no decision.

entity Actor;
entity Record;
"""


def read_matrix(files: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Command to the policy ids that judge it, in the order of the files. Raises PolicyError naming the file."""
    tables = {name: _table(name, text) for name, text in sorted(files.items()) if name.startswith(FOLDER)}
    shared = next((table["sets"] for name, table in tables.items() if _prefix(name) == COMMON), {})
    found: dict[str, tuple[str, ...]] = {}
    for name, table in tables.items():
        lists = table["sets"] if _prefix(name) == COMMON else {**shared, **table["sets"]}
        twice = sorted(set(shared) & set(table["sets"])) if _prefix(name) != COMMON else []
        if twice:
            raise PolicyError(reason="a list has the name of a common one", file=name, lists=twice)
        for command, listed in table["commands"].items():
            if command.partition(".")[0] != _prefix(name) or not command.partition(".")[2]:
                raise PolicyError(reason="a command stands in the file of its prefix", file=name, command=command)
            found[command] = tuple(dict.fromkeys(_resolve(name, listed, lists, seen=())))
    return found


def compose(
    matrix: Mapping[str, Iterable[str]], reads: Mapping[str, Iterable[str]], *, unused: Iterable[str] = ()
) -> str:
    """The Cedar schema: a group for every policy, an action for every command, its context the facts it reads.

    ``unused``: policies no command is judged by; their groups exist, so that the text still parses as one.
    """
    groups = {*unused, *(policy for policies in matrix.values() for policy in policies)}
    contexts: dict[tuple[str, ...], str] = {}
    for command in matrix:
        contexts.setdefault(tuple(reads[command]), f"Facts{len(contexts) + 1}")
    parts = [HEAD, *(f"type {name} = {{ {_listed(facts)} }};" for facts, name in contexts.items()), ""]
    parts += [*(f'action "gate:{policy}";' for policy in sorted(groups)), ""]
    parts += [_action(command, row, contexts[tuple(reads[command])]) for command, row in matrix.items()]
    return "\n".join(parts) + "\n"


def _listed(facts: Iterable[str]) -> str:
    return ", ".join(f"{fact}: String" for fact in facts)


def _action(command: str, policies: Iterable[str], context: str) -> str:
    groups = ", ".join(f'"gate:{policy}"' for policy in policies)
    kinds = f"principal: [Actor], resource: [Record], context: {context}"
    return f'action "{command}" in [{groups}] appliesTo {{ {kinds} }};'


def _prefix(name: str) -> str:
    return PurePosixPath(name).stem


def _table(name: str, text: str) -> dict[str, dict[str, list[str]]]:
    try:
        table: dict[str, Any] = tomllib.loads(text)
    except ValueError as error:
        raise PolicyError(reason="not TOML", file=name, detail=str(error)[:120]) from error
    parts = {part: table.pop(part, {}) for part in ("sets", "commands")}
    rows = [*parts["sets"].values(), *parts["commands"].values()]
    if table or not all(isinstance(row, list) and all(isinstance(word, str) for word in row) for row in rows):
        raise PolicyError(reason="a matrix holds [sets] and [commands] of lists of policy ids", file=name)
    if _prefix(name) == COMMON and parts["commands"]:
        raise PolicyError(reason="the common lists name no command", file=name)
    return parts


def _resolve(name: str, listed: Iterable[str], lists: Mapping[str, list[str]], *, seen: tuple[str, ...]) -> list[str]:
    found: list[str] = []
    for word in listed:
        if not word.startswith("@"):
            found.append(word)
        elif word[1:] in seen or word[1:] not in lists:
            raise PolicyError(reason="no such list, or a list that holds itself", file=name, list=word)
        else:
            found += _resolve(name, lists[word[1:]], lists, seen=(*seen, word[1:]))
    return found
