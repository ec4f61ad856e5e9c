"""Text stays text: it is stored as it came, and no interpreter takes it for more."""

import json

import pytest
from rest_framework.test import APIClient

from apps.users.factories import UserFactory
from apps.users.models import CustomUser, Workspace
from apps.users.roles import Role

REGISTER, ME = "/api/auth/register/", "/api/auth/me/"
MEMBERSHIPS = "/api/v1/memberships/"
TEXTS = {
    "encoded": "%2541 &amp;lt; &#x41; \\u0041 =?utf-8?q?=41?= Zm9v",
    "markup": "<script>alert(1)</script><!-- </textarea><b onclick=x>",
    "template": "{{ 7 * 7 }} {% debug %} ${7*7} #{7*7} <%= 7*7 %>",
    "format": "%s %(password)s {0} {0.__class__} {self} %n%n",
    "markdown": "[a](javascript:alert(1)) **b** [url=x]c[/url] ![d](http://evil.example/x)",
    "formula": "=1+1 @SUM(A1) +cmd|' /C calc'!A0",
    "script": "</script>\u2028\u2029'\";alert(1)//",
}

pytestmark = pytest.mark.django_db


def register(**values):
    body = {
        "email": "ada@example.com",
        "password": "moon crust harvest",
        "full_name": "Ada",
        "workspace_name": "Clinic",
    }
    return APIClient().post(REGISTER, {**body, **values}, format="json")


@pytest.mark.asvs("1.1.1", "1.3.5", "1.3.7", "1.3.10")
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_text_is_stored_as_it_came(text):
    assert register(full_name=text, workspace_name=text).status_code < 300
    assert CustomUser.objects.get().full_name == text
    assert Workspace.objects.get().name == text


@pytest.mark.asvs("1.1.2", "1.2.3", "1.3.7", "1.3.10")
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_text_is_told_as_json(client_as, text):
    client = client_as(Role.OWNER)
    CustomUser.objects.filter(pk=client.user.pk).update(full_name=text)
    answer = client.get(ME)
    assert answer["Content-Type"] == "application/json"
    assert json.loads(answer.content)["full_name"] == text


@pytest.mark.asvs("1.2.1")
@pytest.mark.parametrize("path", ["/<script>alert(1)</script>", "/api/<b>/", "/x?<script>=1"])
def test_error_pages_do_not_repeat_markup(path):
    answer = APIClient().get(path, headers={"Accept": "text/html"})
    assert answer.status_code == 404
    assert b"<script>alert" not in answer.content
    assert b"/<b>/" not in answer.content


@pytest.mark.asvs("1.2.1")
def test_no_header_can_be_added(client_as):
    for text in ("x\r\nSet-Cookie: a=b", "x\nX-Evil: 1"):
        for answer in (
            client_as(Role.OWNER).get(ME, {"next": text}),
            APIClient().get(f"/nowhere/{text.encode().hex()}", headers={"X-Request-ID": text}),
        ):
            assert "X-Evil" not in answer
            assert not any("\n" in value for _, value in answer.items())


@pytest.mark.asvs("1.2.4")
@pytest.mark.urls("apps.core.tests.membership_api")
@pytest.mark.parametrize(
    "text",
    [
        "' OR '1'='1",
        "x' OR 1=1 --",
        "'; DELETE FROM users_membership; --",
        '" OR ""="',
        "%' OR '%'='",
        "\\' OR 1=1 --",
        "x) OR (1=1",
        "1 UNION SELECT password FROM users_customuser",
    ],
)
def test_values_are_no_part_of_a_query(client_as, text):
    client = client_as(Role.OWNER)
    everybody = client.get(MEMBERSHIPS).json()["count"]
    assert client.get(MEMBERSHIPS, {"search": text}).json()["count"] == 0
    for name in ("user", "role", "role__in", "ordering", "created_at__gte"):
        assert client.get(MEMBERSHIPS, {name: text}).status_code == 422
    assert client.get(f"{MEMBERSHIPS}{text}/").status_code == 404
    assert client.get(MEMBERSHIPS).json()["count"] == everybody


