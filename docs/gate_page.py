"""Prints docs/reference/gate.md: the checks of the gate, from the gate itself."""

import sys
from importlib import import_module
from pathlib import Path

TEMPLATE = Path(__file__).resolve().parent.parent / "template"

INTRODUCTION = """\
<!-- Made by `make docs` from template/tools/archverify. -->

# The gate

`make verify` in a generated project. It judges the project as it is on disk, in a few seconds; a
generation ends with it and delivers nothing if it is shut.
"""


def page() -> str:
    """Return the page as Markdown."""
    sys.path.insert(0, str(TEMPLATE))
    archverify = import_module("tools.archverify")
    checks = import_module("tools.archverify.checks")
    all_checks = (*checks.ALL_CHECKS, *checks.FULL_CHECKS)
    dimensions = import_module("tools.archverify.frame").Dimension
    lines = [INTRODUCTION]
    _, _, how = (archverify.__doc__ or "").partition("in full:\n\n")
    lines += [how.partition("\n\nWhere to look")[0], ""]
    for dimension in dimensions:
        lines += [f"## {dimension.full_name.capitalize()}", ""]
        lines += ["| check | severity | weight | why | what to do |", "|---|---|---|---|---|"]
        for check in all_checks:
            if check.dimension is dimension:
                cells = [
                    f"**{check.id}** {check.title}",
                    str(check.severity),
                    str(check.weight),
                    check.reason,
                    check.fix,
                ]
                lines.append(f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |")
        lines.append("")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.stdout.write(page())
