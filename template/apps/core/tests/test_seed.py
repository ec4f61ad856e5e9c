"""Demo data."""

import pytest
from django.core.management import CommandError, call_command

from apps.core.seeding import DEMO_EMAIL, ordered_factories
from apps.core.testing import entities, workspace_entities
from apps.users.models import CustomUser, Workspace
from apps.users.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def development(settings, monkeypatch):
    settings.DEBUG = True
    monkeypatch.setenv("DEMO_PASSWORD", "a demo password")


def test_it_fills_one_workspace(development, capsys):
    call_command("seed", "--rows", "3")
    demo = CustomUser.objects.get(email=DEMO_EMAIL)
    assert demo.check_password("a demo password")
    assert f"Sign in as {DEMO_EMAIL} with a demo password" in capsys.readouterr().out
    assert demo.active_membership.role == Role.OWNER
    assert Workspace.objects.count() == 1
    for entity in workspace_entities():
        records = entity.model.objects.filter(workspace=demo.active_workspace)
        assert records.count() == entity.model.objects.count()
        assert 0 < records.count() <= 3, entity


def test_again_it_adds_nothing(development):
    call_command("seed", "--rows", "2")
    before = [set(entity.model.objects.values_list("pk", flat=True)) for entity in entities()]
    call_command("seed", "--rows", "2")
    after = [set(entity.model.objects.values_list("pk", flat=True)) for entity in entities()]
    assert after == before


def test_more_rows_are_added(development):
    call_command("seed", "--rows", "1")
    call_command("seed", "--rows", "4")
    assert all(entity.model.objects.count() > 1 for entity in entities())


def test_a_new_password_is_set(development, monkeypatch):
    call_command("seed", "--rows", "0")
    monkeypatch.setenv("DEMO_PASSWORD", "another password")
    call_command("seed", "--rows", "0")
    assert CustomUser.objects.get(email=DEMO_EMAIL).check_password("another password")


def test_it_is_for_development_only(development, settings):
    settings.DEBUG = False
    with pytest.raises(CommandError, match="DEBUG is off"):
        call_command("seed")


def test_it_wants_a_password(development, monkeypatch):
    monkeypatch.setenv("DEMO_PASSWORD", "")
    with pytest.raises(CommandError, match="DEMO_PASSWORD is not set"):
        call_command("seed")


def test_factories_come_after_what_they_refer_to():
    models = [item._meta.model for item in ordered_factories()]
    for model in models:
        for field in model._meta.concrete_fields:
            target = field.related_model
            if target in models and target is not model and not field.null:
                assert models.index(target) < models.index(model), (model, target)
