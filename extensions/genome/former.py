"""What keys of a genome were called in earlier versions of this template.

An update understands a genome that still says so, and the answers that an earlier version left;
elsewhere such a key is refused with its present name.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

# From each former name to the present one; "How a question is renamed" is in CONTRIBUTING.md.
RENAMED: Mapping[str, str] = {}


def with_present_names(answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answers by their present names, in their order; one said twice stays as it is."""
    return {
        key if RENAMED.get(key, key) in answers else RENAMED[key]: value
        for key, value in answers.items()
    }
