"""Write the part of docs/ref/tables.md that tells where each voice is from: ``python -m tools.names.tables_page``. A test compares it."""

import json
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PAGE, SOURCES = ROOT / "docs/ref/tables.md", ROOT / "src/comity/names/tables/sources.json"
BEGIN, END = "<!-- from sources.json -->", "<!-- end -->"
_HOW = {
    "pypi": "PyPI", "npm": "npm", "debian": "Debian", "given": "repository on GitHub", "own": "written by us",
}  # fmt: skip


def _table(name: str, told: dict[str, Any]) -> str:
    size = f"{told['rows']:,} lines" if "rows" in told else f"{told['arcs']:,} arcs of {told['pairs']:,} pairs"
    notes = [
        word
        for word, said in (("taught", told.get("taught")), ("all spellings", told.get("held_out") is False))
        if said
    ]
    return f"| `{name}` | {size} | {', '.join(notes)} | {', '.join(told['sources'])} | `{told['sha256'][:16]}` |"


def _origin(key: str, told: dict[str, str]) -> str:
    where = f"{told['name']} {told['version']} ({_HOW[told['kind']]})" if told["kind"] != "own" else _HOW["own"]
    return f"| {key} | {where} | {told['licence']} | {told['attribution']} |"


def section() -> str:
    """The part of the page, from its opening mark to its closing one."""
    told = json.loads(SOURCES.read_text("utf-8"))
    lines = [
        BEGIN,
        "| table | holds | | sources | sha256 begins |",
        "|---|---|---|---|---|",
        *(_table(name, one) for name, one in told["tables"].items()),
        "",
        "| source | package | licence | named as it asks |",
        "|---|---|---|---|",
        *(_origin(key, one) for key, one in told["origins"].items()),
        END,
    ]
    return "\n".join(lines)


def main() -> None:
    """Put the part into the page."""
    before, rest = PAGE.read_text("utf-8").split(BEGIN)
    PAGE.write_text(before + section() + rest.split(END)[1], "utf-8")


if __name__ == "__main__":
    main()
