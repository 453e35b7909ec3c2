from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("storage", "0005_marks"),
    ]

    operations = [
        migrations.AddIndex("entry", models.Index(fields=("command", "at"), name="entry_taken")),
    ]
