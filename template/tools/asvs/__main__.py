"""`python -m tools.asvs`."""

import sys

from .cli import main

sys.exit(main())
