"""Lets `python -m tools.apply` start the command line."""

import sys

from .cli import main

sys.exit(main())
