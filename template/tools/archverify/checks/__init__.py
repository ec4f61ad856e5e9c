"""The checks, one module per subject. A new module in this folder takes part by being there."""

import pkgutil
from importlib import import_module

from ..frame import registered

for _module in pkgutil.iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")

ALL_CHECKS = registered()
