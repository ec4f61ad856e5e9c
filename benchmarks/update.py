"""What an update costs, beside what Copier itself needs to update the same files.

Every entity of a project gets one more field. Three ways to bring that into the project are
measured, each in a fresh process on a project that is put back to its commit before:

  whole     the documented command: files, environment, migrations, contract and gate
  files     the same without what follows rendering: comparing the genomes, rendering, merging
  verbatim  Copier updating the very same files from a template that has no placeholder

Prints CPU seconds (user and system, Git's included) and elapsed ones, ratios, and what one more
entity costs. Run it as `python -m benchmarks.update`.
"""

import argparse
import json
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from copy import deepcopy
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

from benchmarks.generation import ROOT, TEMPLATE_PARTS, many_entities

WAYS = ("whole", "files", "verbatim")
FIELD = {"name": "remark", "type": "string", "required": False}
ANSWERS = "{{_copier_conf.answers_file}}"
AUTHOR = ("-c", "user.name=Benchmark", "-c", "user.email=benchmark@example.com")
COPIER = (sys.executable, "-m", "copier")
OPTIONS = ("--trust", "--defaults", "--quiet")
Figures = dict[str, float]


def run(*command: str | Path, cwd: Path) -> None:
    """Run a command that must succeed, and say what it said if it does not."""
    done = subprocess.run(
        command, cwd=cwd, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False
    )
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}")


def measured(*command: str | Path, cwd: Path) -> tuple[float, float]:
    """Run a command; returns its CPU seconds, its children's included, and elapsed ones."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    run(*command, cwd=cwd)
    elapsed, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, elapsed


def commit(folder: Path, version: str = "") -> None:
    """Put all there is into a commit; as a version, if it has a name."""
    run("git", "init", "--quiet", cwd=folder)
    run("git", "add", "--all", cwd=folder)
    run("git", *AUTHOR, "commit", "--quiet", "--message=All of it", cwd=folder)
    if version:
        run("git", "tag", version, cwd=folder)


def with_one_more_field(genome: dict[str, Any]) -> dict[str, Any]:
    """The genome with a field added to every entity."""
    genome = deepcopy(genome)
    for entity in genome["entities"]:
        entity["fields"].append(dict(FIELD))
    return genome


class Bench:
    """Templates and projects in one working folder."""

    def __init__(self, folder: Path, rounds: int) -> None:
        self.folder = folder
        self.rounds = rounds
        self.template, self.bare = folder / "template", folder / "bare"
        for template in (self.template, self.bare):
            for part in (*TEMPLATE_PARTS, "hooks"):
                source, target = ROOT / part, template / part
                if source.is_dir():
                    shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
                elif source.exists():
                    template.mkdir(exist_ok=True)
                    shutil.copy(source, target)
        (self.bare / "hooks" / "deliver.py").write_text("")
        for template in (self.template, self.bare):
            commit(template, "v1.0.0")

    def measure(self, genome: dict[str, Any], name: str) -> Figures:
        """Return the median seconds of each way, and how many files the project has."""
        former, present = (self.folder / f"{name}-{part}.yml" for part in ("former", "present"))
        former.write_text(yaml.safe_dump(genome, sort_keys=False))
        present.write_text(yaml.safe_dump(with_one_more_field(genome), sort_keys=False))
        ours, bare, plain = (self.folder / f"{name}-{way}" for way in WAYS)
        for template, project in ((self.template, ours), (self.bare, bare)):
            answers = ("--data-file", former)
            run(*COPIER, "copy", *OPTIONS, *answers, template, project, cwd=self.folder)
            commit(project)
        self._verbatim(former, present, plain)
        same = ("--vcs-ref=:current:", "--data-file", present)
        commands: dict[str, tuple[Path, tuple[str | Path, ...]]] = {
            "whole": (ours, same),
            "files": (bare, same),
            "verbatim": (plain, ("--vcs-ref=v2.0.0",)),
        }
        found: dict[str, list[tuple[float, float]]] = {way: [] for way in WAYS}
        for _ in range(self.rounds):
            for way, (project, options) in commands.items():
                found[way].append(measured(*COPIER, "update", *OPTIONS, *options, cwd=project))
                run("git", "reset", "--quiet", "--hard", cwd=project)
                run("git", "clean", "--quiet", "--force", "-d", cwd=project)
        files = [path for path in plain.rglob("*") if path.is_file() and ".git" not in path.parts]
        figures: Figures = {"files": len(files)}
        for way, times in found.items():
            figures[f"{way} cpu"] = statistics.median(cpu for cpu, _ in times)
            figures[f"{way} elapsed"] = statistics.median(elapsed for _, elapsed in times)
        return figures

    def _verbatim(self, former: Path, present: Path, project: Path) -> None:
        """A project of the same files, from a template whose two versions hold just these."""
        template = project.with_name(f"{project.name}-template")
        for version, answers in (("v1.0.0", former), ("v2.0.0", present)):
            shutil.rmtree(template / "files", ignore_errors=True)
            files = template / "files"
            options = ("--data-file", answers)
            run(*COPIER, "copy", *OPTIONS, *options, self.bare, files, cwd=self.folder)
            (files / ".copier-answers.yml").unlink()
            (files / f"{ANSWERS}.none").write_text("{{ _copier_answers|to_nice_yaml }}")
            settings = {"_subdirectory": "files", "_templates_suffix": ".none"}
            (template / "copier.yml").write_text(yaml.safe_dump(settings))
            commit(template, version)
        run(*COPIER, "copy", *OPTIONS, "--vcs-ref=v1.0.0", template, project, cwd=self.folder)
        commit(project)


def report(rows: dict[int, Figures]) -> None:
    """Print the figures as a table, then what an entity costs from each size to the next."""
    print("CPU seconds, and elapsed ones in brackets")
    heads = "".join(f"{way:>18}" for way in WAYS)
    print(f"{'entities':>8}{'files':>8}{heads}{'whole/verbatim':>18}{'files/verbatim':>18}")
    for size, row in rows.items():
        shown = "".join(
            f"{row[f'{way} cpu']:>9.2f} ({row[f'{way} elapsed']:>5.1f})" + " " for way in WAYS
        )
        ratios = "".join(f"{row[f'{way} cpu'] / row['verbatim cpu']:>18.2f}" for way in WAYS[:2])
        print(f"{size:>8}{row['files']:>8.0f}{shown}{ratios}")
    sizes = list(rows)
    for small, large in pairwise(sizes):
        costs = {
            way: (rows[large][f"{way} cpu"] - rows[small][f"{way} cpu"]) / (large - small)
            for way in WAYS
        }
        shown = ", ".join(f"{way} {1000 * cost:.0f} ms" for way, cost in costs.items())
        print(f"each entity from {small} to {large}: {shown}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=1, help="how often each way is measured")
    parser.add_argument(
        "--sizes", type=int, nargs="*", default=[5, 50, 200], help="numbers of entities"
    )
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        bench = Bench(Path(name), options.rounds)
        rows = {size: bench.measure(many_entities(size), str(size)) for size in options.sizes}
    if options.json:
        print(json.dumps(rows, indent=2))
    else:
        report(rows)


if __name__ == "__main__":
    main()
