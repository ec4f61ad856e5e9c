"""The laws of the templates (DESIGN.md, section 4): they print, the model thinks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.builders import REPOSITORY

TEMPLATE = REPOSITORY / "template"
FILES = sorted(
    path
    for path in TEMPLATE.rglob("*")
    if path.is_file() and not any(part.endswith(("_cache", "cache__")) for part in path.parts[:-1])
)
TEMPLATES = [path for path in FILES if path.suffix == ".jinja"]
TAG = re.compile(r"\{%(.*?)%\}|\{\{(.*?)\}\}", re.DOTALL)
NAME = r"[a-z_][a-z_0-9]*(\.[a-z_0-9]+)*"
ALLOWED_TAGS = [
    re.compile(rf"for [a-z_]+ in {NAME}"),
    re.compile(rf"if (not )?{NAME}"),
    re.compile(r"else|endif|endfor|endyield"),
    re.compile(rf"yield [a-z_]+ from {NAME}"),
]
ALLOWED_PRINTS = [
    re.compile(NAME),
    re.compile(r"_copier_conf\.answers_file"),
    re.compile(r"applied_answers\(\) \| as_yaml"),
]


def shown(path: Path) -> str:
    return path.relative_to(TEMPLATE).as_posix()


def test_there_are_templates() -> None:
    assert len(TEMPLATES) > 20
    assert len(FILES) > len(TEMPLATES)


@pytest.mark.parametrize("path", TEMPLATES, ids=shown)
def test_a_template_only_prints(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    bodies = [(found, found[1]) for found in TAG.finditer(text)]

    for found, statement in bodies:
        inside = (statement if statement is not None else found[2]).strip()
        allowed = ALLOWED_TAGS if statement is not None else ALLOWED_PRINTS
        assert any(form.fullmatch(inside) for form in allowed), found[0]
    assert "{#" not in text, "comments of templates are for nobody"
    assert "-%}" not in text and "{%-" not in text
    assert bodies, "it has no placeholder: drop .jinja from its name"


@pytest.mark.parametrize("path", TEMPLATES, ids=shown)
def test_a_tag_stands_on_its_own_line(path: Path) -> None:
    for line in path.read_text(encoding="utf-8").splitlines():
        if "{%" in line:
            assert re.fullmatch(r"\s*\{%[^%]*%\}", line), line


@pytest.mark.parametrize("path", TEMPLATES, ids=shown)
def test_conditions_are_not_nested(path: Path) -> None:
    depth = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        depth += len(re.findall(r"\{% if ", line)) - len(re.findall(r"\{% endif", line))
        assert depth in (0, 1), line


@pytest.mark.parametrize("path", [path for path in FILES if path not in TEMPLATES], ids=shown)
def test_other_files_have_no_placeholder(path: Path) -> None:
    text = path.read_bytes().decode("utf-8")

    # Pages and e-mails of the product are templates, too: Django's.
    if "templates" not in shown(path).split("/"):
        assert not re.search(r"\{% (if|for|end|yield)", text)
    assert not re.search(r"\{\{ ?(genome|project|app|_copier)", text)


def test_paths_vary_by_one_ready_boolean() -> None:
    for path in FILES:
        for part in path.relative_to(TEMPLATE).parts:
            tags = [found[1] or found[2] for found in TAG.finditer(part)]
            assert all(
                any(form.fullmatch(tag.strip()) for form in [*ALLOWED_TAGS, *ALLOWED_PRINTS])
                for tag in tags
            ), part
            assert sum(tag.strip().startswith("yield") for tag in tags) <= 1, part


def test_no_link_dangles() -> None:
    assert [path for path in TEMPLATE.rglob("*") if path.is_symlink()] == []
