"""Two released versions of the template: the present one, and one as a later release might be."""

from __future__ import annotations

import shutil
import textwrap
from pathlib import Path

import yaml

from tests.workshop import commit, run

LATER = "v2.0.0"
# Of what follows rendering, only what looks at Git; environment and gate are tested elsewhere.
DELIVERY = """\
import sys

import conflicts
import vanished
from progress import Progress

if "--update" in sys.argv:
    if not conflicts.run(Progress()):
        sys.exit(1)
    vanished.run(Progress())
"""
# Folders without which these tests are quicker.
NOT_NEEDED = ("tools", "apps/users", "apps/core/tests")
# What the later version does otherwise, by file: the text before and after.
CHANGES: dict[str, list[tuple[str, str]]] = {
    # A question has another name,
    "copier.yml": [
        ("\ndescription:\n", "\ntagline:\n"),
        ("asked('description')", "asked('tagline')"),
        ("problems('description')", "problems('tagline')"),
    ],
    "extensions/genome/former.py": [
        ("RENAMED: Mapping[str, str] = {}", 'RENAMED = {"description": "tagline"}'),
    ],
    "extensions/genome/schema.py": [
        (
            '    description: str = Key("", description="One line on',
            '    tagline: str = Key("", description="One line on',
        ),
    ],
    "extensions/genome/project.py": [("genome.description", "genome.tagline")],
    "extensions/genome/screens/site.py": [("genome.description", "genome.tagline")],
    # the model works something out in another way,
    "extensions/genome/django/api.py": [
        ('"of the active workspace"', '"of one workspace"'),
        ('f"{app}.filters"', 'f"{app}.filtersets"'),
    ],
    # and two files are elsewhere; one of them has changed, too.
    "template/apps/core/management/commands/seed.py": [("core.seeding", "core.demo_data")],
    "template/apps/{% yield app from apps %}{{ app.name }}{% endyield %}/filters.py.jinja": [
        ('"""What lists of', '"""By what lists of'),
        ("can be narrowed by", "can be narrowed"),
    ],
}
MOVES = {
    "apps/core/seeding.py": "apps/core/demo_data.py",
    "apps/*/filters.py": "apps/*/filtersets.py",
}
MOVED_TEMPLATES = {
    "apps/core/seeding.py": "demo_data.py",
    "apps/{% yield app from apps %}{{ app.name }}{% endyield %}/filters.py.jinja": (
        "filtersets.py.jinja"
    ),
}
UPGRADE = "{{ _copier_conf.src_path }}/hooks/upgrades/"
MIGRATIONS = [
    {
        "version": LATER,
        "when": "{{ _stage == 'before' }}",
        "command": [
            "{{ _copier_python }}",
            UPGRADE + "rename_answer.py",
            "{{ _copier_conf.answers_file }}",
            "description",
            "tagline",
        ],
    },
    {
        "version": LATER,
        "command": [
            "{{ _copier_python }}",
            UPGRADE + "move_files.py",
            *(path for move in MOVES.items() for path in move),
        ],
    },
]


def two_versions(present: Path, folder: Path) -> Path:
    """A repository of the template, with the present version and a later one."""
    shutil.copytree(present, folder)
    for name in NOT_NEEDED:
        shutil.rmtree(folder / "template" / name)
    (folder / "hooks" / "deliver.py").write_text(DELIVERY, encoding="utf-8")
    commit(folder)
    run("git", "tag", "--force", "v1.0.0", cwd=folder)
    for name, changes in CHANGES.items():
        path = folder / name
        text = path.read_text(encoding="utf-8")
        for before, after in changes:
            assert before in text, f"{name} has changed: {before}"
            text = text.replace(before, after)
        path.write_text(text, encoding="utf-8")
    for name, new in MOVED_TEMPLATES.items():
        path = folder / "template" / name
        path.rename(path.with_name(new))
    _add_migrations(folder / "copier.yml")
    commit(folder)
    run("git", "tag", LATER, cwd=folder)
    return folder


def _add_migrations(path: Path) -> None:
    """Put the steps of the release before those of every update, as a release does."""
    text = path.read_text(encoding="utf-8")
    head, line, rest = text.partition("\n_migrations:\n")
    assert line
    steps = textwrap.indent(yaml.safe_dump(MIGRATIONS, sort_keys=False), "  ")
    path.write_text(f"{head}{line}{steps}{rest}", encoding="utf-8")
