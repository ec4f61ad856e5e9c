"""How one genome follows from another: what was renamed, what would be lost, what stays behind."""

from __future__ import annotations

from .losses import Loss, losses, refusal
from .successors import left_behind

__all__ = ["Loss", "left_behind", "losses", "refusal"]
