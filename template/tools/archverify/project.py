"""What a check may ask of the project: its files, their text, its code, answers of commands."""

import ast
import contextlib
import io
import re
import tokenize
import warnings
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path, PurePosixPath

from .code import Code, Module
from .commands import Commands
from .files import project_files
from .frame import Finding

_COMMENT_SIGN = re.compile(r"(?:^|\s)(?:#|//|/\*|<!--|--)\s")
BUILT_IN_APPS = frozenset({"audit", "billing", "core", "users"})
# What makes roles, policies and grants, of names that no placeholder can stand for; its tests
# judge it on a live database.
WALL_BUILDERS = (
    "apps/core/management/commands/createroles.py",
    "apps/core/tenancy/",
    "apps/core/testing.py",
)


class Project:
    """A generated project on disk. Everything is read once and kept for the run."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()
        self.commands = Commands(self.root)
        self._texts: dict[str, str] = {}
        self._comments: dict[str, dict[int, str]] = {}

    @cached_property
    def files(self) -> tuple[str, ...]:
        """All files of the project, relative and sorted; nothing installed, cached or ignored."""
        return project_files(self.root)

    def exists(self, path: str) -> bool:
        """Whether the file is on disk, ignored by git or not."""
        return (self.root / path).is_file()

    def text(self, path: str) -> str:
        """The text of a file; "" for a file that is not there or holds no text."""
        if path not in self._texts:
            try:
                content = (self.root / path).read_bytes()
            except OSError:
                content = b""
            self._texts[path] = "" if b"\0" in content else content.decode(errors="replace")
        return self._texts[path]

    def lines(self, path: str) -> list[str]:
        """The lines of a file. Only a newline ends a line, as for git and for Python's parser."""
        return self.text(path).split("\n")

    def comments(self, path: str) -> dict[int, str]:
        """The lines of a file that hold a comment, each from where the comment begins.

        Python's tokenizer tells comments from strings; elsewhere the first sign of one counts.
        """
        if path not in self._comments:
            self._comments[path] = dict(self._find_comments(path))
        return self._comments[path]

    def _find_comments(self, path: str) -> Iterator[tuple[int, str]]:
        if not path.endswith(".py"):
            for number, line in enumerate(self.lines(path), start=1):
                sign = _COMMENT_SIGN.search(line)
                if sign:
                    yield number, line[sign.start() :]
            return
        lines = io.StringIO(self.text(path))
        with contextlib.suppress(tokenize.TokenError, SyntaxError):
            for token in tokenize.generate_tokens(lines.readline):
                if token.type == tokenize.COMMENT:
                    yield token.start[0], token.string

    def line_of(self, path: str, needle: str) -> int:
        """The number of the first line that holds `needle`, or 1."""
        for number, line in enumerate(self.lines(path), start=1):
            if needle in line:
                return number
        return 1

    def matching(self, *suffixes: str) -> Iterator[str]:
        """The files whose names end in one of the suffixes."""
        return (path for path in self.files if path.endswith(suffixes))

    @cached_property
    def _parsed(self) -> tuple[dict[str, Module], list[Finding]]:
        modules: dict[str, Module] = {}
        broken: list[Finding] = []
        for path in self.matching(".py"):
            try:
                with warnings.catch_warnings(action="ignore"):
                    tree = ast.parse(self.text(path), filename=path)
            except (SyntaxError, ValueError, RecursionError) as error:
                line = getattr(error, "lineno", None) or 1
                broken.append(Finding(path, line, f"Python cannot read this module: {error}"))
                continue
            name = _import_name(path)
            modules[name] = Module(path, name, tree)
        return modules, broken

    @property
    def unreadable(self) -> list[Finding]:
        """One finding for each Python file that does not parse."""
        return self._parsed[1]

    @cached_property
    def code(self) -> Code:
        """All Python modules that could be parsed."""
        return Code(self._parsed[0])

    def modules(self, *folders: str, tests: bool = False) -> Iterator[Module]:
        """Parsed modules under the folders; no migrations, and tests only when asked for."""
        for module in self.code.modules.values():
            parts = PurePosixPath(module.path).parts
            if parts[0] not in folders or "migrations" in inner_folders(module.path):
                continue
            if tests or not is_test_code(module.path):
                yield module

    @cached_property
    def apps(self) -> tuple[str, ...]:
        """Names of the folders under apps/ that are Python packages."""
        parts = (PurePosixPath(path).parts for path in self.files)
        names = {p[1] for p in parts if len(p) == 3 and p[0] == "apps" and p[2] == "__init__.py"}
        return tuple(sorted(names))

    @cached_property
    def entity_apps(self) -> tuple[str, ...]:
        """The apps that hold models of the product, unlike core, users and billing."""
        with_models = {cls.module.name.split(".")[1] for cls in self.code.models()}
        return tuple(app for app in self.apps if app in with_models - BUILT_IN_APPS)


def inner_folders(path: str) -> tuple[str, ...]:
    """The folders that a file lies in, but for the app itself: that may be called as it likes."""
    first, *others = PurePosixPath(path).parts[:-1] or ("",)
    return (first, *others[1:]) if first == "apps" else (first, *others)


def is_test_code(path: str) -> bool:
    """Whether a Python file is there for tests only."""
    file = PurePosixPath(path)
    return (
        "tests" in inner_folders(path)
        or file.name in {"conftest.py", "factories.py"}
        or file.name.startswith("test_")
    )


def _import_name(path: str) -> str:
    parts = list(PurePosixPath(path).with_suffix("").parts)
    if parts[-1] == "__init__" and len(parts) > 1:
        parts.pop()
    return ".".join(parts)
