"""Renames that nobody has declared: Django's own questions about what looks like one."""

from dataclasses import replace
from typing import Any

from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.questioner import InteractiveMigrationQuestioner, MigrationQuestioner
from django.db.migrations.state import ProjectState

from apps.core.evolution.declared import Declared


def with_answers(
    declared: Declared, before: ProjectState, after: ProjectState, questioner: MigrationQuestioner
) -> Declared:
    """Add the renames that the person at the keyboard confirms."""
    if not isinstance(questioner, InteractiveMigrationQuestioner):
        return declared
    looking = _Looking(before.clone(), after.clone(), _OnlyRenames(questioner))
    looking.changes(graph=None)
    models = {
        (label, name): before.models[label, former].name
        for (label, name), former in looking.renamed_models.items()
    }
    return replace(
        declared,
        models={**declared.models, **models},
        fields={**declared.fields, **looking.renamed_fields},
    )


class _OnlyRenames(MigrationQuestioner):
    """Asks about renames; everything else is decided later."""

    def __init__(self, inner: MigrationQuestioner) -> None:
        super().__init__()
        self.inner = inner

    def ask_rename(self, *question: Any) -> bool:
        return bool(self.inner.ask_rename(*question))

    def ask_rename_model(self, *question: Any) -> bool:
        return bool(self.inner.ask_rename_model(*question))


class _Looking(MigrationAutodetector):
    """Looks for renames; what else it finds is of no interest."""

    renamed_models: dict[tuple[str, str], str]
    renamed_fields: dict[tuple[str, str, str], str]

    def changes(self, graph: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        self._detect_changes()  # type: ignore[attr-defined]  # not in the stubs
        return {}
