"""Files: a link opens the one file that it was signed for, for some minutes, and no other."""

import time
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core import signing
from django.db import models

from apps.core.testing import workspace_entities
from apps.core.tests.isolation.arena import Watched

WITH_FILES = [
    pytest.param(entity, field.name, id=f"{entity}.{field.name}")
    for entity in workspace_entities()
    for field in entity.model._meta.concrete_fields
    if isinstance(field, models.FileField) and entity.find("download_file")
]
LONG = 10**7

pytestmark = pytest.mark.parametrize(("entity", "name"), WITH_FILES)


@pytest.fixture
def link(entity, name, arena):
    """The address, and the signed text in it, that lead to the own record's file."""
    call = entity.find("download_file")
    parent = entity.address(call, arena.own.records[entity.model].pk).rstrip("/").rpartition("/")[0]
    response = arena.client(entity.role_for(call)).get(f"{parent}/{name}/")
    if response.status_code == 404:
        pytest.skip("the factory makes no such file")
    parts = urlsplit(response.headers["Location"])
    return parts.path, parse_qs(parts.query)["link"][0]


@pytest.fixture
def anybody(arena):
    """Somebody who has come by a link."""
    client = Watched()
    client.arena = arena
    return client


def test_no_link_is_made_up(entity, name, arena, link, anybody):
    address, text = link
    stored = getattr(arena.foreign.records[entity.model], name).name
    payload, _, signature = text.partition(":")
    theirs = {"name": stored, "user": str(arena.own.user.pk)}
    other = signing.TimestampSigner(salt="another").sign_object(theirs)
    unsigned = signing.b64_encode(str(theirs).encode()).decode()
    for made_up in (
        stored,
        other,
        unsigned,
        f"{unsigned}:{signature}",
        f"{payload}:",
        f"{payload}:{signature[::-1]}",
        text[:-1],
        f"../{stored}",
        f"/{stored}",
        "",
    ):
        arena.count()
        assert anybody.get(address, {"link": made_up}).status_code == 404, made_up


def test_a_link_ends_after_a_while(entity, name, arena, link, anybody, monkeypatch):
    address, text = link
    assert anybody.get(address, {"link": text}).status_code == 200
    arena.count()
    later = time.time() + LONG
    monkeypatch.setattr(signing, "time", SimpleNamespace(time=lambda: later))
    assert anybody.get(address, {"link": text}).status_code == 404


def test_no_address_serves_what_is_stored(entity, name, arena, link, anybody):
    stored = getattr(arena.foreign.records[entity.model], name).name
    for path in (
        f"/media/{stored}",
        f"/{stored}",
        f"/static/{stored}",
        f"/static/../media/{stored}",
    ):
        for client in (anybody, arena.client("owner")):
            arena.count()
            assert client.get(path).status_code == 404, path
    arena.log.lines.clear()  # the addresses that were asked for stand there


def test_no_upload_takes_a_stored_file_over(entity, name, arena, link):
    call = entity.find("partial_update")
    role = call and entity.role_for(call, writing=[name])
    if not role:
        pytest.skip("nobody changes these")
    own = arena.own.records[entity.model]
    stored = getattr(arena.foreign.records[entity.model], name).name
    for value in (stored, {"name": stored}, [stored], f"../{stored}"):
        arena.count()
        address = entity.address(call, own.pk)
        response = arena.client(role).patch(address, {name: value}, format="json")
        assert response.status_code == 422, value
    before = getattr(own, name).name
    own.refresh_from_db()
    assert getattr(own, name).name == before
