"""Text that breaks what it is put into does not break what it is rendered into."""

from __future__ import annotations

import ast
import re
import sys
import warnings
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extensions.genome import load
from extensions.genome.django.models import LABEL_LENGTH
from extensions.genome.project import one_line
from tests.builders import REPOSITORY
from tests.hostile import KEYS, TEXTS, WORST, answers, fitted
from tests.printing import printed
from tests.workshop import run

MARK = "Something plain"
CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]")
# The member of an enumeration, called as its value; and what a plain label can do without.
DERIVED = re.compile(r"[A-Z][A-Z0-9_]*|number|verbose_name_plural")
# What stays of a text where a header of HTTP or the name of a permission has to hold it.
KEPT: Mapping[str, Callable[[str], str]] = {
    "project_title": one_line,
    "entity_label": lambda text: f"{text[: LABEL_LENGTH - 1]}…",
}
LITERAL = re.compile(r""""(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'""")
TEMPLATE = REPOSITORY / "template"
OWN_MODULES = [
    re.sub(r"\{%.*?%\}", "", path.relative_to(TEMPLATE).as_posix())
    for path in TEMPLATE.rglob("*.py*")
    if path.suffix != ".jinja" and "yield" not in str(path)
]


def constants(files: Mapping[str, str]) -> Counter[tuple[str, str]]:
    """How often each text stands in the code of each file; docstrings are not counted."""
    found: Counter[tuple[str, str]] = Counter()
    for path, text in files.items():
        if not path.endswith(".py"):
            continue
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            tree = ast.parse(text)
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found[path, node.value] += 1
    return found


def check_style(files: Mapping[str, str], folder: Path) -> None:
    """The formatter and the linter, as the project has them, change nothing."""
    for module in OWN_MODULES:  # by their presence, the linter knows what is imported from here
        path = folder / module
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    (folder / "pyproject.toml").write_bytes((TEMPLATE / "pyproject.toml").read_bytes())
    ruff = (sys.executable, "-m", "ruff")
    run(*ruff, "format", "--no-cache", "--check", "--diff", ".", cwd=folder)
    run(*ruff, "check", "--no-cache", ".", cwd=folder)


def check_structure(files: Mapping[str, str], plain: Mapping[str, str]) -> None:
    """Nothing has broken out of its place: the code uses no other names than a plain genome's."""
    assert files.keys() == plain.keys()
    for path, text in files.items():
        # Make has its tabs.
        shown = text.replace("\t", "") if path == "Makefile" else text
        assert not CONTROL.search(shown), path
        if path.endswith(".py"):
            assert all(c.isprintable() or c == "\n" for c in text), path
            strange = names(text) - names(plain[path])
            assert {name for name in strange if not DERIVED.fullmatch(name)} == set(), path

        elif path.endswith((".ts", ".tsx")):
            assert skeleton(text) == skeleton(plain[path]), path


def skeleton(source: str) -> str:
    """TypeScript without what its literals say, and without what depends on what that is.

    A word needs no quotes as a key, a long line is broken, and some patterns are Python's alone.
    """
    bare = re.sub(r"\s+", "", LITERAL.sub('""', source))
    bare = re.sub(r",(?=[\])}])", "", bare).replace(',pattern:""', "")
    return re.sub(r"(?<=[{,])[A-Za-z_$][\w$]*:", '"":', bare)


def names(source: str) -> set[str]:
    """All that a module names, takes attributes of, or calls."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Name):
            found.add(node.id)
        elif isinstance(node, ast.Attribute):
            found.add(node.attr)
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.arg | ast.keyword):
            found.add(str(node.arg))
        elif isinstance(node, ast.alias):
            found.add(node.name)
    return found


@pytest.fixture(scope="module")
def plain() -> dict[str, str]:
    return printed(answers({}))


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_text_in_every_key(text: str, plain: dict[str, str], tmp_path: Path) -> None:
    genome = answers(dict.fromkeys(KEYS, text))

    files = printed(genome)

    check_structure(files, plain)
    assert load(yaml.safe_load(files["genome.yml"])) == load(genome)
    check_style(files, tmp_path)


@pytest.mark.parametrize("key", KEYS)
def test_every_text_in_one_key(key: str, plain: dict[str, str], tmp_path: Path) -> None:
    text, mark = KEPT.get(key, str)(fitted(key, WORST)), fitted(key, MARK)

    files = printed(answers({key: WORST}))

    check_structure(files, plain)
    marked, found = constants(printed(answers({key: MARK}))), constants(files)
    for (path, constant), count in marked.items():
        if constant == mark:
            assert found[path, text] >= count, f"{path} does not hold the text as it is"
    check_style(files, tmp_path)


def any_text(*, least: int) -> st.SearchStrategy[str]:
    characters = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
    return st.text(characters, min_size=least, max_size=40)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    texts=st.fixed_dictionaries(
        {key: any_text(least=key in {"when", "then", "criterion_text"}) for key in KEYS}
    )
)
def test_any_text_in_any_key(
    texts: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    genome = answers(texts)

    files = printed(genome)

    assert load(yaml.safe_load(files["genome.yml"])) == load(genome)
    constants(files)
    check_style(files, tmp_path_factory.mktemp("any"))
