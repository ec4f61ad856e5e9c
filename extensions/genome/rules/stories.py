"""Rules of user stories and screens: what they name must be there."""

from __future__ import annotations

import re

from ..entities import Entity
from ..problems import Location, quoted
from ..schema import Screen, Widget
from ..stories import Criterion
from .inspection import Inspection

ALWAYS_THERE = frozenset(
    (
        "login sign-up forgot-password reset-password verify-email accept-invitation onboarding "
        "settings not-found error"
    ).split()
)
BUILT_IN_COLUMNS = ("id", "created_at", "updated_at", "created_by")

_ID = re.compile(r"[A-Za-z0-9]+([-._][A-Za-z0-9]+)*")
_SCREEN_NAME = re.compile(r"[a-z][a-z0-9]*([-_][a-z0-9]+)*")
_KEYS = {
    "columns": ("list",),
    "sections": ("detail", "form"),
    "related": ("detail",),
    "widgets": ("dashboard",),
}


def inspect(inspection: Inspection) -> None:
    """Check all stories, then all screens."""
    _stories(inspection)
    screens = inspection.genome.screens
    inspection.unique(
        [(("screens", place, "name"), screen.name) for place, screen in enumerate(screens)],
        "the screen",
    )
    for place, screen in enumerate(screens):
        _screen(inspection, screen, ("screens", place))


def _stories(inspection: Inspection) -> None:
    stories: list[tuple[Location, str]] = []
    criteria: list[tuple[Location, str]] = []
    for place, story in enumerate(inspection.genome.user_stories):
        location: Location = ("user_stories", place)
        stories.append(((*location, "id"), story.id))
        inspection.role(story.as_, (*location, "as"))
        if story.entity is not None and story.entity != "User":
            inspection.entity(story.entity, (*location, "entity"))
        for position, criterion in enumerate(story.acceptance_criteria):
            here = (*location, "acceptance_criteria", position)
            criteria.append(((*here, "id"), criterion.id))
            _criterion(inspection, criterion, here)
    for location, name in (*stories, *criteria):
        if not _ID.fullmatch(name) or len(name) > 50:
            inspection.refuse(location, f"{quoted(name)} is not an id such as US-1 or AC-1.1")
    inspection.unique(stories, "the story")
    inspection.unique(criteria, "the criterion")


def _criterion(inspection: Inspection, criterion: Criterion, location: Location) -> None:
    steps = bool(criterion.given or criterion.when or criterion.then)
    if criterion.text and steps:
        inspection.refuse(
            location, "has both a text and steps; keep either text or given, when, then"
        )
    elif not criterion.text and not steps:
        inspection.refuse(location, "says nothing; add given, when and then, or text")
    elif steps and not (criterion.when and criterion.then):
        missing = "then" if criterion.when else "when"
        inspection.refuse((*location, missing), "is required beside the other steps")


def _screen(inspection: Inspection, screen: Screen, location: Location) -> None:
    if not _SCREEN_NAME.fullmatch(screen.name):
        inspection.refuse(
            (*location, "name"), f"{quoted(screen.name)} is not a name as new-patient"
        )
    if screen.name in ALWAYS_THERE:
        inspection.refuse(
            (*location, "name"), f"the screen '{screen.name}' is always there by itself"
        )
    for key, kinds in _KEYS.items():
        if getattr(screen, key) and screen.kind not in kinds:
            inspection.refuse(
                (*location, key), f"is for {' and '.join(kinds)}, not for {screen.kind}"
            )
    inspection.roles(screen.roles, (*location, "roles"))
    for place, widget in enumerate(screen.widgets):
        _widget(inspection, widget, (*location, "widgets", place))
    if screen.kind == "dashboard":
        return
    if screen.entity is None:
        inspection.refuse((*location, "entity"), f"is required for {screen.kind}")
        return
    entity = inspection.entity(screen.entity, (*location, "entity"))
    if entity is not None:
        _contents(inspection, screen, entity, location)


def _contents(inspection: Inspection, screen: Screen, entity: Entity, location: Location) -> None:
    index = inspection.genome.entities.index(entity)
    inspection.fields(index, screen.columns, (*location, "columns"), also=BUILT_IN_COLUMNS)
    for place, section in enumerate(screen.sections):
        inspection.fields(index, section, (*location, "sections", place), also=BUILT_IN_COLUMNS)
    for place, name in enumerate(screen.related):
        here = (*location, "related", place)
        other = inspection.entity(name, here)
        if other is None or not all(field.is_sound for field in other.fields):
            continue
        if not any(field.to == entity.name for field in other.relations):
            inspection.refuse(here, f"'{name}' has no relation to '{entity.name}'")


def _widget(inspection: Inspection, widget: Widget, location: Location) -> None:
    entity = inspection.entity(widget.entity, (*location, "entity"))
    if widget.by is None:
        return
    if widget.show != "count":
        inspection.refuse((*location, "by"), f"is for count, not for {widget.show}")
    if entity is not None:
        index = inspection.genome.entities.index(entity)
        inspection.field(index, widget.by, (*location, "by"))
