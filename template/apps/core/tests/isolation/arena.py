"""Two workspaces face to face: one attacks, the texts of the other one carry marks."""

import logging
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from functools import cache, partial
from typing import Any
from uuid import uuid4

from django.core import mail
from django.db import connection, models
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from apps.core.factories import RecordFactory
from apps.core.models import WorkspaceModel
from apps.core.seeding import ordered_factories
from apps.core.testing import Call, Entity, MemberClient
from apps.core.tests.isolation.ledger import rows_of
from apps.core.tests.isolation.marks import Marks, without
from apps.core.tests.isolation.situations import Situation
from apps.users.factories import (
    InvitationFactory,
    MembershipFactory,
    WorkspaceFactory,
    create_member,
)
from apps.users.models import CustomUser, Workspace
from apps.users.roles import Role

# Stands for what an attack is about, in addresses and data.
IT = "00000000-0000-4000-8000-0000000a77ac"

# What differs from one answer to the next, whoever asks for what.
VOLATILE = {"Date", "X-Request-Id", "X-Request-ID"}

factories = cache(ordered_factories)


@dataclass
class Camp:
    """A workspace with an owner and one record of every entity."""

    workspace: Workspace
    user: CustomUser
    records: dict[type[models.Model], Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Answer:
    """What a client can tell of a response."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: str
    queries: int

    def without_values(self, keys: Iterable[str]) -> "Answer":
        """Return the answer with no values for some keys of its body."""
        body = self.body
        for key in keys:
            body = re.sub(rf'"{key}":"[^"]*"', f'"{key}"', body)
        return replace(self, body=body)


class Watched(APIClient):
    """A client that looks through all it is answered for marks it had not said itself."""

    arena: "Arena"

    def generic(self, *args: Any, **extra: Any) -> Any:
        response = super().generic(*args, **extra)
        said = (part.decode(errors="replace") if isinstance(part, bytes) else part for part in args)
        self.arena.look_through(response, said=f"{' '.join(map(str, said))} {extra}")
        return response


class Intruder(Watched, MemberClient):
    """A member of the own workspace."""

    def __init__(self, user: CustomUser, arena: "Arena") -> None:
        super().__init__(user)
        self.arena = arena


class Bearer(Watched):
    """Somebody with a token, or with something that is to pass for one."""

    def __init__(self, token: str, arena: "Arena") -> None:
        super().__init__()
        self.arena = arena
        self.credentials(HTTP_AUTHORIZATION=f"Bearer {token}")


class Insider(MemberClient):
    """A member of the foreign workspace, who may see, change and leave traces there."""

    def __init__(self, user: CustomUser, arena: "Arena") -> None:
        super().__init__(user)
        self.arena = arena

    def generic(self, *args: Any, **extra: Any) -> Any:
        self.arena.expect_no_traces()
        heard = len(self.arena.log.lines)
        response = super().generic(*args, **extra)
        del self.arena.log.lines[heard:]
        self.arena.expect_rows()
        return response


class Arena:
    """The own workspace, the foreign one, and what has been tried so far."""

    def __init__(self, situation: Situation) -> None:
        self.situation = situation
        self.attempts = 0
        self.marks = Marks()
        self.own_marks = Marks()
        self.log = _Lines()
        self.own = self._own_camp()
        self.foreign = self._foreign_camp()
        # Places whose marks the attacker may know, such as the name of a workspace they joined.
        self.known: set[str] = set()
        self._clients: dict[str, Intruder] = {}
        self._said: list[str] = []
        self.expect_rows()

    # Attacking

    def client(self, role: str) -> Intruder:
        """Return a client of a member of the own workspace, the same one for a role."""
        if role not in self._clients:
            self._clients[role] = self.new_client(role)
        return self._clients[role]

    def new_client(self, role: str) -> Intruder:
        """Return a client of a new member of the own workspace.

        They own the foreign workspace, too, which must not count while the own one is active.
        """
        client = self.stranger(role)
        MembershipFactory(workspace=self.foreign.workspace, user=client.user, role=Role.OWNER)
        self.expect_rows()
        return client

    def stranger(self, role: str) -> Intruder:
        """Return a client of a new member of the own workspace, and of no other."""
        self.expect_no_traces()
        return Intruder(create_member(self.own.workspace, role), self)

    def insider(self, role: str) -> Insider:
        """Return a client of a new member of the foreign workspace."""
        user = create_member(self.foreign.workspace, role)
        self.expect_rows()
        return Insider(user, self)

    def alike(
        self,
        client: APIClient,
        method: str,
        address: str,
        data: Any = None,
        *,
        foreign: object,
        random: object = None,
        volatile: Collection[str] = (),
        **headers: Any,
    ) -> Any:
        """Attack with something foreign, and expect the answer that something random gets.

        It is put wherever IT stands in the address, the data or the headers. Without `random` an
        id that nobody has stands against it. The keys in `volatile` are left out of the bodies:
        they differ whoever asks. Return the response to the attack.
        """
        [response] = self.all_alike(
            client,
            method,
            address,
            data,
            foreign=[foreign],
            random=random,
            volatile=volatile,
            **headers,
        )
        return response

    def all_alike(
        self,
        client: APIClient,
        method: str,
        address: str,
        data: Any = None,
        *,
        foreign: Iterable[object],
        random: object = None,
        volatile: Collection[str] = (),
        **headers: Any,
    ) -> list[Any]:
        """Attack with one foreign thing after the other, as `alike` does; return the responses.

        One answer to something random stands against all of them. One of them is enough where
        the method is not allowed: nothing is looked up there.
        """
        nothing = uuid4() if random is None else random
        ask = partial(self._ask, client, method, address, data, headers, volatile)
        responses = []
        _, control = ask(nothing)
        for thing in foreign:
            self.attempts += 1
            response, attack = ask(thing)
            if attack.queries != control.queries:
                # What is read once per process, such as a content type, may have been read now.
                response, attack = ask(thing)
                _, control = ask(nothing)
            assert attack == control, f"{method} {address} {data}"
            responses.append(response)
            if response.status_code == 405:
                break
        return responses

    def attack(self, entity: Entity, call: Call, role: str, data: Any = None) -> Any:
        """Ask for the foreign record of an entity; return the response."""
        foreign = self.foreign.records[entity.model].pk
        address = entity.address(call, IT)
        return self.alike(self.client(role), call.method, address, data, foreign=foreign)

    def payload(self, entity: Entity, role: str, **values: Any) -> dict[str, Any]:
        """Return what a member of the own workspace would send to create a record with `values`."""
        is_shared = not issubclass(entity.model, WorkspaceModel)
        place = {} if is_shared else {"workspace": self.own.workspace}
        return entity.factory.payload(role=role, **place, **values)

    def count(self, attempts: int = 1) -> None:
        """Note attacks that were judged by other means than `alike`."""
        self.attempts += attempts

    def look_through(self, response: Any, *, said: str = "") -> None:
        """Fail if a mark stands in an answer and the request had not said it."""
        self._said.append(said)
        found = self.marks.found_in(f"{response.headers}\n{text_of(response)}", said=said)
        found = [place for place in found if place not in self.known]
        assert not found, f"{response.request['PATH_INFO']} tells {found}"

    def expect_no_traces(self) -> None:
        """Fail if a foreign row has changed, or a mark stands in a log line or an e-mail."""
        before, after = self._rows, self._read_rows()
        assert after == before, f"changed: {before - after}, now: {after - before}"
        said = " ".join(self._said)
        ids_said = "\n".join(mark for mark in self.marks.ids if mark in said)
        logged = self.marks.found_in("\n".join(self.log.lines), said=ids_said)
        assert not logged, f"logged: {logged}"
        for message in mail.outbox:
            found = self.marks.found_in(message.message().as_string(), said=said)
            assert not found, f"mailed: {found}"

    def expect_rows(self) -> None:
        """Take the foreign rows as they are now for what must not change."""
        self._rows = self._read_rows()

    # Setting up

    def _own_camp(self) -> Camp:
        workspace = WorkspaceFactory()
        camp = Camp(workspace, create_member(workspace, Role.OWNER))
        for factory in factories():
            self._fill(camp, factory, self.own_marks)
        return camp

    def _foreign_camp(self) -> Camp:
        workspace = WorkspaceFactory(name=self.marks.text("Workspace.name"))
        membership = MembershipFactory(workspace=workspace, role=Role.OWNER)
        user = membership.user
        user.full_name = self.marks.text("CustomUser.full_name")
        user.email = f"{self.marks.text('CustomUser.email')}@example.com"
        user.save()
        for record in (workspace, membership, user):
            self.marks.add_id(record.pk, f"the id of a {type(record).__name__}")
        invitation = InvitationFactory(
            workspace=workspace,
            created_by=user,
            email=f"{self.marks.text('Invitation.email')}@example.com",
        )
        self.marks.add_id(invitation.pk, "the id of an Invitation")
        camp = Camp(workspace, user)
        for factory in factories():
            model = factory._meta.model
            if issubclass(model, WorkspaceModel):
                record = self._fill(camp, factory, self.marks)
                self.marks.add_id(record.pk, f"the id of a {model.__name__}")
        return camp

    def _fill(self, camp: Camp, factory: type[RecordFactory], marks: Marks) -> Any:
        """Make one record, which refers to the camp's own records."""
        model = factory._meta.model
        values = marks.values_for(model, factory)
        if issubclass(model, WorkspaceModel):
            values |= {"workspace": camp.workspace, "created_by": camp.user}
        own: dict[Any, Any] = {**camp.records, CustomUser: camp.user}
        for relation in [*model._meta.concrete_fields, *model._meta.many_to_many]:
            if not relation.is_relation or not relation.editable or relation.name in values:
                continue
            known = own.get(relation.related_model)
            if known is not None:
                values[relation.name] = [known] if relation.many_to_many else known
        record = factory(**values)
        camp.records[model] = record
        return record

    # Comparing

    def _ask(
        self,
        client: APIClient,
        method: str,
        address: str,
        data: Any,
        headers: dict[str, Any],
        volatile: Collection[str],
        thing: object,
    ) -> tuple[Any, Answer]:
        address, data, headers = _put_in((address, data, headers), thing)
        with CaptureQueriesContext(connection) as queries:
            response = send(client, method, address, data, **headers)
        shown = (
            (name, without(value, thing))
            for name, value in sorted(response.headers.items())
            if name not in VOLATILE
        )
        body = without(text_of(response), thing)
        answer = Answer(response.status_code, tuple(shown), body, len(queries))
        return response, answer.without_values(volatile)

    def _read_rows(self) -> Any:
        return rows_of(self.foreign.workspace, [self.foreign.user])


class _Lines(logging.Handler):
    """Keeps all that is logged, as it would be written."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


def send(client: APIClient, method: str, address: str, data: Any = None, **headers: Any) -> Any:
    """Send a request: data in the address for GET, as multipart with a file, else as JSON."""
    if method.upper() == "GET":
        return client.get(address, data, **headers)
    known = {"POST": client.post, "PUT": client.put, "PATCH": client.patch}
    if data is None or method.upper() not in known:
        return client.generic(method.upper(), address, **headers)
    files = [value for value in data.values() if hasattr(value, "read")]
    for file in files:
        file.seek(0)
    how = "multipart" if files else "json"
    return known[method.upper()](address, data, format=how, **headers)


def _put_in(value: Any, thing: object) -> Any:
    """Return a value with a thing wherever IT stands."""
    match value:
        case str():
            return value.replace(IT, str(thing))
        case dict():
            return {_put_in(key, thing): _put_in(item, thing) for key, item in value.items()}
        case list() | tuple():
            return type(value)(_put_in(item, thing) for item in value)
    return value


def text_of(response: Any) -> str:
    """Return the body of a response; that of a file is read once, and kept."""
    if not response.streaming:
        return str(response.content.decode(errors="replace"))
    if not hasattr(response, "read_already"):
        content: Iterable[bytes] = response.streaming_content
        response.read_already = b"".join(content).decode(errors="replace")
    return str(response.read_already)
