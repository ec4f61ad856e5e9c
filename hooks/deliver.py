"""What happens to a project after Copier has rendered it: environment, migrations, gate.

Copier runs this in the project's folder; by hand it is `python <template>/hooks/deliver.py` there.
Every step may run again. A step that lacks a tool or the network says so and leaves the project as
it is, with exit status 0. A project that Django cannot load, or that the gate refuses, ends with
status 1, and Copier removes what it had created.

With `--update` the project was there before, and people have worked on it. That comes first;
whatever is not finished is marked in its repository, so that `make apply` finishes it.
"""

import argparse
import os
import sys

import conflicts
import environment
import gate
import migrations
import repository
import vanished
from progress import Progress

WAYS_OUT = """Put it right, then finish with: make apply
Or take the update back: git restore --staged --worktree . && git clean --force -d"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--summary", help="what the genome asks for, in one line")
    parser.add_argument("--quiet", default="False", help="True: print only what went wrong")
    parser.add_argument("--update", action="store_true", help="the project was there before")
    options = parser.parse_args()
    # `make apply` shows the outcome of its rehearsal in its own words.
    is_rehearsal = "ARCHIET_REHEARSAL" in os.environ
    progress = Progress(quiet=options.quiet == "True" or is_rehearsal)
    if options.summary:
        progress.done("genome", options.summary, timed=False)
    if not options.update:
        return complete(progress)
    vanished.run(progress)
    if not conflicts.run(progress):
        return 1
    repository.git("update-ref", repository.UNFINISHED, "HEAD")
    status = complete(progress)
    if status and not is_rehearsal:
        progress.problem("update", f"not finished.\n{WAYS_OUT}")
    return status


def complete(progress: Progress) -> int:
    """Make environment, migrations and contract, and let the gate judge; the exit status."""
    if not environment.run(progress):
        return 0
    if not (migrations.run(progress) and gate.run(progress)):
        return 1
    repository.git("update-ref", "-d", repository.UNFINISHED)
    return 0


if __name__ == "__main__":
    sys.exit(main())
