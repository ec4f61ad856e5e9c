"""Step 2 of an update: what Git could not merge is for people to decide, before it goes on."""

import sys

import project
import repository
from progress import Progress

# Copier writes these lines around the two versions of a place that both sides have changed.
MARKER = r"^(<<<<<<< before updating|>>>>>>> after updating)"


def run(progress: Progress) -> bool:
    """Whether all files are merged; else that is remembered for `make apply`."""
    if not repository.is_there():
        return True
    conflicts = conflicting()
    if not conflicts:
        return True
    repository.git("update-ref", repository.UNFINISHED, "HEAD")
    listed = "\n".join(f"  {name}" for name in conflicts)
    progress.problem(
        "conflicts",
        "your edits and the update meet in the same lines of\n"
        f"{listed}\n"
        "Decide there (the lines between <<<<<<< and >>>>>>>), then: make apply",
    )
    return False


def conflicting() -> list[str]:
    """The tracked files that hold the marks of a conflict."""
    marked = repository.names(
        *("grep", "--files-with-matches", "-I", "-z", "--extended-regexp", "-e", MARKER)
    )
    return [name for name in marked if (project.CURRENT / name).is_file()]


if __name__ == "__main__":
    sys.exit(not run(Progress()))
