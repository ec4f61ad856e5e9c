"""The pinned packages: complete, and from no place in particular."""

import re
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
CONSTRAINTS = REPOSITORY / "template" / "requirements" / "constraints.txt"
PINNED = REPOSITORY / "requirements" / "repository.txt"


def names(path: Path) -> set[str]:
    """The packages of a requirements file, without extras, versions and comments."""
    lines = (line for line in path.read_text().splitlines() if line and line[0] not in "#-{")
    return {re.split(r"[\[=<> ;]", line)[0].lower() for line in lines}


@pytest.mark.parametrize("path", [CONSTRAINTS, PINNED], ids=lambda path: path.name)
def test_every_line_is_one_version_of_one_package(path: Path) -> None:
    for line in path.read_text().splitlines()[1:]:
        assert re.fullmatch(r"[a-z0-9-]+==[a-z0-9.]+( ; [^:]+)?", line), line


def test_every_capability_is_pinned() -> None:
    wanted = names(REPOSITORY / "requirements" / "capabilities.in") - {"django"}
    assert wanted <= names(CONSTRAINTS)


def test_what_developers_of_projects_need_is_pinned() -> None:
    assert names(CONSTRAINTS.with_name("development.txt.jinja")) <= names(CONSTRAINTS)


def test_django_is_left_to_the_project() -> None:
    assert "django" not in names(CONSTRAINTS)
