"""Between Copier and the genome: the only module that Copier loads, and that knows Copier.

For every string that Copier renders, the hook adds what templates see: `genome`, `project`, `apps`.
A genome that cannot be used is refused before anything is written.
"""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from operator import is_
from pathlib import Path
from types import ModuleType
from typing import Any

import yaml
from copier.errors import UserMessageError
from copier_template_extensions import ContextHook
from jinja2 import Environment, Template, pass_context
from jinja2.runtime import Context

OLDEST_PYTHON = (3, 11)
COPIERS_OWN = frozenset({"_commit", "_src_path"})
# The answer that no question asks for: apps that dropped entities have left behind.
LEFT_BEHIND = "left_behind"
GENOME_FILE = "genome.yml"
NO_GENOME = COPIERS_OWN | {LEFT_BEHIND}
# Stands for entities that have not been asked for yet, so that earlier answers can be checked.
NO_ENTITIES_YET = [{"name": "Example", "fields": [{"name": "name", "type": "string"}]}]


def _load_genome() -> ModuleType:
    """Load the package beside this file under a name of its own.

    An update renders the old and the new version of the template in one process: under a common
    name, the new version would run the old one's code.
    """
    if sys.version_info < OLDEST_PYTHON:
        raise UserMessageError("This template needs Copier on Python 3.11 or newer.")
    folder = Path(__file__).resolve().parent / "genome"
    name = f"genome_{hashlib.sha256(str(folder).encode()).hexdigest()[:16]}"
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(
            name, folder / "__init__.py", submodule_search_locations=[str(folder)]
        )
        assert spec is not None and spec.loader is not None  # both are there for a folder of ours
        package = importlib.util.module_from_spec(spec)
        sys.modules[name] = package
        spec.loader.exec_module(package)
    return sys.modules[name]


_genome = _load_genome()
_context = importlib.import_module(f"{_genome.__name__}.context")
_yaml_text = importlib.import_module(f"{_genome.__name__}.yaml_text")
_resolution = importlib.import_module(f"{_genome.__name__}.resolution")
_problems = importlib.import_module(f"{_genome.__name__}.problems")
_evolution = importlib.import_module(f"{_genome.__name__}.evolution")
_former = importlib.import_module(f"{_genome.__name__}.former")

KEYS: Mapping[str, Any] = _genome.Genome.model_fields


class GenomeContext(ContextHook):
    """Adds the typed genome to what templates see; refuses what is none, or would lose data."""

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        self._given: Mapping[str, Any] | None = None
        self._asked: frozenset[str] = frozenset()
        self._answers: tuple[Any, ...] = ()
        self._rendered: dict[str, Any] = {}
        self._foreseen: Mapping[str, Any] | None = None
        self._newly_left_behind: list[str] = []
        environment.from_string = _remembered(environment)  # type: ignore[method-assign]  # see there
        environment.globals["asked"] = self.asked
        environment.globals["applied_answers"] = self.applied_answers
        environment.globals["problems"] = self.problems
        environment.filters["title_of"] = _resolution.title_of
        environment.filters["needs_second_factor"] = _resolution.needs_second_factor
        environment.filters["as_yaml"] = _yaml_text.yaml_of
        environment.filters["printable"] = _problems.printable

    def hook(self, context: dict[str, Any]) -> None:
        """Check the given answers before the first prompt; add the genome when all are there."""
        if context.get("_copier_phase") == "prompt":
            self._begin(context)
        elif "entities" in context:
            context.update(self._names(context))
        elif context["_copier_conf"]["answers_file"]:  # else Copier is about to work that out
            context["newly_left_behind"] = self._foresee(context["_copier_conf"])

    def _foresee(self, conf: Mapping[str, Any]) -> list[str]:
        """Judge an update before it has asked for anything, and so before it touches anything.

        Returns the apps that it will leave behind; worked out once, though Copier renders several
        strings at that time.
        """
        given = conf["data"]
        if given is self._foreseen:
            return self._newly_left_behind
        _use_present_names(given)
        applied = _applied_answers(conf)
        if applied and "entities" in given:
            answers = {key: _parsed(key, value) for key, value in given.items()}
            earlier = applied.get(LEFT_BEHIND, [])
            left_behind = _left_behind(applied, _loaded(_genome_of(answers)), earlier)
            self._newly_left_behind = sorted(set(left_behind) - set(earlier))
        elif applied and not conf["quiet"]:
            _mind_the_file(Path(conf["dst_path"], GENOME_FILE), applied)
        self._foreseen = given
        return self._newly_left_behind

    def _begin(self, context: dict[str, Any]) -> None:
        given = context["_copier_conf"]["data"]
        if given is self._given:
            return
        _refuse_unless_sound(given)
        remembered = {key for key in context["_copier_answers"] if key in KEYS}
        if "entities" in given:
            self._asked = frozenset(given)
        elif "entities" in remembered:
            self._asked = frozenset(remembered)
        else:
            self._asked = frozenset(KEYS) - {"dropped"}
        self._given = given

    def _names(self, context: dict[str, Any]) -> dict[str, Any]:
        """Return what templates see; worked out once for a set of answers."""
        answers = tuple(map(context.get, KEYS))
        if not _same(answers, self._answers):
            said = {key: context[key] for key in KEYS if key in context}
            genome = _loaded(said)
            earlier = context.get(LEFT_BEHIND, [])
            left_behind = _left_behind(_applied_answers(context["_copier_conf"]), genome, earlier)
            if not context["_copier_conf"]["quiet"]:
                _show_warnings(genome.warnings)
            self._rendered = _context.render_context(genome, left_behind)
            self._answers = answers
        return self._rendered

    def asked(self, key: str) -> bool:
        """Tell whether a question is asked and its answer remembered.

        A genome file answers all questions: what it does not mention keeps its default, also when
        an earlier version of the file did mention it. Without a file, the wizard asks.
        """
        return key in self._asked

    @pass_context
    def applied_answers(self, context: Context) -> dict[str, Any]:
        """Return what the answers file remembers: Copier's own notes, and the genome.

        The genome stands there just as in genome.yml, so that applying that file changes nothing.
        """
        remembered = context["_copier_answers"]
        notes = {key: remembered[key] for key in sorted(COPIERS_OWN & remembered.keys())}
        if Path(notes.get("_src_path", "")).is_dir():
            # Copier keeps the path as it was given, which means nothing in another folder.
            notes["_src_path"] = str(Path(notes["_src_path"]).resolve())
        if context["left_behind"]:
            notes[LEFT_BEHIND] = context["left_behind"]
        return {**notes, **context["genome"].as_answers()}

    @pass_context
    def problems(self, context: Context, key: str, *values: Any) -> str:
        """Return what is wrong with an answer, for the one line of a prompt, or nothing."""
        said = {name: context[name] for name in KEYS if name in context}
        if values:
            said[key] = values[0]
        found = [
            problem.message if problem.path == key else f"{problem.path} {problem.message}"
            for problem in _problems_in(_with_stand_ins(said))
            if problem.location[0] == key
        ]
        more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
        return f"{found[0]}{more}" if found else ""


