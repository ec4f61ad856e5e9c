"""What Copier and the hooks complained of, in the words that count."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping
from typing import TYPE_CHECKING

from .problems import NotAppliedError, RefusedError

if TYPE_CHECKING:
    from .checks import Situation

NO_ENVIRONMENT = " environment not made."
_NOISE = re.compile(
    r"\s*$|Comparing the genome|The project follows the genome|"
    r" > Running (task|migration)|Task .* returned non-zero exit|"
    r"(Updating to|Keeping) template version|"
    r".*DirtyLocalWarning|.*Dirty template changes included|\s+warn(ings\.warn)?\("
)
# What Copier says of a folder that is not there, or of one without Git.
_NO_TEMPLATE = "Updating is only supported in git-tracked templates."
_FAILED = re.compile(r"^ migrations +\w+ failed\.$", re.MULTILINE)
_NOT_PEOPLES = ("apps/core/", "manage.py")
# A place in the clone, and what Python said at last: `ImportError: cannot import name ...`.
_FRAME = re.compile(r'File "[^"]*?/clone/([^"]+)", line (\d+)')
_REASON = re.compile(r"\s*[\w.]+(Error|Exception)\b")
_CLONE = re.compile(r"""[^\s("']*/clone/""")
# One line of a hook: the name of the step, then what happened; more lines are indented.
_STEP = re.compile(r"^ ([a-z]+) +", re.MULTILINE)
_GIT_SAID = re.compile(r"(?:fatal|error|ERROR|ssh): ?(.*)")
_NO_SUCH_VERSION = re.compile(
    r"unknown revision|bad revision|invalid reference|not a tree|find remote ref|pathspec '",
    re.IGNORECASE,
)


def read(output: str, errors: str, situation: Situation) -> NotAppliedError:
    """Why an update ended before its time."""
    if "Traceback (most recent call last)" in errors or _NO_TEMPLATE in errors:
        return _unreadable(errors, situation)
    said = without_noise(errors)
    if NO_ENVIRONMENT in output:
        return NotAppliedError(
            f"The environment for the new requirements could not be made.\n{_hooks(output)}"
        )
    text = "\n".join(text for text in (said, _hooks(output)) if text)
    return RefusedError(text.removesuffix("\nNothing was changed."))


def broken(output: str) -> str:
    """What in people's code keeps Django from loading the updated project; empty if it loads."""
    failed = _FAILED.search(output)
    said = output[failed.end() :] if failed else ""
    frames = [frame for frame in _FRAME.findall(said) if not frame[0].startswith(".venv/")]
    if not frames or frames[-1][0].startswith(_NOT_PEOPLES):
        return ""
    path, line = frames[-1]
    reasons = [text.strip() for text in said.splitlines() if _REASON.match(text)]
    reason = _CLONE.sub("", reasons[-1]) if reasons else ""
    return f"{path}:{line}  {reason}".rstrip()


def _unreadable(errors: str, situation: Situation) -> NotAppliedError:
    """Copier has no words of its own for a template that it cannot fetch."""
    reasons = [reason.strip() for reason in _GIT_SAID.findall(errors) if reason.strip()]
    reason = reasons[0] if reasons else errors.strip().splitlines()[-1].strip()
    if _NO_TEMPLATE in errors:
        reason = "there is no Git repository"
    reason = reason.removeprefix("ValueError: ")
    if _NO_SUCH_VERSION.search(errors):
        return NotAppliedError(
            f"The template does not have the version that is needed: {situation.source}\n"
            f"  {reason}\n"
            f"This project was made with {situation.version}."
        )
    if reasons or _NO_TEMPLATE in errors or "Local template" in errors:
        return NotAppliedError(
            f"The template could not be read: {situation.source}\n"
            f"  {reason}\n"
            "Its address is _src_path in .copier-answers.yml."
        )
    return NotAppliedError(f"Copier failed, which should not happen:\n{errors.strip()}")


def without_noise(errors: str) -> str:
    """What Copier has printed, but for what it always prints."""
    lines = errors.splitlines()
    return "\n".join(line for line in lines if not _NOISE.match(line)).strip("\n")


def _hooks(output: str) -> str:
    """The lines of the hooks without their column of steps."""
    text = output.strip("\n")
    first, separator, rest = text.partition("\n")
    first = _STEP.sub("", first)
    return first + separator + textwrap.indent(textwrap.dedent(rest), "  ")


# The object that a line of a refusal is about: `  Ticket.estimate_hours   would be dropped, ...`.
_DROPPED = re.compile(
    r"^(?:refused:)? *(?P<name>[A-Z]\w*(?:\.\w+)?)\b.*\bdropped\b.*$", re.MULTILINE
)


def objects(text: str) -> list[str]:
    """The entities and fields that a refused edit would drop."""
    return [match["name"] for match in _DROPPED.finditer(text)]


def with_rows(text: str, rows: Mapping[str, int]) -> str:
    """The same with what the development database knows of them."""

    def add(match: re.Match[str]) -> str:
        counted = rows.get(match["name"])
        if counted is None:
            return match[0]
        end = "." if match[0].endswith(".") else ""
        return f"{match[0]}{'' if end else ';'} {holding(counted)}{end}"

    return _DROPPED.sub(add, text)


def holding(rows: int) -> str:
    """How many rows hold a value."""
    if rows == 0:
        return "no row holds a value"
    return "1 row holds a value" if rows == 1 else f"{rows:,} rows hold a value"
