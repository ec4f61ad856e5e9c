"""The form of a leak: one small, realistic way to let a workspace see another one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Leak:
    """An edit of a generated clinic: `old`, which stands once in a file, becomes `new`.

    `where` names the module of attacks that is tried first; all others follow if it sees nothing.
    """

    name: str
    where: str
    file: str
    old: str
    new: str

    def __str__(self) -> str:
        return self.name

    def spring(self, project: Path) -> None:
        """Edit a project; fail if the text is not there once, for then the leak is none."""
        path = project / self.file
        text = path.read_text(encoding="utf-8")
        found = text.count(self.old)
        assert found == 1, f"{self.name}: {self.file} holds this {found} times: {self.old!r}"
        path.write_text(text.replace(self.old, self.new), encoding="utf-8")
