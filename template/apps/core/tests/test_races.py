"""Many requests at once, each on a connection of its own, as the app's role."""

import json
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, models

from apps.core.deletion import SoftDeleteModel
from apps.core.models import IdempotencyKey
from apps.core.testing import MemberClient, entities
from apps.core.tests.creating import Creation, creations
from apps.core.versions import VersionedMixin
from apps.users.models import Workspace

THREADS = 16
DUPLICATES = 1000

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(count: int, ask: Callable[[int], Any]) -> list[Any]:
    """Call `ask` that many times, in threads that all begin in the same moment."""
    start = Barrier(THREADS)

    def work(first: int) -> list[Any]:
        start.wait()
        try:
            return [ask(number) for number in range(first, count, THREADS)]
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        return [answer for answers in pool.map(work, range(THREADS)) for answer in answers]


def clients_of(client: MemberClient) -> list[MemberClient]:
    """Return as many clients of one user as there are threads; a client is not for sharing."""
    clients = [MemberClient(client.user) for _ in range(THREADS)]
    for each in clients:
        each.raise_request_exception = False
    return clients


def unique_fields(creation: Creation) -> list[str]:
    """Return what makes two records of the same payload duplicates."""
    model = creation.model
    groups = [
        [name for name in constraint.fields if name != "workspace"]
        for constraint in model._meta.constraints
        if isinstance(constraint, models.UniqueConstraint)
    ]
    groups += [[field.name] for field in model._meta.concrete_fields if field.unique]
    return next((group for group in groups if group and "id" not in group), [])


@pytest.mark.asvs("2.3.4")
def test_duplicate_creates_make_one_record(workspace: Workspace, client_as: Any) -> None:
    creation = next((each for each in creations(workspace) if unique_fields(each)), None)
    if creation is None:
        pytest.skip("no record that a role may create has a unique value")
    payload = creation.payload(workspace)
    if not set(unique_fields(creation)) <= payload.keys():
        pytest.skip("the role that creates does not set the unique value")
    clients = clients_of(client_as(creation.role))

    def create(number: int) -> tuple[int, list[str]]:
        response = clients[number % THREADS].post(creation.address, payload)
        return response.status_code, sorted(response.json().get("errors", ()))

    before = creation.model.objects.count()
    answers = Counter(status for status, _ in at_once(DUPLICATES, create))
    assert answers == {201: 1, 422: DUPLICATES - 1}
    assert creation.model.objects.count() == before + 1


