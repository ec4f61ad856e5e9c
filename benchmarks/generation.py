"""What a generation costs, beside what it could cost at best.

Three ways to write the same files are measured in turn, several times, each in a fresh process:

  ours      this template, with all of its tasks left out
  verbatim  Copier copying the very same files from a template that has no placeholder
  jinja     a loop over the same templates with Jinja alone, into the same tree

Prints CPU seconds (user and system, Git's included), ratios, and what one more entity costs.
"""

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "clinic.yml"
TEMPLATE_PARTS = ["copier.yml", "extensions", "includes", "template"]

COPY = """
import sys
from copier import run_copy
from yaml import safe_load
data = safe_load(open(sys.argv[3])) if len(sys.argv) > 3 else {}
options = {"defaults": True, "unsafe": True, "quiet": True, "skip_tasks": True}
run_copy(sys.argv[1], sys.argv[2], data=data, **options)
"""
JINJA = """
import sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from yaml import safe_load
from benchmarks.plain import render
render(safe_load(open(sys.argv[3])), Path(sys.argv[2]))
"""


def cpu_seconds(command: list[str]) -> float:
    """Run a command in a fresh process and return the CPU time that it and its children took."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        command, check=True, stdout=subprocess.DEVNULL, env=os.environ | {"PYTHONHASHSEED": "0"}
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime - before.ru_utime) + (after.ru_stime - before.ru_stime)


def many_entities(number: int) -> dict[str, Any]:
    """Make a genome of so many entities, each with eight fields and a reference to another."""
    entities: list[dict[str, Any]] = []
    for index in range(number):
        fields: list[dict[str, Any]] = [
            {"name": "name", "type": "string", "unique": True, "search": True, "list": True},
            {"name": "description", "type": "text", "required": False},
            {"name": "status", "type": "enum", "choices": ["OPEN", "CLOSED"], "default": "OPEN"},
            {"name": "amount", "type": "decimal", "min": 0},
            {"name": "starts_on", "type": "date", "required": False},
            {"name": "is_urgent", "type": "boolean"},
            {"name": "contact", "type": "email", "required": False},
        ]
        if index:
            fields.append({"name": "parent", "type": "reference", "to": f"Thing{index - 1}"})
        entities.append({"name": f"Thing{index}", "fields": fields})
    return {"project_name": "many", "entities": entities}


class Bench:
    """The three ways to write a genome's files, in one working folder."""

    def __init__(self, folder: Path, rounds: int) -> None:
        self.folder = folder
        self.rounds = rounds
        self.template = folder / "template_only"
        for part in TEMPLATE_PARTS:
            source = ROOT / part
            if source.is_dir():
                shutil.copytree(
                    source, self.template / part, ignore=shutil.ignore_patterns("__pycache__")
                )
            elif source.exists():
                self.template.mkdir(exist_ok=True)
                shutil.copy(source, self.template / part)

    def measure(self, genome: dict[str, Any]) -> dict[str, float]:
        """Return the median CPU seconds of each way, and how many files were written."""
        answers = self.folder / "genome.yml"
        answers.write_text(yaml.safe_dump(genome, sort_keys=False))
        out = self.folder / "out"
        verbatim = self.folder / "verbatim"
        shutil.rmtree(verbatim, ignore_errors=True)
        copy = [sys.executable, "-c", COPY]
        subprocess.run(
            [*copy, str(self.template), str(verbatim / "files"), str(answers)], check=True
        )
        files = sum(path.is_file() for path in (verbatim / "files").rglob("*"))
        settings = {"_subdirectory": "files", "_templates_suffix": ".none"}
        (verbatim / "copier.yml").write_text(yaml.safe_dump(settings))
        ways: dict[str, list[str]] = {
            "ours": [*copy, str(self.template), str(out), str(answers)],
            "verbatim": [*copy, str(verbatim), str(out)],
            "jinja": [sys.executable, "-c", JINJA, str(ROOT), str(out), str(answers)],
        }
        times: dict[str, list[float]] = {name: [] for name in ways}
        for _ in range(self.rounds):
            for name, command in ways.items():
                shutil.rmtree(out, ignore_errors=True)
                times[name].append(cpu_seconds(command))
        return {"files": files} | {name: statistics.median(found) for name, found in times.items()}


def report(say: Callable[[str], None], rows: dict[str, dict[str, float]]) -> None:
    """Print the rows as a table, then what an entity costs between the smallest and the largest."""
    say(f"{'genome':<14}{'files':>7}{'ours':>9}{'verbatim':>10}{'jinja':>8}{'ours/verbatim':>15}")
    for name, row in rows.items():
        say(
            f"{name:<14}{row['files']:>7.0f}{row['ours']:>8.2f}s{row['verbatim']:>9.2f}s"
            f"{row['jinja']:>7.2f}s{row['ours'] / row['verbatim']:>15.2f}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3, help="how often each way is measured")
    parser.add_argument(
        "--sizes", type=int, nargs="*", default=[5, 50, 200], help="numbers of entities"
    )
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        bench = Bench(Path(name), options.rounds)
        rows = {"clinic": bench.measure(yaml.safe_load(EXAMPLE.read_text()))}
        for size in options.sizes:
            rows[f"{size} entities"] = bench.measure(many_entities(size))
    if options.json:
        print(json.dumps(rows, indent=2))
        return
    report(print, rows)
    for small, large in zip(options.sizes, options.sizes[1:], strict=False):
        first, second = rows[f"{small} entities"], rows[f"{large} entities"]
        costs = {
            way: (second[way] - first[way]) / (large - small)
            for way in ("ours", "verbatim", "jinja")
        }
        shown = ", ".join(f"{way} {1000 * cost:.0f} ms" for way, cost in costs.items())
        print(f"each entity from {small} to {large}: {shown}")


if __name__ == "__main__":
    main()
