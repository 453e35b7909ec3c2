from django.db import migrations, models

from comity.storage.reads import Read

TEXT = {"default": "", "max_length": 24}


def chain(apps, schema_editor):
    """Number every reading in its order and chain each to the one before."""
    rows, head = apps.get_model("storage", "AccessLog"), apps.get_model("storage", "ReadHead")
    size, prev = 0, ""
    for row in rows.objects.order_by("id").iterator():
        read = Read(seq=size, at=row.at, officer=row.officer, record=row.record, what=row.what, purpose_code="",
                    purpose=row.purpose, alarm="", prev=prev)  # fmt: skip
        rows.objects.filter(id=row.id).update(seq=size, prev=prev, hash=read.hash)
        size, prev = size + 1, read.hash
    if size:
        head.objects.create(id=1, size=size, hash=prev)


class Migration(migrations.Migration):
    dependencies = [
        ("storage", "0003_attachments"),
    ]

    operations = [
        *[
            migrations.AddField("record", name, models.CharField(db_index=True, **TEXT))
            for name in ("review_at", "delete_at", "hidden_at")
        ],
        migrations.AddField("outbox", "erased_at", models.CharField(**TEXT)),
        migrations.AddField("accesslog", "seq", models.BigIntegerField(null=True)),
        *[
            migrations.AddField("accesslog", name, models.CharField(default="", max_length=length))
            for name, length in (("purpose_code", 60), ("alarm", 60), ("prev", 64), ("hash", 64))
        ],
        migrations.CreateModel(
            name="ReadHead",
            fields=[
                ("id", models.SmallIntegerField(primary_key=True, serialize=False)),
                ("size", models.BigIntegerField()),
                ("hash", models.CharField(max_length=64)),
            ],
        ),
        migrations.RunPython(chain, migrations.RunPython.noop),
        migrations.AlterField("accesslog", "seq", models.BigIntegerField(unique=True)),
        *[
            migrations.AlterField("accesslog", name, models.CharField(max_length=length))
            for name, length in (("purpose_code", 60), ("prev", 64), ("hash", 64))
        ],
    ]
