"""Files of records: only for those who may read the record."""

import time
from types import SimpleNamespace

import pytest
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models
from django.test import Client

from apps.core import downloads
from apps.core.factories import as_multipart
from apps.core.files import FilesMixin
from apps.core.testing import workspace_entities
from apps.users.roles import Role

WITH_FILES = [
    (entity, field.name)
    for entity in workspace_entities()
    for field in entity.model._meta.concrete_fields
    if isinstance(field, models.FileField) and not isinstance(field, models.ImageField)
]
each_file = pytest.mark.parametrize(
    ("entity", "name"), WITH_FILES, ids=[f"{entity}-{name}" for entity, name in WITH_FILES]
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def upload(workspace, client_as):
    def send(entity, name, file):
        call = entity.find("create")
        role = call and entity.role_for(call, writing=[name])
        if not role:
            pytest.skip("nobody uploads these")
        payload = entity.factory.payload(role=role, workspace=workspace)
        body = as_multipart(entity.model, {**payload, name: file})
        client = client_as(role)
        return client, client.post(entity.address(call), body, format="multipart")

    return send


@pytest.mark.asvs("3.2.1", "5.4.1")
@each_file
def test_what_goes_up_comes_down(entity, name, upload):
    client, response = upload(entity, name, SimpleUploadedFile("a b.txt", b"content"))
    assert response.status_code == 201, response.content
    stored = response.json()[name]
    assert stored["name"] == "a_b.txt"
    link = link_to(client, stored)
    download = Client().get(link)
    assert b"".join(download.streaming_content) == b"content"
    assert download["Content-Disposition"] == 'attachment; filename="a_b.txt"'
    assert download["Content-Type"] == "application/octet-stream"
    assert download["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in download["Content-Security-Policy"]
    assert "no-store" in download["Cache-Control"]


def link_to(client, stored):
    """The signed link that the address in a record leads to."""
    response = client.get(stored["url"])
    assert response.status_code == 302, response.content
    assert "no-store" in response["Cache-Control"]
    return response["Location"]


@each_file
def test_links_expire(entity, name, upload, monkeypatch, settings):
    client, response = upload(entity, name, SimpleUploadedFile("a.txt", b"content"))
    link = link_to(client, response.json()[name])
    later = time.time() + settings.FILE_URL_SECONDS + 1
    monkeypatch.setattr(signing.time, "time", lambda: later)
    assert Client().get(link).status_code == 404


@pytest.mark.asvs("5.3.2")
@each_file
def test_links_cannot_be_made_up(entity, name, upload, other_workspace):
    client, response = upload(entity, name, SimpleUploadedFile("a.txt", b"content"))
    link = link_to(client, response.json()[name])
    base, _, value = link.partition("?link=")
    content, _, signature = value.partition(":")
    foreign = entity.factory(workspace=other_workspace)
    values = {"name": getattr(foreign, name).name, "user": "x", "workspace": "x"}
    guess = signing.TimestampSigner(key="guess", salt=downloads.SALT)
    for signer in (signing.TimestampSigner(), guess):
        assert Client().get(base, {"link": signer.sign_object(values)}).status_code == 404
    other = signing.TimestampSigner(salt="x").sign_object(values).partition(":")[0]
    changed = [f"{other}:{signature}", f"{content}x:{signature}"]
    for forged in (*changed, "", "x", "a:b:c", "\N{SNOWMAN}"):
        assert Client().get(base, {"link": forged}).status_code == 404, forged
    assert Client().get(base).status_code == 404


@pytest.mark.asvs("5.3.2")
@pytest.mark.skipif(not WITH_FILES, reason="no entity has files")
@pytest.mark.parametrize("name", ["../../manage.py", "/etc/passwd", "nowhere.txt", "", None, 1])
def test_even_a_signed_link_stays_in_the_storage(name):
    value = signing.TimestampSigner(salt=downloads.SALT).sign_object({"name": name})
    assert Client().get("/files/", {"link": value}).status_code in {400, 404}


@each_file
def test_a_link_outlives_no_check_of_the_record(entity, name, upload, client_as, other_workspace):
    """The link is as good as its minutes; its address asks anew, every time."""
    _, response = upload(entity, name, SimpleUploadedFile("a.txt", b"content"))
    url = response.json()[name]["url"]
    stranger = client_as(Role.OWNER, workspace=other_workspace)
    assert stranger.get(url).status_code == 404


def test_buckets_sign_their_own_links(settings):
    s3 = pytest.importorskip("storages.backends.s3")
    storage = s3.S3Storage(
        bucket_name="private",
        region_name="eu-central-1",
        access_key="key",
        secret_key="secret",
        signature_version="s3v4",
    )
    stored = SimpleNamespace(name="w/ticket/x/a_b.txt", storage=storage)
    url = downloads.link(stored, user=None)
    assert f"X-Amz-Expires={settings.FILE_URL_SECONDS}" in url
    assert "X-Amz-Signature=" in url
    assert "attachment" in url


@pytest.mark.asvs("8.2.2")
@each_file
def test_downloads_need_a_sign_in(entity, name, upload):
    _, response = upload(entity, name, SimpleUploadedFile("a.txt", b"content"))
    assert Client().get(response.json()[name]["url"]).status_code == 401


@pytest.mark.asvs("5.3.1")
@each_file
def test_files_have_no_other_address(entity, name, upload):
    client, response = upload(entity, name, SimpleUploadedFile("a.txt", b"content"))
    record = entity.model.objects.get(pk=response.json()["id"])
    stored = getattr(record, name).name
    for address in (f"/{stored}", f"/media/{stored}", f"/static/{stored}", f"/files/{stored}"):
        assert client.get(address).status_code == 404


@each_file
def test_what_is_no_file_field_is_not_found(entity, name, upload):
    client, response = upload(entity, name, SimpleUploadedFile("a.txt", b"content"))
    address = response.json()[name]["url"]
    for other in ("workspace", "id", "created_by", "nonsense"):
        assert client.get(address.replace(f"/{name}/", f"/{other}/")).status_code == 404


@each_file
def test_a_lost_file_is_not_found(entity, name, upload):
    client, response = upload(entity, name, SimpleUploadedFile("a.txt", b"content"))
    record = entity.model.objects.get(pk=response.json()["id"])
    getattr(record, name).storage.delete(getattr(record, name).name)
    assert client.get(response.json()[name]["url"]).status_code == 404


@pytest.mark.asvs("5.2.1")
@each_file
def test_uploads_have_a_limit(entity, name, upload, settings):
    settings.MAX_UPLOAD_BYTES = 1000
    _, response = upload(entity, name, SimpleUploadedFile("a.txt", b"x" * 1001))
    assert response.status_code == 413


@pytest.mark.asvs("5.4.2")
@each_file
@pytest.mark.parametrize("file_name", ["../../x.txt", "..", "\N{GRINNING FACE}", "x" * 500, "a\nb"])
def test_no_name_is_a_fault(entity, name, upload, file_name):
    file = SimpleUploadedFile("a.txt", b"content")
    file._name = file_name
    _, response = upload(entity, name, file)
    assert response.status_code in {201, 422}


@pytest.mark.parametrize("entity", workspace_entities(), ids=str)
def test_all_files_can_be_downloaded(entity):
    has_files = any(isinstance(field, models.FileField) for field in entity.model._meta.fields)
    assert issubclass(entity.viewset, FilesMixin) == has_files


@each_file
def test_a_file_goes_with_its_record(entity, name, workspace, django_capture_on_commit_callbacks):
    record = entity.factory(workspace=workspace)
    stored = getattr(record, name)
    assert stored.storage.exists(stored.name)
    with django_capture_on_commit_callbacks(execute=True):
        record.delete()
    assert not stored.storage.exists(stored.name)


@each_file
def test_a_replaced_file_goes(entity, name, workspace, django_capture_on_commit_callbacks):
    record = entity.factory(workspace=workspace)
    storage, replaced = getattr(record, name).storage, getattr(record, name).name
    setattr(record, name, SimpleUploadedFile("new.txt", b"new"))
    with django_capture_on_commit_callbacks(execute=True):
        record.save()
    assert not storage.exists(replaced)
    assert storage.exists(getattr(record, name).name)
