"""Checks that what is written about the project is true of it."""

import ast
import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from .. import genome
from ..code import Class, Function, Module, dotted, keyword, string
from ..contract import components, paths, statuses
from ..domain import app_of, fields
from ..frame import Finding, NotApplicableError, Severity, check
from ..introspection import broken, django_answers
from ..project import Project

_OPENAPI = "openapi.yaml"
_REQUIREMENTS = "docs/security/asvs.md"
_COMMAND = re.compile(r"`make ([^`]+)`|^(?: {4}|\$ )\s*make ([^#]+)")
_TARGET = re.compile(r"^([a-z][\w-]*)\s*:(?!=)", re.MULTILINE)
_SAID_BY_NAME = {"__init__.py", "admin.py", "apps.py", "urls.py", "asgi.py", "wsgi.py"}
_LONGEST = 160
_ESSENTIAL = ("dev", "test")


@check(
    "DOC-01",
    "the README's commands exist",
    severity=Severity.MAJOR,
    weight=5,
    reason="A first command that fails is the last one that many people try.",
    fix="name in README.md what the Makefile has: `make help` lists it",
)
def readme_commands(project: Project) -> Iterator[Finding]:
    if "README.md" not in project.files:
        yield Finding("README.md", 1, "there is no README.md")
        return
    targets = set(_TARGET.findall(project.text("Makefile")))
    named = list(_make_targets(project.lines("README.md")))
    for name, line in named:
        if name not in targets:
            yield Finding("README.md", line, f"the Makefile has no target {name}")
    for name in _ESSENTIAL:
        if name not in {target for target, _ in named}:
            yield Finding("README.md", 1, f"nothing says `make {name}`")


def _make_targets(lines: list[str]) -> Iterator[tuple[str, int]]:
    """The targets of the `make` commands that a Markdown text shows as code, with their lines."""
    is_fenced = False
    for number, line in enumerate(lines, start=1):
        if line.lstrip().startswith("```"):
            is_fenced = not is_fenced
        for found in _COMMAND.finditer(f"    {line}" if is_fenced else line):
            for word in (found[1] or found[2]).split():
                if re.fullmatch(r"[a-z][\w-]*", word):
                    yield word, number


@check(
    "DOC-02",
    "openapi.yaml says what the API does",
    severity=Severity.MAJOR,
    weight=6,
    reason="Clients are generated from it; a contract that is out of step breaks them silently.",
    fix="run `make schema` and commit openapi.yaml",
    background=("django",),
)
def contract_in_step(project: Project) -> Iterator[Finding]:
    if not project.exists(_OPENAPI):
        yield Finding(_OPENAPI, 1, "there is no openapi.yaml")
        return
    written, actual = project.text(_OPENAPI), django_answers(project)["schema"]
    fault = broken(actual)
    if fault:
        yield fault
        return
    for kind, read in (("path", paths), ("component", components)):
        old, new = read(written), read(actual)
        for name in sorted(old.keys() | new.keys()):
            if name not in old:
                yield Finding(_OPENAPI, 1, f"the {kind} {name} is missing")
            elif name not in new:
                yield Finding(_OPENAPI, old[name].line, f"the {kind} {name} is gone from the code")
            elif old[name].text != new[name].text:
                line = old[name].line + _first_difference(old[name].text, new[name].text)
                yield Finding(_OPENAPI, line, f"the {kind} {name} is out of step with the code")


def _first_difference(old: str, new: str) -> int:
    """How many lines the two texts have in common from the start."""
    for number, (one, other) in enumerate(zip(old.split("\n"), new.split("\n"), strict=False)):
        if one != other:
            return number
    return 0


@check(
    "DOC-03",
    "the contract declares the errors",
    severity=Severity.MINOR,
    weight=3,
    reason="A client that does not know of an answer cannot handle it.",
    fix="let the view keep the AutoSchema of apps/core, then run `make schema`",
)
def declared_errors(project: Project) -> Iterator[Finding]:
    if not project.exists(_OPENAPI):
        raise NotApplicableError("there is no openapi.yaml, see DOC-02")
    for block in paths(project.text(_OPENAPI)).values():
        for method, (line, text) in block.operations.items():
            if "requestBody:" in text and 422 not in statuses(text):
                message = f"{method} {block.name} takes input and declares no 422"
                yield Finding(_OPENAPI, line, message)


@check(
    "DOC-04",
    "every entity and field of the genome is in the code",
    severity=Severity.MAJOR,
    weight=6,
    reason="The genome is the source of the documents and of the next update; it must be true.",
    fix="apply genome.yml, or correct it",
)
def genome_in_step(project: Project) -> Iterator[Finding]:
    if not project.exists(genome.FILE):
        yield Finding(genome.FILE, 1, "there is no genome.yml")
        return
    models = {model.name: model for model in project.code.models()}
    for entity in genome.entities(project):
        model = models.pop(entity.name, None)
        if model is None:
            yield Finding(genome.FILE, entity.line, f"no model {entity.name}")
        else:
            yield from _differences(entity, model)
    for model in models.values():
        if app_of(model) in project.entity_apps:
            message = f"the genome does not know {model.name}"
            yield Finding(model.module.path, model.node.lineno, message, note=True)


