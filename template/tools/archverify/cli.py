"""The command line of the gate."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from .checks import ALL_CHECKS, FULL_CHECKS
from .frame import Check
from .project import Project
from .report import Painter, as_json, listing, table
from .sarif import as_sarif
from .scoring import Report, run

_HOME = Path(__file__).resolve().parents[2]


def main(arguments: Sequence[str] | None = None) -> int:
    """Judge the project that this belongs to. Answers 0 (open), 1 (shut) or 2 (misused)."""
    options = _parser().parse_args(arguments)
    if options.list:
        sys.stdout.write(listing((*ALL_CHECKS, *FULL_CHECKS)))
        return 0
    report = run(Project(options.project), chosen(options.only, full=options.full))
    if options.output is None:
        colours = sys.stdout.isatty() and "NO_COLOR" not in os.environ
        sys.stdout.write(_render(report, options.format, options.quiet, colours=colours))
    else:
        text = _render(report, options.format, options.quiet, colours=False)
        try:
            options.output.write_text(text, encoding="utf-8")
        except OSError as error:
            sys.stderr.write(f"archverify: {options.output} cannot be written: {error}\n")
            return 2
    return 0 if report.is_open else 1


def chosen(ids: Sequence[str] | None, *, full: bool = False) -> tuple[Check, ...]:
    """The checks with these ids, or all of the depth."""
    if ids:
        return tuple(check for check in (*ALL_CHECKS, *FULL_CHECKS) if check.id in ids)
    return (*ALL_CHECKS, *FULL_CHECKS) if full else ALL_CHECKS


def _render(report: Report, form: str, quiet: bool, *, colours: bool) -> str:
    if form == "json":
        return as_json(report)
    if form == "sarif":
        return as_sarif(report)
    return table(report, Painter(colours=colours), quiet=quiet)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tools.archverify",
        description="The quality gate: open at 80 of 100 points and without a critical finding.",
        epilog="Exit status: 0 open, 1 shut, 2 called wrongly.",
    )
    parser.add_argument(
        "--format", choices=("table", "json", "sarif"), default="table", help="form of the report"
    )
    parser.add_argument("--output", metavar="FILE", type=Path, help="write the report to a file")
    parser.add_argument("--list", action="store_true", help="say what is checked and why, and stop")
    parser.add_argument(
        "--only",
        metavar="ID",
        action="append",
        type=_known_id,
        help="run this check alone; may be repeated",
    )
    parser.add_argument(
        "--full", action="store_true", help="also lint, check, test and build the frontend: minutes"
    )
    parser.add_argument(
        "--quiet", action="store_true", help="one line, and more only if the gate is shut"
    )
    parser.add_argument(
        "--project",
        metavar="FOLDER",
        type=_project_folder,
        default=_HOME,
        help="another project to judge than the one that this belongs to",
    )
    return parser


def _known_id(text: str) -> str:
    if text not in {check.id for check in (*ALL_CHECKS, *FULL_CHECKS)}:
        raise argparse.ArgumentTypeError(f"there is no check {text!r}; --list names them all")
    return text


def _project_folder(text: str) -> Path:
    folder = Path(text)
    if not (folder / "manage.py").is_file():
        raise argparse.ArgumentTypeError(f"{text} holds no manage.py")
    return folder
