"""Step 2: the project's virtual environment and secrets, by its own `tools.environment`."""

import sys

import project
from progress import Progress

LATER = "The files are complete. When that is solved: make env migrations schema verify"


def run(progress: Progress) -> bool:
    """Whether there is an environment now."""
    progress.begin()
    made = project.run(sys.executable, "-m", "tools.environment")
    if made.returncode:
        progress.problem("environment", f"not made. {made.stderr.strip()}\n{LATER}")
        return False
    progress.done("environment", made.stdout.strip())
    return True


if __name__ == "__main__":
    sys.exit(not run(Progress()))
