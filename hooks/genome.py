"""Step 1: what the genome asks for, in one line."""

from collections.abc import Mapping
from typing import Any

import yaml

import project
from progress import Progress

ANSWERS = ".copier-answers.yml"


def run(progress: Progress) -> None:
    answers = project.CURRENT / ANSWERS
    if answers.is_file():
        progress.done("genome", summary(yaml.safe_load(answers.read_text("utf-8"))), timed=False)


def summary(genome: Mapping[str, Any]) -> str:
    """4 entities, 26 fields, 3 roles, 2 stories, gdpr hipaa."""
    entities = genome.get("entities") or []
    counts = {
        "entity entities": len(entities),
        "field fields": sum(len(entity.get("fields") or []) for entity in entities),
        "role roles": len(genome.get("roles") or []),
        "story stories": len(genome.get("user_stories") or []),
    }
    parts = [f"{count} {_form(words, count)}" for words, count in counts.items() if count]
    return ", ".join([*parts, *filter(None, [" ".join(genome.get("compliance") or [])])])


def _form(words: str, count: int) -> str:
    singular, plural = words.split()
    return singular if count == 1 else plural
