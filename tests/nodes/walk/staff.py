"""Beside a node that does not run yet: appoint the officers who walk, and import the register, through the door.

    python -m tests.nodes.walk.staff HOME

The fixture's own staff have passwords hashed quickly for tests; these sign in at the running node, as it hashes.
"""

import os
import sys
from pathlib import Path


def main(home: Path) -> None:
    os.environ.update(COMITY_HOME=str(home), DJANGO_SETTINGS_MODULE="comity.settings")
    import django

    django.setup()
    from comity.app import importing, officers
    from comity.app.node import open_node
    from comity.screening.mapped_csv import MappedCsvReader
    from comity.storage import records
    from tests.nodes.walk.people import DATA, STAFF, register
    from tests.office import PASSPHRASE, PASSWORD

    node = open_node(home, PASSPHRASE)
    known = {row["username"]: officers.actor(row["id"]) for row in records.of_procedure("officer")}
    for officer in STAFF[node.office]:
        made = officers.appoint(node, known["admin"], username=officer.username, name=officer.name,
                                roles=[str(officer.role)], language="en", password=PASSWORD)  # fmt: skip
        assert made.done, made.stops
    if node.office == "xb-coord":
        file = home.parent / "register.csv"
        file.write_text(register(), encoding="utf-8")
        form = {"name": "civil", "purpose": "Civil register of Corvane", "lawful_origin": True, "owner": "Registry",
                "review_on": "2030-01-01"}  # fmt: skip
        source = MappedCsvReader(file, DATA / "civil_register.toml")
        _, taken = importing.import_file(node, known["custodian"], source=source, form=form)
        assert taken is not None and taken.done, taken


if __name__ == "__main__":
    main(Path(sys.argv[1]))
