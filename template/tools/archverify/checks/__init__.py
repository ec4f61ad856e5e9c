"""The checks, one module per subject. A new module in this folder takes part by being there."""

import pkgutil
from importlib import import_module

from ..frame import registered

for _module in pkgutil.iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")

# What every run looks at, and what the full depth adds.
ALL_CHECKS = tuple(check for check in registered() if not check.full)
FULL_CHECKS = tuple(check for check in registered() if check.full)
