"""First migrations come whole, each app after those that it refers to."""

import pytest
from django.core.management import call_command
from django.db import models
from django.db.migrations.graph import MigrationGraph
from django.db.migrations.questioner import MigrationQuestioner
from django.db.migrations.state import ModelState, ProjectState

from apps.core.evolution.autodetector import Autodetector


def models_of(references):
    """Return a state with one model per app, which refers to the models of other apps."""
    state = ProjectState()
    for label, targets in references.items():
        fields = [("id", models.AutoField(primary_key=True))]
        fields += [
            (target, models.ForeignKey(f"{target}.Thing", models.CASCADE)) for target in targets
        ]
        state.add_model(ModelState(label, "Thing", fields))
    return state


def first_migrations(references):
    questioner = MigrationQuestioner({"ask_initial": True})
    detector = Autodetector(ProjectState(), models_of(references), questioner)
    changes = detector.changes(graph=MigrationGraph())
    return {label: len(migrations) for label, migrations in changes.items()}, changes


def test_one_migration_per_app_whatever_the_alphabet_says():
    counts, changes = first_migrations({"a": ["b", "c"], "b": ["c"], "c": [], "d": ["a"]})
    assert counts == {"a": 1, "b": 1, "c": 1, "d": 1}
    assert sorted(changes["a"][0].dependencies) == [("b", "0001_initial"), ("c", "0001_initial")]


def test_apps_that_need_each_other_are_cut():
    counts, _ = first_migrations({"a": ["b"], "b": ["a"], "c": ["a"]})
    assert counts["c"] == 1
    assert counts["a"] + counts["b"] == 3


@pytest.mark.django_db
def test_the_migrations_are_in_step_with_the_models():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
