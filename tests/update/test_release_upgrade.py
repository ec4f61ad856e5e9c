"""A project of 0.2.0, with rows and code of its team, goes to the template's present version."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from extensions.genome import load
from tests.builders import REPOSITORY, Answers, entity, field, genome
from tests.update.desk import Desk
from tests.update.rows import Rows, differences, rows_in
from tests.update.workbench import SECRETS, Workbench
from tests.workshop import Product, Workshop, commit, run

FORMER, LATER = "v0.2.0", "v1000.0.0"
GENOME: Answers = genome(
    entity("Board", field("name", unique=True), soft_delete=True, audit=True),
    entity(
        "Card",
        field("title", list=True),
        field("board", "reference", to="Board", on_delete="cascade"),
        field("secret", "text", encrypted=True, required=False),
        versioned=True,
    ),
    admin=True,
)
# Text of a file, and what the team writes in its place.
OWN_CODE = {
    "apps/cards/models.py": [
        (
            "    class Meta(",
            "    colour = models.CharField(max_length=20, blank=True)\n\n    class Meta(",
        ),
        (
            "    def __str__(",
            '    def shout(self) -> str:\n        """The title, loud."""\n'
            "        return self.title.upper()\n\n    def __str__(",
        ),
    ],
    "apps/cards/serializers.py": [
        ('            "created_by",\n', '            "created_by",\n            "colour",\n'),
    ],
    "apps/cards/views.py": [
        (
            "\n\n\nclass",
            "\n\n# isort: split\nfrom rest_framework.decorators import action\n"
            "from rest_framework.request import Request\n"
            "from rest_framework.response import Response\n\n\nclass",
        ),
        (
            "    # Every action works",
            "    @action(detail=True)\n"
            "    def shouted(self, request: Request, pk: str) -> Response:\n"
            '        """The title, loud."""\n'
            '        return Response({"title": self.get_object().shout()})\n\n'
            "    # Every action works",
        ),
    ],
    "apps/users/services.py": [
        (
            "\n\n\n@transaction.atomic\ndef user_register(",
            "\n\n\ndef user_greet(*, user: CustomUser) -> str:\n"
            '    """Say hello."""\n    return f"Hello, {user}"\n\n\n'
            "@transaction.atomic\ndef user_register(",
        ),
    ],
    "config/settings/base.py": [
        ("SPECTACULAR_SETTINGS = {\n", 'GREETING = "Hello"\n\nSPECTACULAR_SETTINGS = {\n'),
    ],
}
OWN_TEST = '''\
"""A test of the team's."""

import pytest

from apps.cards.factories import CardFactory

pytestmark = pytest.mark.django_db


def test_shout() -> None:
    card = CardFactory(title="tea", colour="red")
    assert (card.shout(), card.colour) == ("TEA", "red")
