"""`makemigrations` and `migrate` of a project: renames, rows, refusals, and all or nothing.

Most cases need no project but its `apps.core`: those in `migrating/` define models as they go, and
run in the project's own environment, in one process each. The rest is about the commands.
"""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.builders import entity, field, genome
from tests.update.scratch import MAKE, MIGRATE, NOWHERE, Scratch
from tests.update.workbench import SECRETS, Workbench
from tests.workshop import Product, Workshop, clean_environment

pytestmark = pytest.mark.product

CASES = Path(__file__).with_name("migrating")
SHOP = genome(
    entity("Customer", field("name")),
    entity(
        "Order",
        field("code", max_length=20),
        field("note", "text", required=False),
        field("customer", "reference", to="Customer"),
    ),
)
APPLIED = "SELECT app, name FROM django_migrations ORDER BY id"
WAITING = "SELECT 1 FROM pg_locks WHERE NOT granted"
OTHERS = (
    "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
)
HOLD = """
import sys, time, psycopg
connection = psycopg.connect(sys.argv[1])
connection.execute(sys.argv[2])
print("locked", flush=True)
time.sleep(60)
"""


@pytest.fixture(scope="module")
def begun(bench: Workbench, tmp_path_factory: pytest.TempPathFactory) -> Scratch:
    """A shop with customers and orders. Nobody changes it."""
    return Scratch.begun(bench, tmp_path_factory.mktemp("shop") / "project", SHOP, rows=3)


@pytest.fixture
def shop(begun: Scratch, tmp_path: Path) -> Scratch:
    """A copy of it to work on."""
    return begun.copy(tmp_path / "project")


def rewrite(shop: Scratch, path: str, *changes: tuple[str, str]) -> None:
    """Change a file by hand; each text must be there."""
    file = shop.folder / path
    text = file.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, f"{old!r} is not in {path}"
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")


def make(shop: Scratch, *options: str) -> str:
    return shop.bench.managed(shop.folder, *MAKE, *options, database=NOWHERE)


def refused(shop: Scratch, *options: str) -> str:
    before = migrations_of(shop)
    done = shop.bench.manage(shop.folder, *MAKE, *options, database=NOWHERE)
    assert done.status == 1
    assert "Traceback" not in done.said
    assert migrations_of(shop) == before
    return done.said


def migrate(shop: Scratch, *arguments: str) -> str:
    return shop.bench.managed(shop.folder, *MIGRATE, *arguments, database=shop.database)


def migrations_of(shop: Scratch) -> dict[str, str]:
    return {
        path.relative_to(shop.folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(shop.folder.glob("apps/*/migrations/0*.py"))
    }


def rows(shop: Scratch, query: str) -> list[list[object]]:
    return shop.bench.query(shop.database, query)[0]


@pytest.mark.parametrize("name", ["renames", "rows", "drops"])
def test_models_without_a_project(name: str, workshop: Workshop, tmp_path: Path) -> None:
    run_cases(workshop.product("clinic"), name, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["renames", "rows", "drops"])
def test_models_without_a_project_on_django_6(
    name: str, workshop: Workshop, tmp_path: Path
) -> None:
    run_cases(workshop.product("django_6"), name, tmp_path)


def run_cases(product: Product, name: str, folder: Path) -> None:
    copy = product.copy(folder / "project")
    shutil.copytree(CASES, copy.folder / "migrating")
    copy.python("-m", "pytest", "-q", "-p", "no:cacheprovider", f"migrating/{name}.py")


def test_a_change_by_hand_is_declared_by_options(shop: Scratch) -> None:
    codes = rows(shop, "SELECT id::text, code FROM orders_order ORDER BY id")
    rewrite(
        shop,
        "apps/orders/models.py",
        ("    code = ", "    number = "),
        ('"code"', '"number"'),
        ("order_code__id", "order_number__id"),
        ("    note = models.TextField(blank=True)\n", "    weight = models.IntegerField()\n"),
        ("return self.code", "return self.number"),
    )
    said = refused(shop)
    assert "4 changes would lose data or cannot be decided. Nothing was written." in said
    assert "--renamed orders.Order.code=<name>" in said
    options = (
        "--renamed=orders.Order.code=number",
        "--backfill=orders.Order.weight=7",
        "--dropped=Order.note",
    )
    make(shop, *options)
    assert len(migrations_of(shop)) == 6
    migrate(shop)
    assert rows(shop, "SELECT id::text, number FROM orders_order ORDER BY id") == codes
    assert rows(shop, "SELECT DISTINCT weight FROM orders_order") == [[7]]
    make(shop, "--check")


@pytest.mark.parametrize(
    "option",
    ["--renamed=code", "--renamed=orders.Order.code", "--backfill=Order.code=1", "--renamed=a.=b"],
)
def test_an_option_that_makes_no_sense(option: str, shop: Scratch) -> None:
    assert "is not of the form app.Model" in refused(shop, option)


def test_what_the_genome_says_needs_no_options(shop: Scratch) -> None:
    rewrite(
        shop,
        "apps/orders/models.py",
        ("class Order(", "class Purchase("),
        ("    code = ", "    number = "),
        ("return self.code", "return self.number"),
        ("order_created_at", "purchase_created_at"),
        ('"code"', '"number"'),
        ("order_code__id", "purchase_number__id"),
    )
    for path in shop.folder.glob("apps/orders/*.py"):
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"\bOrder\b", "Purchase", text), encoding="utf-8")
    rewrite(
        shop,
        "config/evolution.py",
        (
            "RENAMED_MODELS: list[tuple[str, str, str]] = []",
            'RENAMED_MODELS: list[tuple[str, str, str]] = [("orders", "Order", "Purchase")]',
        ),
        (
            "RENAMED_FIELDS: list[tuple[str, str, str, str]] = []",
            "RENAMED_FIELDS: list[tuple[str, str, str, str]] = [\n"
            '    ("orders", "Purchase", "code", "number"),\n]',
        ),
    )
    codes = rows(shop, "SELECT id::text, code, customer_id::text FROM orders_order ORDER BY id")
    make(shop)
    migrate(shop)
    assert (
        rows(shop, "SELECT id::text, number, customer_id::text FROM orders_purchase ORDER BY id")
        == codes
    )
    types = "SELECT model FROM django_content_type WHERE app_label = 'orders'"
    assert rows(shop, types) == [["purchase"]]
    make(shop, "--check")
    migrate(shop, "orders", "0001")
    assert (
        rows(shop, "SELECT id::text, code, customer_id::text FROM orders_order ORDER BY id")
        == codes
    )


