"""User stories and screens, as section 4 of the genome's reference describes them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field as Key

from .base import Items, Maybe, Part

ScreenKind = Literal["dashboard", "list", "detail", "form"]


class Criterion(Part):
    """One acceptance criterion: either given, when and then, or a plain text."""

    id: str = Key(description="Id of the criterion, such as AC-1.1; unique in the genome.")
    given: str = Key("", description="The situation: a viewer and a Ticket.")
    when: str = Key("", description="What someone does: they create a Ticket.")
    then: str = Key("", description="What must come of it: the response is 403.")
    text: str = Key("", description="The criterion in free words, to be tested by people.")


class UserStory(Part):
    """What somebody wants from the product, and how to see that it is there."""

    id: str = Key(description="Id of the story, such as US-1; unique in the genome.")
    as_: str = Key(alias="as", description="Role that wants it.")
    want: str = Key(description="What the role wants.")
    so_that: str = Key("", description="What it is good for.")
    entity: Maybe[str] = Key(None, description="Entity that the story is about.")
    acceptance_criteria: Items[Criterion] = Key((), description="When the story counts as done.")


class Widget(Part):
    """One figure or list on a dashboard."""

    entity: str = Key(description="Entity that is shown.")
    show: Literal["count", "latest"] = Key(
        description="count: how many records; latest: the newest."
    )
    by: Maybe[str] = Key(None, description="Field that a count is split by.")


class Screen(Part):
    """A screen that differs from the ones that every entity gets by itself."""

    name: str = Key(description="Name in the address, in lower case with hyphens: new-patient.")
    kind: ScreenKind = Key(description="dashboard, list, detail or form.")
    entity: Maybe[str] = Key(None, description="Entity that the screen shows.")
    columns: Items[str] = Key((), description="Fields that a list shows.")
    sections: Items[Items[str]] = Key((), description="Groups of fields on a detail or form.")
    related: Items[str] = Key((), description="Entities whose records a detail lists below.")
    widgets: Items[Widget] = Key((), description="Contents of a dashboard.")
    roles: Maybe[Items[str]] = Key(None, description="Roles that see the screen; default all.")
    mobile: bool = Key(False, description="The mobile application has the screen, too.")
