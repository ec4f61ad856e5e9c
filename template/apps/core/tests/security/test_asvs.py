"""docs/security/asvs.md says what the tests show, and nothing more."""

import re

import pytest

from config.environment import BASE_DIR
from tools.asvs.cli import TABLE, current
from tools.asvs.markers import marked_tests
from tools.asvs.table import rows

AT_LEAST = 115


def test_the_table_is_up_to_date():
    assert (BASE_DIR / TABLE).read_text(encoding="utf-8") == current(BASE_DIR), "run `make asvs`"


def test_enough_is_tested():
    assert len(marked_tests(BASE_DIR)) >= AT_LEAST


def test_what_is_named_is_run(request):
    """Of the files that this run has collected, every test that the table counts is there."""
    collected = {item.nodeid.partition("[")[0] for item in request.session.items}
    files = {test.partition("::")[0] for test in collected}
    named = {test for tests in marked_tests(BASE_DIR).values() for test in tests}
    assert {test for test in named if test.partition("::")[0] in files} <= collected


@pytest.mark.parametrize(
    "place", sorted({row.explanation[0] for row in rows({}) if row.state == "documented"})
)
def test_what_is_documented_can_be_read(place):
    path, _, anchor = place.partition("#")
    headings = re.findall(r"^#+ (.+)$", (BASE_DIR / path).read_text(encoding="utf-8"), re.MULTILINE)
    assert anchor in {heading.casefold().replace(" ", "-") for heading in headings}