@pytest.mark.asvs("1.2.4", "1.2.9")
@pytest.mark.urls("apps.core.tests.membership_api")
@pytest.mark.parametrize("text", ["%", "_", ".", ".*", "(a+)+$", "[", "\\"])
def test_a_search_takes_signs_literally(client_as, text):
    client = client_as(Role.OWNER)
    CustomUser.objects.filter(pk=client.user.pk).update(full_name="Ada Diaz")
    assert client.get(MEMBERSHIPS, {"search": "Diaz"}).json()["count"] == 1
    assert client.get(MEMBERSHIPS, {"search": text}).json()["count"] == 0


@pytest.mark.asvs("1.2.9")
@pytest.mark.urls("apps.core.tests.membership_api")
def test_lookups_that_are_not_offered_do_nothing(client_as):
    client = client_as(Role.OWNER)
    for lookup in ("user__password__startswith", "user__email__regex", "role__iregex"):
        answer = client.get(MEMBERSHIPS, {lookup: "zzz"})
        assert answer.status_code == 422 or answer.json()["count"] == 1, lookup


@pytest.mark.asvs("1.5.1", "1.5.2")
@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/xml", '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'),
        ("text/xml", "<a/>"),
        ("application/x-yaml", "!!python/object/apply:os.system [id]"),
        ("application/x-python-pickle", "cos\nsystem\n(S'id'\ntR."),
        ("application/x-www-form-urlencoded", "email=a"),
    ],
)
def test_the_api_reads_json_only(kind, body):
    assert APIClient().post(REGISTER, body, content_type=kind).status_code == 415
    assert not CustomUser.objects.exists()


@pytest.mark.asvs("1.3.3", "2.2.1", "2.2.2")
@pytest.mark.parametrize(
    "name", ["a\x00b", "\ud800", "x" * 256], ids=["zero", "half of a pair", "too long"]
)
def test_what_could_do_harm_is_refused(name):
    body = json.dumps({"email": "ada@example.com", "full_name": name, "password": "moon harvest z"})
    answer = APIClient().post(REGISTER, body, content_type="application/json")
    assert answer.status_code == 422
    assert "full_name" in answer.json()["errors"]


@pytest.mark.asvs("1.3.11")
@pytest.mark.parametrize(
    "address",
    [
        "ada@example.com\nBcc: eve@example.com",
        "ada@example.com\r\nSubject: x",
        "ada@example.com, eve@example.com",
        "ada@example.com>\r\nRCPT TO:<eve@example.com",
    ],
)
def test_an_address_is_one_address(address, mailoutbox):
    answer = register(email=address)
    assert answer.status_code == 422
    assert list(answer.json()["errors"]) == ["email"]
    assert not mailoutbox


@pytest.mark.asvs("1.3.11")
def test_a_name_adds_nothing_to_a_mail(mailoutbox):
    register(full_name="Ada\r\nBcc: eve@example.com", workspace_name="A\nBcc: eve@example.com")
    for message in mailoutbox:
        assert message.recipients() == ["ada@example.com"]
        assert "Bcc" not in message.message()


@pytest.mark.asvs("15.3.5", "2.2.2")
@pytest.mark.parametrize("value", [True, ["ada@example.com"], {"a": 1}, None])
def test_types_are_not_guessed(value):
    for name in ("email", "password", "workspace_name"):
        answer = register(**{name: value})
        assert answer.status_code == 422, name
        assert name in answer.json()["errors"]


@pytest.mark.asvs("15.3.7")
@pytest.mark.urls("apps.core.tests.membership_api")
def test_a_parameter_given_twice_widens_nothing(client_as, workspace):
    client = client_as(Role.OWNER)
    UserFactory()
    both = client.get(f"{MEMBERSHIPS}?role=viewer&role=owner").json()["count"]
    assert both == client.get(f"{MEMBERSHIPS}?role=owner").json()["count"]
    answer = client.post(f"{MEMBERSHIPS}?user={client.user.pk}", {})
    assert answer.status_code == 422
    assert "user" in answer.json()["errors"]


@pytest.mark.asvs("1.4.2")
@pytest.mark.urls("apps.core.tests.membership_api")
@pytest.mark.parametrize("number", ["-1", "0", "99999999999999999999", "1e9", "0x10", "1.5"])
def test_numbers_out_of_range_are_no_fault(client_as, number):
    answer = client_as(Role.OWNER).get(MEMBERSHIPS, {"page": number})
    assert answer.status_code == 404
    answer = client_as(Role.OWNER).get(MEMBERSHIPS, {"page_size": number})
    assert answer.status_code == 200
    assert len(answer.json()["results"]) <= 100
