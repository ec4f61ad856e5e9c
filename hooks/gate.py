"""Step 4: the quality gate, which must let a project pass before anyone gets it."""

import subprocess
import sys

import project
from progress import Progress


def run(progress: Progress) -> bool:
    """Whether the project may be delivered. The gate prints its own findings."""
    python = project.environment_python()
    if python is None:
        progress.problem("gate", "not run: there is no environment.")
        return True
    result = subprocess.run(
        [python, "-m", "tools.archverify", *(["--quiet"] if progress.quiet else [])],
        cwd=project.CURRENT,
        env=project.variables(),
        stdout=subprocess.PIPE if progress.quiet else None,
        text=True,
        check=False,
    )
    if result.returncode:
        sys.stdout.write(result.stdout or "")
        progress.problem("delivery", "refused by the gate: nothing is delivered.")
    return result.returncode == 0


if __name__ == "__main__":
    sys.exit(not run(Progress()))