def test_two_copies_get_the_same_bytes(begun: Scratch, tmp_path: Path) -> None:
    found = []
    for name in ("one", "other"):
        copy = begun.copy(tmp_path / name)
        rewrite(
            copy,
            "apps/orders/models.py",
            ("max_length=20", "max_length=9"),
            ("    note = models.TextField(blank=True)\n", ""),
        )
        make(copy, "--dropped=Order.code:type", "--dropped=Order.note")
        found.append(migrations_of(copy))
    assert found[0] == found[1]
    (new,) = found[0].keys() - migrations_of(begun).keys()
    text = found[0][new]
    assert text.startswith('"""')
    assert "destroys data" in text.partition("import")[0]


def test_a_migration_that_is_there_is_never_touched(shop: Scratch) -> None:
    before = migrations_of(shop)
    rewrite(shop, "apps/orders/models.py", ("max_length=20", "max_length=40"))
    make(shop)
    after = migrations_of(shop)
    assert {path: after[path] for path in before} == before
    assert len(after) == len(before) + 1


def test_rows_that_do_not_fit_fail_the_whole(shop: Scratch) -> None:
    codes = rows(shop, "SELECT id::text, code FROM orders_order ORDER BY id")
    shop.bench.query(shop.database, "UPDATE orders_order SET code = 'much too long'")
    rewrite(
        shop,
        "apps/orders/models.py",
        ("max_length=20", "max_length=5"),
        ("    note = ", "    remark = models.TextField(blank=True)\n    note = "),
    )
    make(shop, "--dropped=Order.code:max_length")
    done = shop.bench.manage(shop.folder, *MIGRATE, database=shop.database)
    assert done.status == 1
    assert "Traceback" not in done.said
    assert f"Order.code: {len(codes)} rows do not fit into varchar(5)" in done.said
    assert "Nothing was changed." in done.said
    assert "remark" not in columns(shop, "orders_order")
    shop.bench.query(shop.database, "UPDATE orders_order SET code = left(code, 5)")
    migrate(shop)


def test_duplicates_fail_in_words(shop: Scratch) -> None:
    shop.bench.query(shop.database, "UPDATE orders_order SET code = 'the same'")
    rewrite(shop, "apps/orders/models.py", ("max_length=20", "max_length=20, unique=True"))
    make(shop)
    done = shop.bench.manage(shop.folder, *MIGRATE, database=shop.database)
    assert done.status == 1
    assert "Traceback" not in done.said
    assert "does not go together with the rows that are there" in done.said


def columns(shop: Scratch, table: str) -> set[object]:
    query = f"SELECT column_name FROM information_schema.columns WHERE table_name = '{table}'"
    return {name for (name,) in rows(shop, query)}