def test_the_database_refuses_what_no_serializer_has_seen(
    workspace: Workspace, client_as: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every request finds the value free, as if all of them had looked in the same moment."""
    creation = next((each for each in creations(workspace) if unique_fields(each)), None)
    if creation is None:
        pytest.skip("no record that a role may create has a unique value")
    roles = set()

    def see_nothing(*args: Any) -> dict[str, list[str]]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_user::text")
            roles.add(cursor.fetchone()[0])
        return {}

    monkeypatch.setattr("apps.core.serializers.RecordSerializer._constraint_errors", see_nothing)
    payload = creation.payload(workspace)
    fields = unique_fields(creation)
    if not set(fields) <= payload.keys():
        pytest.skip("the role that creates does not set the unique value")
    clients = clients_of(client_as(creation.role))
    key = fields[0] if len(fields) == 1 else "non_field_errors"

    def create(number: int) -> tuple[int, tuple[str, ...]]:
        response = clients[number % THREADS].post(creation.address, payload)
        return response.status_code, tuple(response.json().get("errors", ()))

    answers = Counter(at_once(10 * THREADS, create))
    assert answers == {(201, ()): 1, (422, (key,)): 10 * THREADS - 1}
    assert roles == {settings.DATABASE_APP_ROLE}


def test_one_idempotency_key_makes_one_record(workspace: Workspace, client_as: Any) -> None:
    found = creations(workspace)
    if not found:
        pytest.skip("no role of this project creates records without uploads")
    creation = found[0]
    payload = creation.payload(workspace)
    clients = clients_of(client_as(creation.role))

    def create(number: int) -> tuple[int, Any]:
        response = clients[number % THREADS].post(
            creation.address, payload, headers={"Idempotency-Key": "one"}
        )
        return response.status_code, response.json().get("id")

    before = creation.model.objects.count()
    answers = Counter(at_once(10 * THREADS, create))
    [(status, made)] = answers
    assert status == 201
    assert creation.model.objects.filter(pk=made).exists()
    assert creation.model.objects.count() == before + 1
    assert IdempotencyKey.objects.count() == 1


@pytest.mark.asvs("2.3.4")
def test_of_those_who_saw_one_version_one_changes_it(workspace: Workspace, client_as: Any) -> None:
    for entity in entities():
        call = entity.find("partial_update")
        role = call and entity.role_for(call)
        if call and role and issubclass(entity.viewset, VersionedMixin):
            break
    else:
        pytest.skip("no entity has versions")
    record = entity.factory(workspace=workspace)
    client = client_as(role)
    address = entity.address(call, record.pk)
    version = client.patch(address, {})["ETag"]
    clients = clients_of(client)

    def change(number: int) -> int:
        each = clients[number % THREADS]
        return int(each.patch(address, {}, headers={"If-Match": version}).status_code)

    answers = Counter(at_once(4 * THREADS, change))
    assert sum(count for status, count in answers.items() if status < 300) == 1
    assert answers[412] == 4 * THREADS - 1


def test_changes_without_versions_all_arrive(workspace: Workspace, client_as: Any) -> None:
    """Each names its own field, and none takes back what another one has just written."""
    for creation in creations(workspace):
        call = creation.entity.find("partial_update")
        texts = [
            field.name
            for field in creation.model._meta.concrete_fields
            if type(field) in {models.CharField, models.TextField}
            and not field.choices
            and not field.validators[1:]
            and call
            and creation.entity.role_for(call, writing=[field.name]) == creation.role
        ]
        if len(texts) >= 2:
            break
    else:
        pytest.skip("no record has two plain texts that one role may change")
    record = creation.entity.factory(workspace=workspace)
    values = {name: f"{number}" * 5 for number, name in enumerate(texts)}
    clients = clients_of(client_as(creation.role))

    def change(number: int) -> int:
        name = texts[number % len(texts)]
        each = clients[number % THREADS]
        return int(each.patch(creation.detail(record.pk), {name: values[name]}).status_code)

    answers = Counter(at_once(max(THREADS, len(texts)), change))
    if set(answers) == {422}:
        pytest.skip("these texts have a shape of their own")
    assert set(answers) <= {200, 204}
    record.refresh_from_db()
    assert {name: getattr(record, name) for name in texts} == values


@pytest.mark.asvs("2.3.1", "2.3.4")
def test_of_transitions_at_once_one_moves_the_record(workspace: Workspace, client_as: Any) -> None:
    for entity in entities():
        moves = [
            (call, move)
            for call in entity.calls(detail=True)
            if (move := getattr(getattr(entity.viewset, call.action), "transition", None))
            and move.target not in move.sources
            and entity.role_for(call)
        ]
        if moves and hasattr(entity.model, "workspace"):
            break
    else:
        pytest.skip("no entity has a workflow")
    call, move = moves[0]
    field = entity.viewset.workflow_field  # type: ignore[attr-defined]
    record = entity.factory(workspace=workspace, **{field: move.sources[0]})
    clients = clients_of(client_as(entity.role_for(call)))

    def go(number: int) -> int:
        return int(clients[number % THREADS].post(entity.address(call, record.pk)).status_code)

    answers = Counter(at_once(4 * THREADS, go))
    assert sum(count for status, count in answers.items() if status < 300) == 1, json.dumps(answers)
    assert answers[422] == 4 * THREADS - 1


def test_nothing_refers_to_what_is_deleted_in_the_same_moment(
    workspace: Workspace, client_as: Any
) -> None:
    for creation in creations(workspace):
        for field in creation.model._meta.concrete_fields:
            is_reference = isinstance(field, models.ForeignKey)
            target_model: Any = field.related_model if is_reference else None
            target = next((each for each in entities() if each.model is target_model), None)
            destroy: Any = target and target.find("destroy")
            deleter = target and destroy and target.role_for(destroy)
            is_kept = is_reference and issubclass(target_model, SoftDeleteModel)
            if is_kept and field.name in creation.payload(workspace) and deleter:
                break
        else:
            continue
        break
    else:
        pytest.skip("no record refers to one that can be deleted and is kept")
    assert target is not None
    targets = [target.factory(workspace=workspace) for _ in range(2 * THREADS)]
    payloads = [{**creation.payload(workspace), field.name: str(each.pk)} for each in targets]
    creators, deleters = clients_of(client_as(creation.role)), clients_of(client_as(deleter))

    def ask(number: int) -> int:
        # Neighbours, which begin together, ask about the same record.
        which, client = number // 2, number % THREADS
        if number % 2:
            address = target.address(destroy, targets[which].pk)
            return int(deleters[client].delete(address).status_code)
        return int(creators[client].post(creation.address, payloads[which]).status_code)

    answers = Counter(at_once(2 * len(targets), ask))
    assert set(answers) <= {201, 204, 409, 422}
    references = creation.model.objects.filter(**{f"{field.name}__in": targets})
    if issubclass(creation.model, SoftDeleteModel):
        references = references.filter(deleted_at=None)
    if field.remote_field.on_delete in {models.RESTRICT, models.PROTECT}:
        assert not references.filter(**{f"{field.name}__deleted_at__isnull": False}).exists()
        assert answers[201] == answers[409] == references.count()
        assert answers[204] == answers[422]
