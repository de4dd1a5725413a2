from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("chains", "0004_segments_to_nodes")]

    operations = [
        migrations.RemoveField(model_name="segment", name="companies"),
        migrations.RemoveField(model_name="segment", name="is_gap"),
        migrations.RemoveField(model_name="segment", name="targets"),
    ]
