"""Names as long as a genome may have them: every line still fits, or is broken where ruff would."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from extensions.genome.base import LONGEST_NAME
from tests.builders import Answers
from tests.catalogue import EXAMPLE_NAMES, GENOMES
from tests.workshop import Workshop, render, run

LONG = 20


def lengthened(answers: Answers, length: int) -> Answers:
    """The genome with all names of entities, fields and roles stretched, wherever they stand."""

    def stretched(name: str) -> str:
        filling = "Thereafter" if name[0].isupper() else "_thereafter"
        return (name + filling * length)[:length].rstrip("_")

    entities = {entity["name"] for entity in answers["entities"]}
    fields = {field["name"] for entity in answers["entities"] for field in entity["fields"]}
    roles = {role["name"] for role in answers.get("roles", [])}

    def longer(names: set[str]) -> Callable[[str], str]:
        return lambda name: stretched(name) if name in names else name

    entity_name, field_name, role_name = longer(entities), longer(fields), longer(roles)

    def in_text(text: str) -> str:
        parts = re.split(r"('[^']*'|\"[^\"]*\")", text)  # a text in an expression is no name
        return "".join(
            part if index % 2 else re.sub(r"[a-z_0-9]+", lambda found: field_name(found[0]), part)
            for index, part in enumerate(parts)
        )

    def roles_in(value: Any) -> Any:
        return [role_name(name) for name in value]

    def changed_field(field: Answers) -> Answers:
        new = {**field, "name": field_name(field["name"])}
        for key in {"to"} & field.keys():
            new[key] = entity_name(field[key])
        for key in {"related_name"} & field.keys():
            new[key] = stretched(field[key])
        for key in {"computed"} & field.keys():
            new[key] = in_text(field[key])
        for key in {"read", "write"} & field.keys():
            new[key] = roles_in(field[key])
        return new

    def changed_entity(entity: Answers) -> Answers:
        new = {
            **entity,
            "name": entity_name(entity["name"]),
            "fields": [changed_field(field) for field in entity["fields"]],
        }
        # The default, its name in the plural, would be too long for an app.
        new["app"] = stretched(entity.get("app", entity["name"].lower() + "_app"))
        if "display" in entity:
            new["display"] = field_name(entity["display"])
        if "ordering" in entity:
            new["ordering"] = [in_text(name) for name in entity["ordering"]]
        for key in {"unique", "indexes"} & entity.keys():
            new[key] = [[field_name(name) for name in group] for group in entity[key]]
        if "checks" in entity:
            new["checks"] = [
                {"name": check["name"], "check": in_text(check["check"])}
                for check in entity["checks"]
            ]
        if "permissions" in entity:
            new["permissions"] = {
                role_name(role): names for role, names in entity["permissions"].items()
            }
        if "retention" in entity and "from" in entity["retention"]:
            new["retention"] = {
                **entity["retention"],
                "from": field_name(entity["retention"]["from"]),
            }
        if "workflow" in entity:
            steps = [
                {
                    **step,
                    "name": stretched(step["name"]),
                    **({"roles": roles_in(step["roles"])} if "roles" in step else {}),
                }
                for step in entity["workflow"]["transitions"]
            ]
            new["workflow"] = {
                "field": field_name(entity["workflow"]["field"]),
                "transitions": steps,
            }
        return new

    rest = {key: value for key, value in answers.items() if key not in {"user_stories", "screens"}}
    return {
        **rest,
        "project_name": stretched(answers["project_name"]),
        "plans": [],
        "roles": [{**role, "name": role_name(role["name"])} for role in answers.get("roles", [])],
        "entities": [changed_entity(entity) for entity in answers["entities"]],
    }


@pytest.mark.parametrize("length", [LONG, LONGEST_NAME])
@pytest.mark.parametrize("name", [*EXAMPLE_NAMES, "every_type"])
def test_long_names(workshop: Workshop, name: str, length: int, tmp_path: Path) -> None:
    project = tmp_path / "project"

    render(workshop.template, lengthened(GENOMES[name](), length), project)

    ruff = (sys.executable, "-m", "ruff")
    run(*ruff, "format", "--no-cache", "--check", "--diff", "apps", "config", cwd=project)
    # Three long names with dots between cannot be broken into lines.
    too_long = [] if length == LONG else ["--ignore=E501"]
    run(*ruff, "check", "--no-cache", *too_long, "apps", "config", cwd=project)
