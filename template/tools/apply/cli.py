"""The command line of `make plan`, `make apply` and `make upgrade`."""

from __future__ import annotations

import argparse
import json
import signal
import sys
import textwrap
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from . import checks, finish, refusals, report, rows, transfer
from .plan import Plan, nothing, plan_of
from .problems import NotAppliedError, RefusedError
from .rehearsal import CURRENT, names_a_version, rehearse
from .repository import Repository

PROJECT = Path(__file__).resolve().parents[2]
UNTOUCHED = "Nothing was changed."
REVIEW = """   git diff                       what is different
   make test                      the project's own tests
   make migrate                   bring the database up to date
   git add --all && git commit    keep it
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Plan, ask, apply. Answers 0, or 1 if nothing was applied though it was to be."""
    options = _parser().parse_args(arguments)
    signal.signal(signal.SIGTERM, _leave)
    try:
        return _apply(options)
    except NotAppliedError as problem:
        _explain(problem, options)
        return 1
    except KeyboardInterrupt:
        sys.stderr.write(f"\n Stopped. {UNTOUCHED}\n")
        return 130


def _apply(options: argparse.Namespace) -> int:
    target = names_a_version(options.to)
    project = checks.repository_of(PROJECT)
    if transfer.is_under_way(project) or finish.is_waiting(project):
        with _to_be_finished():
            _resume(project, options)
        if checks.edited_files(project):
            return 0
    situation = checks.examine(project)
    if target == CURRENT and situation.is_settled:
        _show(nothing(situation), options)
        return 0
    _say(options, " Rehearsing the update in a clone of the project ...")
    with rehearse(situation, target) as result:
        plan = plan_of(result)
        _show(plan, options)
        transfer.refuse_to_overwrite(project, result.clone)
        if options.plan or plan.is_empty:
            return 0
        if not _agreed(options):
            return 1
        checks.examine_again(situation)
        transfer.transfer(project, result.clone)
    with _to_be_finished():
        _finish(project, plan, options)
    return 0


def _resume(project: Repository, options: argparse.Namespace) -> None:
    """Go on with an update that was interrupted, or that waited for people."""
    if options.plan:
        raise NotAppliedError(
            "An update was begun here and is not finished. `make apply` goes on with it."
        )
    if transfer.is_under_way(project):
        _say(options, " Finishing the transfer that was interrupted ...")
        transfer.resume(project)
    finish.settle(project)
    finish.complete_environment(project)
    finish.write_what_is_missing(project)
    finish.forget(project)
    _say(options, f" The update is finished. What to do now:\n{REVIEW}")


@contextmanager
def _to_be_finished() -> Iterator[None]:
    """From here on, to be stopped does not mean that nothing has happened."""
    try:
        yield
    except KeyboardInterrupt:
        raise NotAppliedError(
            "Stopped. The files are updated, but not all is done: `make apply` goes on."
        ) from None


def _finish(project: Repository, plan: Plan, options: argparse.Namespace) -> None:
    if plan.conflicts:
        finish.settle(project)  # says what is left to decide
    if plan.broken:
        raise NotAppliedError(
            "The files are updated, but Django cannot load your code as it is:\n"
            f"  {plan.broken}\n"
            f"{finish.AGAIN}"
        )
    finish.complete_environment(project)
    finish.forget(project)
    migrations = "".join(f"   {path}\n" for path in plan.migrations)
    first = f" Read its migrations first:\n{migrations}" if migrations else ""
    _say(options, f" The update is applied.\n{first} What to do now:\n{REVIEW}")


def _show(plan: Plan, options: argparse.Namespace) -> None:
    lost = [name for step in plan.steps if (name := report.lost_by(step))]
    counts = rows.counted(PROJECT, lost)
    if options.format == "json":
        sys.stdout.write(report.as_json(plan, counts) + "\n")
    elif not options.quiet:
        sys.stdout.write(report.as_text(plan, counts))
    sys.stdout.flush()


def _agreed(options: argparse.Namespace) -> bool:
    """Whether the plan may be applied; asks once where somebody can answer."""
    if options.yes:
        return True
    if options.format == "json" or not (sys.stdin.isatty() and sys.stdout.isatty()):
        sys.stderr.write(" Not applied: nobody can be asked here. Run it with --yes.\n")
        return False
    try:
        answer = input("\n Apply? [y/N] ")
    except EOFError:
        answer = ""
    if answer.strip().lower() in {"y", "yes"}:
        return True
    sys.stdout.write(f" {UNTOUCHED}\n")
    return False


def _explain(problem: NotAppliedError, options: argparse.Namespace) -> None:
    text = str(problem)
    refused = isinstance(problem, RefusedError)
    if refused:
        lost = refusals.objects(text)
        text = refusals.with_rows(text, rows.counted(PROJECT, lost))
    if options.format == "json":
        sys.stdout.write(json.dumps({"refused" if refused else "problem": text}, indent=2) + "\n")
        return
    if refused:
        text = f"{text if text.startswith('refused: ') else f'refused: {text}'}\n{UNTOUCHED}"
    sys.stderr.write(textwrap.indent(text, " ") + "\n")


def _say(options: argparse.Namespace, text: str) -> None:
    """A word on the way, which is not part of the plan."""
    if not options.quiet:
        sys.stderr.write(text.rstrip("\n") + "\n")
        sys.stderr.flush()


def _leave(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tools.apply",
        description="Bring what genome.yml asks for into the project.",
        epilog="Exit status: 0 done or nothing to do, 1 not applied, 2 called wrongly.",
    )
    parser.add_argument("--plan", action="store_true", help="say what would change, and stop")
    parser.add_argument("--yes", action="store_true", help="apply without asking")
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="form of the plan"
    )
    parser.add_argument(
        "--to",
        metavar="VERSION",
        default=CURRENT,
        help="the template's version to go to, or `latest`; the present one unless given",
    )
    parser.add_argument("--quiet", action="store_true", help="print only what went wrong")
    return parser