def _differences(entity: genome.GenomeEntity, model: Class) -> Iterator[Finding]:
    """What the genome says of one entity and its model does not, and notes of the reverse."""
    if entity.app and app_of(model) != entity.app:
        message = f"{entity.name} is in apps/{app_of(model)}, not in apps/{entity.app}"
        yield Finding(genome.FILE, entity.line, message)
    own = fields(model)
    for field in entity.fields:
        if field.name not in own:
            message = f"{entity.name} has no field {field.name} in the code"
            yield Finding(genome.FILE, field.line, message)
    known = {field.name for field in entity.fields}
    for name, call in own.items():
        if name not in known:
            message = f"the genome does not know {entity.name}.{name}"
            yield Finding(model.module.path, call.lineno, message, note=True)


@check(
    "DOC-07",
    "genome.yml keeps to its schema",
    severity=Severity.MAJOR,
    weight=4,
    reason="An update refuses a genome that it cannot read, and then nothing can be changed.",
    fix="correct genome.yml; an editor that knows docs/genome.schema.json marks the place",
)
def genome_is_valid(project: Project) -> Iterator[Finding]:
    if not project.exists(genome.SCHEMA):
        yield Finding(genome.SCHEMA, 1, f"there is no {genome.SCHEMA}")
        return
    for line, message in genome.problems(project):
        text = message if len(message) <= _LONGEST else f"{message[:_LONGEST]}..."
        yield Finding(genome.FILE, line, text)


@check(
    "DOC-05",
    "modules and classes say what they are for",
    severity=Severity.MINOR,
    weight=3,
    reason="The first line tells a reader whether to read on.",
    fix="begin the module, and every class with behaviour of its own, with a docstring",
)
def docstrings(project: Project) -> Iterator[Finding]:
    for module in project.modules("apps", "config", "tools"):
        if PurePosixPath(module.path).name in _SAID_BY_NAME or not module.tree.body:
            continue
        if ast.get_docstring(module.tree) is None:
            yield Finding(module.path, 1, "the module has no docstring")
        classes = [node for node in module.tree.body if isinstance(node, ast.ClassDef)]
        if PurePosixPath(module.path).name == "models.py" and len(classes) == 1:
            continue  # the module's docstring is about this model
        for node in classes:
            if _is_unexplained(node):
                yield Finding(module.path, node.lineno, f"{node.name} has no docstring")


def _is_unexplained(cls: ast.ClassDef) -> bool:
    """Whether a public class has methods to call and no docstring."""
    return (
        not cls.name.startswith("_")
        and ast.get_docstring(cls) is None
        and any(isinstance(n, Function) and not n.name.startswith("_") for n in cls.body)
    )


@check(
    "DOC-06",
    ".env.example names every variable that must be set",
    severity=Severity.MINOR,
    weight=3,
    reason="Whoever sets up a server must not find the variables one failure at a time.",
    fix="add the name, without a value, to .env.example",
)
def example_environment(project: Project) -> Iterator[Finding]:
    if ".env.example" not in project.files:
        yield Finding(".env.example", 1, "there is no .env.example")
        return
    listed = {line.strip("# ").partition("=")[0] for line in project.lines(".env.example")}
    for module in project.modules("config"):
        for name, line in _required_variables(module):
            if name not in listed:
                yield Finding(module.path, line, f"{name} is not in .env.example")


def _required_variables(module: Module) -> Iterator[tuple[str, int]]:
    """Names of environment variables that a module reads without a default."""
    for node in module.nodes:
        if isinstance(node, ast.Call) and node.args and _reads_environment(node):
            name = string(node.args[0]) or ""
        elif isinstance(node, ast.Subscript) and dotted(node.value) == "os.environ":
            name = (string(node.slice) or "") if isinstance(node.ctx, ast.Load) else ""
        else:
            continue
        if name.isupper():
            yield name, node.lineno


def _reads_environment(call: ast.Call) -> bool:
    if keyword(call, "default") is not None:
        return False
    reader = dotted(call.func)
    if reader in {"os.environ.get", "os.getenv", "os.environ.setdefault"}:
        return len(call.args) == 1
    return reader.split(".")[0] in {"env", "required"}


@check(
    "DOC-08",
    "the table of security requirements says what the tests show",
    severity=Severity.MAJOR,
    weight=3,
    reason="Auditors and customers rely on it; a claim that no test shows is worse than none.",
    fix="run `make asvs` and commit docs/security/asvs.md",
    background=("asvs",),
)
def requirements_in_step(project: Project) -> Iterator[Finding]:
    answer = project.commands.answer("asvs")
    if answer.status:
        yield Finding(_REQUIREMENTS, 1, answer.errors.strip().removeprefix("asvs: "))
