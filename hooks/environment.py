"""Step 1: the project's virtual environment and secrets, by its own `tools.environment`."""

import sys

import project
from progress import Progress

LATER = "The files are complete. When that is solved: make env migrations schema verify"


def run(progress: Progress) -> bool:
    """Whether there is an environment now."""
    progress.begin()
    making = project.start(sys.executable, "-m", "tools.environment")
    output, errors = making.communicate()
    if making.returncode:
        progress.problem("environment", f"not made. {errors.strip()}\n{LATER}")
        return False
    progress.done("environment", output.splitlines()[-1])
    return True


if __name__ == "__main__":
    sys.exit(not run(Progress()))
