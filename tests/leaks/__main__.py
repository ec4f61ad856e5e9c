"""`make leaks`: every leak with what caught it; exit status 1 if one was missed."""

from __future__ import annotations

import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.catalogue import GENOMES
from tests.leaks.catalogue import LEAKS
from tests.leaks.hunt import Catch, hunt
from tests.leaks.leak import Leak
from tests.workshop import Workshop

AT_ONCE = 2


def main(names: list[str]) -> int:
    """Hunt all leaks, or those whose names hold one of the words; print each as it is done."""
    leaks = [leak for leak in LEAKS if not names or any(name in leak.name for name in names)]
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        product = Workshop(folder, GENOMES).product("clinic")

        def one(leak: Leak) -> Catch:
            return hunt(leak, product, folder / leak.name.replace(" ", "-"))

        missed = 0
        with ThreadPoolExecutor(AT_ONCE) as pool:
            for catch in pool.map(one, leaks):
                missed += not catch.is_caught
                print(catch, flush=True)
    print(f"{len(leaks)} leaks, {len(leaks) - missed} caught, {missed} missed")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
