"""Genomes broken in many ways: always problems with a path and a reason, never anything else."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extensions.genome import GenomeError, load
from tests.builders import example, genome, problems_of
from tests.mutations import MUTATIONS, broken, mappings

OURS = settings(
    deadline=None,
    derandomize=True,
    max_examples=200,
    suppress_health_check=[HealthCheck.too_slow],
)
# What would show that pydantic or Python speaks instead of us.
FOREIGN = (
    "Input should",
    "pydantic",
    "http",
    "Traceback",
    "Error:",
    "object at 0x",
    "<class",
    "\n",
)

ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.dates()
    | st.datetimes()
    | st.binary(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(max_size=8) | st.integers() | st.none(), inner, max_size=4)
        | st.sets(st.integers(), max_size=3)
    ),
    max_leaves=12,
)


def assert_well_reported(found: dict[str, str]) -> None:
    """Every problem has a place and a reason, in words of ours and in one line."""
    assert found
    for path, reason in found.items():
        assert path and reason
        assert not any(
            word in reason for word in FOREIGN if word != "http" or "http://" not in reason
        )
        assert "\n" not in path


@pytest.mark.parametrize("name", MUTATIONS)
@pytest.mark.parametrize("seed", range(12))
def test_every_way_to_break_a_genome_is_noticed(name: str, seed: int) -> None:
    what, answers = broken(name, seed)
    try:
        found = problems_of(answers)
    except AssertionError:
        raise AssertionError(f"not noticed: {what}") from None
    assert_well_reported(found)


@OURS
@given(st.sampled_from(list(MUTATIONS)), st.integers(min_value=0))
def test_no_way_to_break_a_genome_ends_otherwise(name: str, seed: int) -> None:
    assert_well_reported(problems_of(broken(name, seed)[1]))


@OURS
@given(st.sampled_from(["bug_tracker", "clinic", "shop"]), st.integers(min_value=0), ANYTHING)
def test_anything_in_any_place_is_accepted_or_reported(name: str, place: int, value: Any) -> None:
    answers = example(name)
    spots = [(mapping, key) for _, mapping in mappings(answers) for key in mapping]
    mapping, key = spots[place % len(spots)]
    mapping[key] = value
    try:
        assert load(answers).genome_yaml
    except GenomeError as error:
        assert_well_reported({problem.path: problem.message for problem in error.problems})


@OURS
@given(st.dictionaries(st.text(max_size=12), ANYTHING, max_size=5))
def test_any_mapping_is_accepted_or_reported(answers: dict[str, Any]) -> None:
    with pytest.raises(GenomeError) as caught:
        load(answers)
    assert_well_reported({problem.path: problem.message for problem in caught.value.problems})


def test_structures_without_end_are_refused() -> None:
    endless: dict[str, Any] = genome()
    endless["entities"].append(endless)
    assert "contains itself" in problems_of(endless)["entities[1]"]
    deep: list[Any] = []
    for _ in range(10_000):
        deep = [deep]
    assert "levels deep" in str(problems_of(genome(dropped=deep)))


def test_structures_beyond_measure_are_refused() -> None:
    value: list[Any] = ["x"] * 10
    for _ in range(8):
        value = [value] * 10
    assert "too large" in problems_of(genome(dropped=value))["genome"]


def test_numbers_beyond_measure_are_refused() -> None:
    thing = {"name": "a", "type": "json", "default": {"a": 2**2000, "b": float("inf")}}
    found = problems_of(genome({"name": "Thing", "fields": [thing]}, admin=10**5000))
    assert "larger than any number" in found["entities[0].fields[0].default.a"]
    assert "finite" in found["entities[0].fields[0].default.b"]
    assert "admin" in found


def test_long_and_strange_values_do_not_break_the_report() -> None:
    found = problems_of(genome(project_name="x" * 100_000, **{"y" * 100_000: 1, "a\nb": 2}))
    assert_well_reported(found)
    assert all(len(path) + len(reason) < 300 for path, reason in found.items())
