"""Hunting a leak: the gate reads the project, then the attacks run against it."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from template.tools.archverify.checks import ALL_CHECKS
from template.tools.archverify.frame import Dimension
from template.tools.archverify.project import Project
from template.tools.archverify.scoring import run as run_gate
from tests.leaks.leak import Leak
from tests.workshop import Product

CHECKS = [check for check in ALL_CHECKS if check.dimension is Dimension.SECURITY]
HARNESS = "apps/core/tests/isolation"
CATALOGUE = "apps/core/tests/test_walls.py"
FAILED = re.compile(r"^(?:FAILED|ERROR) (\S+?)(?: - .*)?$", re.MULTILINE)


@dataclass(frozen=True)
class Catch:
    """What noticed a leak: findings of the gate, and the attack that came through first."""

    leak: Leak
    gate: tuple[str, ...]
    harness: str | None
    said: str = ""

    @property
    def is_caught(self) -> bool:
        return bool(self.gate or self.harness)

    def __str__(self) -> str:
        by = [*self.gate, *([self.harness] if self.harness else [])]
        return f"{'caught' if by else 'MISSED'}  {self.leak.name:<50} {', '.join(by)}"


def hunt(leak: Leak, product: Product, folder: Path) -> Catch:
    """Spring a leak in a copy of a project, and see what notices it."""
    copy = product.copy(folder)
    try:
        leak.spring(copy.folder)
        gate = [
            outcome.check.id
            for outcome in run_gate(Project(copy.folder), CHECKS).outcomes
            if any(finding.file == leak.file for finding in outcome.findings)
        ]
        attack, said = _attacked(copy, leak)
        return Catch(leak, tuple(gate), attack, said)
    finally:
        shutil.rmtree(copy.folder)


def _attacked(product: Product, leak: Leak) -> tuple[str | None, str]:
    """Return the first attack that comes through, if there is one, and what was said."""
    first = f"{HARNESS}/{leak.where}.py"
    said = ""
    for paths in ((first,), (HARNESS, CATALOGUE)):
        options = ("-x", "-q", "--tb=line", "-p", "no:cacheprovider")
        done = product.python("-m", "pytest", *options, *paths, check=False)
        said = done.stdout
        if done.returncode == 1 and (failed := FAILED.search(said)):
            return failed[1].removeprefix("apps/core/tests/"), said
    return None, said
