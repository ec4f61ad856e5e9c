"""The attacks that every project brings along see the leaks that people really make."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.leaks.catalogue import LEAKS
from tests.leaks.hunt import hunt
from tests.leaks.leak import Leak
from tests.workshop import Workshop

pytestmark = pytest.mark.product

ALWAYS = {"reference unscoped", "policy that lets everything through", "hidden field in answers"}


def cases() -> list[object]:
    return [
        pytest.param(leak, id=leak.name, marks=[] if leak.name in ALWAYS else pytest.mark.slow)
        for leak in LEAKS
    ]


@pytest.mark.parametrize("leak", cases())
def test_a_leak_is_caught(leak: Leak, workshop: Workshop, tmp_path: Path) -> None:
    catch = hunt(leak, workshop.product("clinic"), tmp_path / "clinic")
    assert catch.is_caught, catch.said


@pytest.mark.slow
def test_nothing_is_caught_where_there_is_no_leak(workshop: Workshop, tmp_path: Path) -> None:
    leak = LEAKS[0]
    harmless = replace(leak, new=leak.old)
    catch = hunt(harmless, workshop.product("clinic"), tmp_path / "clinic")
    assert not catch.is_caught, catch.said


def test_there_are_enough_of_them_and_no_two_are_the_same() -> None:
    assert len(LEAKS) >= 40
    assert len({leak.name for leak in LEAKS}) == len(LEAKS)
    assert len({(leak.file, leak.old, leak.new) for leak in LEAKS}) == len(LEAKS)
    assert {leak.name for leak in LEAKS} >= ALWAYS