'''
PASSWORD = "correct horse battery staple"
# People of before: an owner with a colleague, somebody who was locked out, and who runs it all.
POPULATE = f"""
from apps.cards.models import Card
from apps.users.models import CustomUser, Membership
from apps.users.services import user_register
from apps.users.tokens import tokens_issue, tokens_revoke

Card.objects.update(colour="red")
owner = user_register(email="Ada@Example.com", password={PASSWORD!r}, workspace_name="Ada's")
demo = CustomUser.objects.get(email="demo@example.com").active_workspace
Membership.objects.create(workspace=demo, user=owner, role="admin", created_by=owner)
owner.active_workspace = demo
owner.save()
CustomUser.objects.create_user("locked@example.com", {PASSWORD!r}, is_active=False)
CustomUser.objects.create_superuser("root@example.com", {PASSWORD!r})
tokens_revoke(refresh=tokens_issue(user=owner).refresh)
print("refresh=" + tokens_issue(user=owner).refresh)
"""
# Runs as the application's role, and tells in JSON what its people meet.
SIGN_IN = f"""
import json
from urllib.parse import unquote
from django.conf import settings
from django.core import mail
from django.test import Client

settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
settings.ALLOWED_HOSTS = ["testserver"]
mail.outbox = []
api = Client()

def post(url, **body):
    return api.post("/api/auth/" + url, json.dumps(body), content_type="application/json")

def sign_in(email):
    return post("token/", email=email, password={PASSWORD!r}, delivery="body")

met = {{"refresh": post("token/refresh/", refresh=REFRESH).status_code}}
met["locked"] = [sign_in("locked@example.com").status_code, len(mail.outbox)]
met["first"] = sign_in("ADA@example.com").json()["code"]
(letter,) = mail.outbox
met["to"] = letter.to
key = unquote(letter.body.partition("key=")[2].split()[0])
met["verified"] = post("email/verify/", key=key).status_code
bearer = {{"Authorization": "Bearer " + sign_in("ADA@example.com").json()["access"]}}
met["role"] = api.get("/api/auth/me/", headers=bearer).json()["role"]
cards = api.get("/api/v1/cards/", headers=bearer).json()
met["cards"] = cards["count"]
card = api.get("/api/v1/cards/" + cards["results"][0]["id"] + "/", headers=bearer).json()
board = "/api/v1/boards/" + card["board"]["id"] + "/"
met["readable"] = card["colour"] == "red" and bool(card["secret"])
met["deleted"] = api.delete(board, headers=bearer).status_code
met["again"] = post("email/resend/", email="root@example.com").status_code
met["subject"] = mail.outbox[-1].subject
print("met=" + json.dumps(met))
"""

# As with 0.2.0: one role that owns the tables, and is the application as well.
ONE_ROLE = """
DO $$
DECLARE name text;
BEGIN
    CREATE ROLE everything LOGIN;
    ALTER SCHEMA public OWNER TO everything;
    FOR name IN SELECT relname FROM pg_class
        WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
    LOOP EXECUTE format('ALTER TABLE %I OWNER TO everything', name); END LOOP;
    FOR name IN SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace
    LOOP EXECUTE format('ALTER ROUTINE %I OWNER TO everything', name); END LOOP;
END $$
"""
PAINTING = """
from django.db import migrations


def paint(apps, editor):
    apps.get_model("cards", "Card").objects.update(colour="blue")


class Migration(migrations.Migration):
    dependencies = [("cards", "LATEST")]
    operations = [migrations.RunPython(paint)]
"""


@dataclass(frozen=True)
class Upgraded:
    """The project at the later version, its database, and what both were before."""

    desk: Desk
    bench: Workbench
    database: str
    upgrade: subprocess.CompletedProcess[str]
    before: Rows
    refresh: str

    def manage(
        self, *arguments: str, app: str = "app", migrating: str = "postgres", check: bool = True
    ) -> subprocess.CompletedProcess[str]:
        """Run a command with the two roles that this version wants."""
        url = self.bench.url(self.database)
        return self.desk.product.manage(
            *arguments,
            check=check,
            DJANGO_SETTINGS_MODULE="config.settings.development",
            DATABASE_URL=url.replace("postgres@", f"{app}@"),
            MIGRATION_DATABASE_URL=url.replace("postgres@", f"{migrating}@"),
            **SECRETS,
        )


@pytest.fixture(scope="module")
def template(workshop: Workshop, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The template's repository with the former release, and the work tree as a later one."""
    tag = run("git", "rev-parse", "--verify", "--quiet", FORMER, cwd=REPOSITORY, check=False)
    if tag.returncode:
        pytest.skip(f"there is no {FORMER} in this repository: `git fetch --tags --unshallow`")
    folder = tmp_path_factory.mktemp("releases") / "template"
    run("git", "clone", "--quiet", "--no-checkout", REPOSITORY, folder, cwd=folder.parent)
    shutil.copytree(workshop.template, folder, dirs_exist_ok=True)
    shutil.copy(REPOSITORY / "CHANGELOG.md", folder)
    commit(folder)
    run("git", "tag", LATER, cwd=folder)
    return folder


@pytest.fixture(scope="module")
def upgraded(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Upgraded]:
    """What a team does: generate, write code and rows, and then `make upgrade` and `migrate`."""
    folder = generated(template, tmp_path_factory.mktemp("upgraded") / "project")
    desk = Desk(Product(folder), folder)
    write_own_code(desk)
    bench = Workbench(desk.product)
    database = bench.database()
    bench.managed(folder, "makemigrations", "--no-header", "--noinput", database=database)
    desk.product.python("-m", "ruff", "format", "--quiet", "apps")
    desk.commit()
    bench.managed(folder, "migrate", "--verbosity=0", database=database)
    bench.managed(folder, "seed", "--rows=5", database=database)
    said = bench.managed(folder, "shell", "--verbosity=0", "--command", POPULATE, database=database)
    found = Upgraded(
        desk=desk,
        bench=bench,
        database=database,
        before=rows_in(bench, database, load(GENOME)),
        refresh=said.partition("refresh=")[2].strip(),
        upgrade=desk.apply("--to", "latest", "--yes"),
    )
    if found.upgrade.returncode == 0:
        found.manage("migrate", "--verbosity=0")
    yield found
    bench.close()


def generated(template: Path, folder: Path) -> Path:
    """A project of the former release with its environment; contract and gate are left out."""
    data = folder.with_name("genome.yml")
    data.write_text(json.dumps(GENOME), encoding="utf-8")
    options = ("--trust", "--defaults", "--quiet", "--skip-tasks", f"--vcs-ref={FORMER}")
    copy = ("-m", "copier", "copy", *options, f"--data-file={data}")
    run(sys.executable, *copy, template, folder, cwd=folder.parent)
    run(sys.executable, "-m", "tools.environment", cwd=folder)
    commit(folder)
    return folder


def write_own_code(desk: Desk) -> None:
    for path, changes in OWN_CODE.items():
        for former, present in changes:
            desk.replace(path, former, present)
    desk.write("apps/cards/tests/test_shout.py", OWN_TEST)


def test_no_conflict_and_no_line_is_lost(upgraded: Upgraded) -> None:
    assert upgraded.upgrade.returncode == 0, upgraded.upgrade.stdout + upgraded.upgrade.stderr
    desk = upgraded.desk
    assert "0.2.0" not in desk.read(".copier-answers.yml")
    for path, changes in OWN_CODE.items():
        assert all(present in desk.read(path) for _, present in changes), path
    assert desk.read("apps/cards/tests/test_shout.py") == OWN_TEST
    assert not [*desk.folder.rglob("*.orig"), *desk.folder.rglob("*.rej")]
    assert "| 8.4.1 |" in desk.read("docs/security/asvs.md")


def test_the_plan_says_what_the_version_asks_of_the_team(upgraded: Upgraded) -> None:
    assert "What a project of 0.2.0 has to do" in upgraded.upgrade.stdout
    assert "manage.py createroles" in upgraded.upgrade.stdout


def test_no_row_is_lost(upgraded: Upgraded) -> None:
    after = rows_in(upgraded.bench, upgraded.database, load(GENOME))
    kept = {
        table: {name: values for name, values in columns.items() if name in upgraded.before[table]}
        for table, columns in after.items()
        if table in upgraded.before
    }
    assert differences(upgraded.before, kept) == []
    assert set(after["Board"]["deleted_at"].values()) == {None}


def test_the_walls_stand_around_the_rows_of_before(upgraded: Upgraded) -> None:
    said = upgraded.manage("check", "--deploy", "--database=default").stdout
    assert "core.E" not in said


def test_people_of_before_sign_in_with_their_passwords(upgraded: Upgraded) -> None:
    code = f"REFRESH = {upgraded.refresh!r}\n{SIGN_IN}"
    copy = replace(upgraded, database=upgraded.bench.database(like=upgraded.database))
    said = copy.manage("shell", "--command", code)
    met: dict[str, Any] = json.loads(said.stdout.partition("met=")[2].splitlines()[0])
    assert met == {
        "refresh": 401,
        "locked": [401, 0],
        "first": "email_verification_required",
        "to": ["ada@example.com"],
        "verified": 204,
        "role": "admin",
        "cards": 5,
        "readable": True,
        "deleted": 204,
        "again": 202,
        "subject": "Confirm your e-mail address",
    }


def test_the_test_of_the_team_passes(upgraded: Upgraded) -> None:
    options = ("-q", "-p", "no:cacheprovider", "apps/cards/tests/test_shout.py")
    assert "1 passed" in upgraded.desk.product.python("-m", "pytest", *options).stdout


def test_a_role_that_would_miss_rows_does_not_migrate(upgraded: Upgraded) -> None:
    copy = replace(upgraded, database=upgraded.bench.database(like=upgraded.database))
    copy.bench.query(copy.database, ONE_ROLE)
    migrations = copy.desk.product.folder / "apps/cards/migrations"
    latest = max(path.stem for path in migrations.glob("0*.py"))
    copy.desk.write("apps/cards/migrations/0099_paint.py", PAINTING.replace("LATEST", latest))
    done = copy.manage("migrate", app="everything", migrating="everything", check=False)
    assert done.returncode == 1
    assert "Name a role for it in MIGRATION_DATABASE_URL" in done.stdout
    copy.manage("migrate", app="everything")
    colours = copy.bench.query(copy.database, "SELECT DISTINCT colour FROM cards_card")
    assert colours == [[["blue"]]]
