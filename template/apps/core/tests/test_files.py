"""Files of records: only for those who may read the record."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models
from django.test import Client

from apps.core.factories import as_multipart
from apps.core.files import FilesMixin
from apps.core.testing import workspace_entities

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


@each_file
def test_what_goes_up_comes_down(entity, name, upload):
    client, response = upload(entity, name, SimpleUploadedFile("a b.txt", b"content"))
    assert response.status_code == 201, response.content
    stored = response.json()[name]
    assert stored["name"] == "a_b.txt"
    download = client.get(stored["url"])
    assert b"".join(download.streaming_content) == b"content"
    assert download["Content-Disposition"] == 'attachment; filename="a_b.txt"'
    assert "no-store" in download["Cache-Control"]


@each_file
def test_downloads_need_a_sign_in(entity, name, upload):
    _, response = upload(entity, name, SimpleUploadedFile("a.txt", b"content"))
    assert Client().get(response.json()[name]["url"]).status_code == 401


@each_file
def test_files_have_no_other_address(entity, name, upload):
    client, response = upload(entity, name, SimpleUploadedFile("a.txt", b"content"))
    record = entity.model.objects.get(pk=response.json()["id"])
    stored = getattr(record, name).name
    for address in (f"/{stored}", f"/media/{stored}", f"/static/{stored}"):
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


@each_file
def test_uploads_have_a_limit(entity, name, upload, settings):
    settings.MAX_UPLOAD_BYTES = 1000
    _, response = upload(entity, name, SimpleUploadedFile("a.txt", b"x" * 1001))
    assert response.status_code == 413


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
