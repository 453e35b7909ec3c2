import json

from django.db import migrations, models


def fill(apps, schema_editor):
    """What the states of a node that is upgraded already say; ``comity check`` proves the column from the entries."""
    rows = apps.get_model("storage", "Record").objects
    for row in rows.filter(procedure__in=("complaint", "data_subject", "nationality_review")).iterator():
        state = json.loads(row.body)
        marks = [mark for name in ("invited", "barred", "disputes") for mark in state.get(name) or ()]
        marks += [f"receipt:{state['receipt']}"] if state.get("receipt") else []
        rows.filter(id=row.id).update(marks="".join(f"\n{mark}\n" for mark in marks))


class Migration(migrations.Migration):
    dependencies = [
        ("storage", "0004_data_protection"),
    ]

    operations = [
        migrations.AddField("record", "marks", models.TextField(default="")),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
