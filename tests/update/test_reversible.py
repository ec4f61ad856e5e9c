"""Every migration can be reversed among rows, with nothing lost, or says why not."""

from __future__ import annotations

import pytest

from tests.update.changes import CHANGES
from tests.update.measured import Measured

pytestmark = pytest.mark.product

NAMES = [change.name for change in CHANGES]
LOSSY = ["dropped", "dropped_required", "dropped_model", "demanded", "filled", "replaced"]


@pytest.mark.parametrize("name", NAMES)
def test_it_is_reversed_or_says_why_not(measured: dict[str, Measured], name: str) -> None:
    one = measured[name]
    reasons = [each["reversible"] for each in one.operations if each["reversible"] is not True]

    said = " ".join(one.docstring.split())
    assert all(f"reversal: {reason}" in said for reason in reasons)
    if not reasons:
        assert one.reversal == ""
        assert one.comes_back


@pytest.mark.parametrize("name", LOSSY)
def test_what_is_lost_is_not_called_reversible(measured: dict[str, Measured], name: str) -> None:
    assert any(each["reversible"] is not True for each in measured[name].operations)


def test_only_what_is_gone_stands_in_the_way(measured: dict[str, Measured]) -> None:
    failed = {name for name, one in measured.items() if one.reversal}

    assert failed == {"dropped_required"}
