"""Last step: the quality gate, which must let a project pass before anyone gets it."""

import sys

import project
from progress import Progress


def run(progress: Progress) -> bool:
    """Whether the project may be delivered. The gate prints its own findings."""
    python = project.environment_python()
    if python is None:
        progress.problem("gate", "not run: there is no environment.")
        return True
    gate = (str(python), "-m", "tools.archverify")
    if progress.quiet:
        judging = project.start(*gate, "--quiet")
    else:
        judging = project.start(*gate, output=None)
    output, errors = judging.communicate()
    if judging.returncode:
        sys.stdout.write((output or "") + errors)
        progress.problem("delivery", "refused by the gate.")
    return judging.returncode == 0


if __name__ == "__main__":
    sys.exit(not run(Progress()))
