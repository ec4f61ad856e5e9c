"""Which entity or field of the new genome continues which one of the former genome."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from ..entities import Entity
from ..fields import Field
from ..schema import Genome

Named = TypeVar("Named", Entity, Field)


def successors(former: Mapping[str, Named], present: Mapping[str, Named]) -> dict[str, Named]:
    """Map former names to what continues them; what is gone is not in the result.

    A `renamed_from` may stay for ever: it counts once. It has counted if its name is already there
    and nothing takes that name over.
    """
    renames = {
        name: each.renamed_from
        for name, each in present.items()
        if each.renamed_from in former
        and not (name in former and former[name].renamed_from == each.renamed_from)
    }
    while counted := {new for new in renames if new in former and new not in renames.values()}:
        renames = {new: old for new, old in renames.items() if new not in counted}
    continued = {old: present[new] for new, old in renames.items() if old}
    for name in former:
        if name not in continued and name in present and name not in renames:
            continued[name] = present[name]
    return continued


def left_behind(former: Genome, present: Genome, earlier: list[str]) -> list[str]:
    """Return the apps of dropped entities, in order: nothing lives there but their migrations.

    earlier: the apps that former updates have left behind
    """
    live = {entity.app for entity in present.entities}
    return sorted(({entity.app for entity in former.entities} | set(earlier)) - live)
