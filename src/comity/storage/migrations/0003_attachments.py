from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("storage", "0002_fault_notes"),
    ]

    operations = [
        migrations.CreateModel(
            name="Attachment",
            fields=[
                ("address", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("record", models.CharField(db_index=True, max_length=120)),
                ("seq", models.BigIntegerField(db_index=True)),
                ("sha256", models.CharField(max_length=64)),
                ("name", models.CharField(max_length=120)),
                ("media_type", models.CharField(max_length=60)),
                ("size", models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="StagedAttachment",
            fields=[
                ("address", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("owner", models.CharField(db_index=True, max_length=120)),
                ("sha256", models.CharField(db_index=True, max_length=64)),
                ("name", models.CharField(max_length=120)),
                ("media_type", models.CharField(max_length=60)),
                ("size", models.BigIntegerField()),
                ("nonce", models.BinaryField()),
                ("wrapped", models.BinaryField()),
                ("at", models.CharField(db_index=True, max_length=24)),
            ],
        ),
    ]
