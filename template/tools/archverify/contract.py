"""openapi.yaml as blocks of lines: enough to compare and to name lines, and quick."""

import re
from dataclasses import dataclass
from functools import cached_property

_SECTIONS = ("paths", "components")
_TOP = re.compile(r"^(\w+):")
_METHOD = re.compile(r"^ {4}(get|post|put|patch|delete|head|options):$")
_STATUS = re.compile(r"^ {8}['\"]?([1-5]\d\d)['\"]?:")


@dataclass(frozen=True)
class Block:
    """One path of the document, or one component such as `schemas/Ticket`, with its first line."""

    name: str
    line: int
    text: str

    @cached_property
    def operations(self) -> dict[str, tuple[int, str]]:
        """The methods of a path, each with its line and its text."""
        found: dict[str, tuple[int, str]] = {}
        method = ""
        for offset, line in enumerate(self.text.split("\n")):
            start = _METHOD.match(line)
            if start:
                method = start[1]
                found[method] = (self.line + offset, "")
            elif method:
                number, text = found[method]
                found[method] = (number, f"{text}{line}\n")
        return found


def statuses(operation: str) -> set[int]:
    """The statuses that the text of an operation declares."""
    found = (_STATUS.match(line) for line in operation.split("\n"))
    return {int(match[1]) for match in found if match}


def paths(document: str) -> dict[str, Block]:
    """The paths of an OpenAPI document."""
    return {b.name: b for b in _blocks(document) if b.name.startswith("/")}


def components(document: str) -> dict[str, Block]:
    """The components of an OpenAPI document, named `schemas/Ticket` and the like."""
    return {b.name: b for b in _blocks(document) if not b.name.startswith("/")}


def _blocks(document: str) -> list[Block]:
    """Paths stand two columns in; components stand four in, below the name of their kind."""
    starts: list[tuple[str, int]] = []
    section = kind = ""
    lines = document.split("\n")
    for number, line in enumerate(lines, start=1):
        top = _TOP.match(line)
        if top:
            section, kind = top[1], ""
            starts.append(("", number))
            continue
        depth = len(line) - len(line.lstrip())
        name = line.strip().removesuffix(":").strip("'\"")
        if section not in _SECTIONS or not line.rstrip().endswith(":"):
            continue
        if section == "paths" and depth == 2:
            starts.append((name, number))
        elif section == "components" and depth == 2:
            kind = name
            starts.append(("", number))
        elif section == "components" and depth == 4:
            starts.append((f"{kind}/{name}", number))
    ends = [number for _, number in starts[1:]] + [len(lines) + 1]
    return [
        Block(name, start, "\n".join(lines[start - 1 : end - 1]).rstrip())
        for (name, start), end in zip(starts, ends, strict=True)
        if name
    ]
