"""What `make apply` says of own code that an update leaves in the wrong place, or broken."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from types import ModuleType

import pytest

from tests.builders import REPOSITORY

RENDERED = """
class Ticket:
    title = 1

    class Meta:
        fields = ["title"]


class Reply:
    text = 1

    class Meta:
        fields = {"text": ["exact"]}
"""
OWN = RENDERED.replace("    text = 1\n", "    text = 1\n    own: int = 2\n").replace(
    '{"text": ["exact"]}', '{"text": ["exact"], "own": ["exact"]}'
)
AT_HOME = OWN.replace("title", "name")
BOARD = "\n\nclass Board:\n    size = 1\n"
ELSEWHERE = RENDERED + BOARD + "    own: int = 2\n"


FAILED = """ genome      1 entity
 migrations  makemigrations failed.
             Traceback (most recent call last):
               File "/tmp/apply-1/clone/manage.py", line 23, in <module>
                 main()
               File "/tmp/apply-1/clone/apps/orders/receivers.py", line 9, in <module>
                 from apps.orders.models import Order
               File "/tmp/apply-1/clone/.venv/lib/x.py", line 1, in y
             ImportError: cannot import name 'Order' (/tmp/apply-1/clone/apps/orders/models.py)
"""


@pytest.fixture(scope="module", name="tool")
def apply_tool() -> ModuleType:
    """The package of a project, under a name that is free here."""
    folder = REPOSITORY / "template" / "tools" / "apply"
    spec = importlib.util.spec_from_file_location("apply_tool", folder / "__init__.py")
    assert spec and spec.loader
    sys.modules["apply_tool"] = importlib.util.module_from_spec(spec)
    for name in ("displaced", "refusals"):
        importlib.import_module(f"apply_tool.{name}")
    return sys.modules["apply_tool"]


def test_where_django_cannot_load_the_code(tool: ModuleType) -> None:
    reason = "ImportError: cannot import name 'Order' (apps/orders/models.py)"
    assert tool.refusals.broken(FAILED) == f"apps/orders/receivers.py:9  {reason}"
    in_core = FAILED.replace("orders/receivers", "core/evolution/losses")
    assert not tool.refusals.broken(in_core)
    assert tool.refusals.broken(FAILED.replace("makemigrations", "spectacular"))
    assert not tool.refusals.broken(" migrations  refused. Order.code would be dropped")
    assert not tool.refusals.broken(" gate        50/100")


@pytest.mark.parametrize(
    ("merged", "renamed", "said"),
    [
        (AT_HOME, {}, []),
        (AT_HOME + BOARD, {}, []),
        (ELSEWHERE, {}, ["Reply.own is in Board now"]),
        (AT_HOME.replace("Reply", "Answer"), {"Reply": "Answer"}, []),
        (ELSEWHERE.replace("Reply", "Answer"), {"Reply": "Answer"}, ["Reply.own is in Board now"]),
        (
            OWN.replace('"own": ["exact"]', "").replace('["title"]', '["title", "own"]'),
            {},
            ["Reply.Meta.fields['own'] is in Ticket now"],
        ),
        (RENDERED, {}, []),
        ("<<<<<<< no Python", {}, []),
    ],
)
def test_what_is_said(
    tool: ModuleType, merged: str, renamed: dict[str, str], said: list[str]
) -> None:
    assert list(tool.displaced.displaced(RENDERED, OWN, merged, renamed)) == said