def test_a_dropped_app_stays_as_a_shell(shop: Scratch) -> None:
    """Only its migrations are left; a new database still runs all of them."""
    shop.write({**genome(SHOP["entities"][0]), "dropped": ["Order"]})
    assert not (shop.folder / "apps/orders/models.py").exists()
    make(shop)
    assert "DeleteModel" in "".join(migrations_of(shop).values())
    make(shop, "--check")
    migrate(shop)
    assert columns(shop, "orders_order") == set()
    fresh = shop.bench.database()
    shop.bench.managed(shop.folder, *MIGRATE, database=fresh)


BY_HAND = """
from django.db import migrations

def copy(apps, schema_editor):
    Order = apps.get_model("orders", "Order")
    for order in Order.objects.all():
        order.pk = None
        order._state.adding = True
        order.save()

class Migration(migrations.Migration):
    {atomic}
    dependencies = [("orders", "0001_initial")]
    operations = [{operation}]
"""


def write_by_hand(shop: Scratch, operation: str, atomic: str = "") -> None:
    path = shop.folder / "apps/orders/migrations/0002_by_hand.py"
    path.write_text(BY_HAND.format(operation=operation, atomic=atomic), encoding="utf-8")
    rewrite(shop, "apps/orders/models.py", ("max_length=20", "max_length=40"))
    make(shop)


def test_rows_of_one_migration_do_not_hold_up_the_next(shop: Scratch) -> None:
    """Inserted rows have references that are still to be checked, which no ALTER TABLE allows."""
    (count,) = rows(shop, "SELECT count(*) FROM orders_order")[0]
    assert isinstance(count, int)
    write_by_hand(shop, "migrations.RunPython(copy, migrations.RunPython.noop)")
    migrate(shop)
    assert rows(shop, "SELECT count(*) FROM orders_order") == [[2 * count]]
    migrate(shop, "orders", "0001")


def test_a_migration_that_is_not_atomic_runs_by_itself(shop: Scratch) -> None:
    sql = '"CREATE INDEX CONCURRENTLY by_code ON orders_order (code)", "DROP INDEX by_code"'
    write_by_hand(shop, f"migrations.RunSQL({sql})", atomic="atomic = False")
    migrate(shop)
    assert rows(shop, "SELECT 1 FROM pg_indexes WHERE indexname = 'by_code'") == [[1]]


@pytest.fixture
def program(workshop: Workshop) -> Path:
    return workshop.product("clinic").program


@pytest.mark.parametrize("table", ["customers_customer", "orders_order"])
def test_a_killed_migrate_leaves_nothing_behind(table: str, shop: Scratch, program: Path) -> None:
    """Two migrations are pending; a lock of somebody else holds up the one or the other."""
    rewrite(
        shop,
        "apps/customers/models.py",
        ("    name = ", "    title = "),
        (".name", ".title"),
        ('"name"', '"title"'),
        ("customer_name__id", "customer_title__id"),
    )
    rewrite(
        shop,
        "apps/orders/models.py",
        ("    code = ", "    number = "),
        (".code", ".number"),
        ('"code"', '"number"'),
        ("order_code__id", "order_number__id"),
    )
    make(shop, "--renamed=customers.Customer.name=title", "--renamed=orders.Order.code=number")
    before = rows(shop, APPLIED)
    with locked(shop, program, table), migrating(shop, program) as command:
        wait_until(shop, f"{WAITING} AND relation = '{table}'::regclass", bool)
        command.send_signal(signal.SIGKILL)
        command.wait(30)
    wait_until(shop, OTHERS, lambda count: not count)
    assert rows(shop, APPLIED) == before
    assert "name" in columns(shop, "customers_customer")
    assert "code" in columns(shop, "orders_order")
    migrate(shop)
    assert "title" in columns(shop, "customers_customer")
    assert "number" in columns(shop, "orders_order")


@contextmanager
def locked(shop: Scratch, program: Path, table: str) -> Iterator[None]:
    """Somebody reads a table, and does not end."""
    lock = f"LOCK TABLE {table} IN ACCESS SHARE MODE"
    with _running(shop, program, "-c", HOLD, shop.bench.url(shop.database), lock) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"locked\n"
        yield
        other.kill()


@contextmanager
def migrating(shop: Scratch, program: Path) -> Iterator[subprocess.Popen[bytes]]:
    with _running(shop, program, "manage.py", *MIGRATE) as command:
        yield command


@contextmanager
def _running(shop: Scratch, program: Path, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    variables = {
        "DJANGO_SETTINGS_MODULE": "config.settings.development",
        "DATABASE_URL": shop.bench.url(shop.database),
        **SECRETS,
    }
    with subprocess.Popen(
        [program, *arguments],
        cwd=shop.folder,
        env=clean_environment(**variables),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def wait_until(shop: Scratch, query: str, is_reached: Callable[[int], bool]) -> None:
    deadline = time.monotonic() + 30
    while not is_reached(len(rows(shop, query))):
        assert time.monotonic() < deadline, f"in vain: {query}"
        time.sleep(0.05)