def _remembered(environment: Environment) -> Any:
    """Wrap an environment's `from_string` so that equal strings are compiled once.

    Copier compiles every part of every path anew. While it compiles it also forgets the last
    `yield` tag (in an extension's `preprocess`), so that must happen for a remembered one as well.
    """
    compile_string = environment.from_string
    compiled: dict[str, Template] = {}

    def from_string(source: Any, *args: Any, **options: Any) -> Template:
        if not isinstance(source, str) or args or options:
            return compile_string(source, *args, **options)
        if source in compiled:
            environment.preprocess("")
        else:
            compiled[source] = compile_string(source)
        return compiled[source]

    return from_string


def _same(some: tuple[Any, ...], others: tuple[Any, ...]) -> bool:
    """Tell whether two sets of answers are the same objects; they are never changed in place."""
    return len(some) == len(others) and all(map(is_, some, others))


def _refuse_unless_sound(given: Mapping[str, Any]) -> None:
    """Check the answers of a file and of `-d`, as far as they go, before Copier converts them."""
    answers = {key: _parsed(key, value) for key, value in _genome_of(given).items()}
    if "entities" in answers:
        _loaded(answers)
        return
    early = [
        problem
        for problem in _problems_in(_with_stand_ins(answers))
        if problem.location[0] not in {"plans", "user_stories", "screens"}
    ]
    if early:
        raise UserMessageError(_problems.report(early))


def _applied_answers(conf: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Read the answers that the project at hand was made from; None where there is no project."""
    path = Path(conf["dst_path"], conf["answers_file"])
    answers = yaml.safe_load(path.read_text(encoding="utf-8")) if path.is_file() else None
    return answers if isinstance(answers, Mapping) else None


def _mind_the_file(path: Path, applied: Mapping[str, Any]) -> None:
    """Say that Copier reads no genome file by itself, where one was edited."""
    with suppress(OSError, yaml.YAMLError):
        if yaml.safe_load(path.read_text(encoding="utf-8")) != _genome_of(applied):
            print(f"{path.name} was edited: it is applied with --data-file {path.name}, not now.")


def _left_behind(
    applied: Mapping[str, Any] | None, genome: Any, earlier: Sequence[str]
) -> list[str]:
    """Return the apps without entities. Refuses what would lose data without saying so."""
    former = genome
    if applied:
        with suppress(_genome.GenomeError):  # a former version's genome may break today's rules
            former = _genome.load(_former.with_present_names(_genome_of(applied)))
    losses = _evolution.losses(former, genome)
    if losses:
        raise UserMessageError(_evolution.refusal(losses))
    return list(_evolution.left_behind(former, genome, earlier))


def _genome_of(answers: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in answers.items() if key not in NO_GENOME}


def _use_present_names(given: dict[str, Any]) -> None:
    """Rename, in Copier's own mapping, what an earlier version of the template called otherwise."""
    if given.keys() & _former.RENAMED.keys():
        present = _former.with_present_names(given)
        given.clear()
        given.update(present)


def _parsed(key: str, value: Any) -> Any:
    """Read the text of `-d key=value` as YAML, unless the question wants text."""
    if not isinstance(value, str) or key not in KEYS or isinstance(KEYS[key].default, str):
        return value
    if key == "project_name":
        return value
    try:
        return yaml.safe_load(value)
    except yaml.YAMLError:
        return value


def _with_stand_ins(answers: Mapping[str, Any]) -> dict[str, Any]:
    return {"project_name": "project", "entities": NO_ENTITIES_YET, **answers}


def _problems_in(answers: Mapping[str, Any]) -> list[Any]:
    try:
        _genome.load(answers)
    except _genome.GenomeError as error:
        return list(error.problems)
    return []


def _loaded(answers: Mapping[str, Any]) -> Any:
    try:
        return _genome.load(answers)
    except _genome.GenomeError as error:
        raise UserMessageError(str(error)) from None


def _show_warnings(warnings: tuple[Any, ...]) -> None:
    if warnings:
        print(_problems.report(list(warnings), "warning"), file=sys.stderr)
