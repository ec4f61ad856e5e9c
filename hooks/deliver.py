"""What happens to a project after Copier has rendered it: environment, migrations, gate.

Copier runs this in the project's folder; by hand it is `python <template>/hooks/deliver.py` there.
Every step may run again. A step that lacks a tool or the network says so and leaves the project as
it is, with exit status 0. A project that Django cannot load, or that the gate refuses, ends with
status 1, and Copier removes what it had created.
"""

import argparse
import sys

import environment
import gate
import migrations
from progress import Progress


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--summary", help="what the genome asks for, in one line")
    parser.add_argument("--quiet", default="False", help="True: print only what went wrong")
    options = parser.parse_args()
    progress = Progress(quiet=options.quiet == "True")
    if options.summary:
        progress.done("genome", options.summary, timed=False)
    if not environment.run(progress):
        return 0
    return 0 if migrations.run(progress) and gate.run(progress) else 1


if __name__ == "__main__":
    sys.exit(main())
