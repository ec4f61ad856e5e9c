"""What the project's Python says, by AST: modules, classes with their bases, calls, literals."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """One parsed Python file. `name` is the dotted import name, `path` the file."""

    path: str
    name: str
    tree: ast.Module

    @cached_property
    def imports(self) -> dict[str, str]:
        """Local name to the dotted name that it was imported from, wherever in the file."""
        found: dict[str, str] = {}
        for node in self.nodes:
            if isinstance(node, ast.Import):
                for alias in node.names:
                    local = alias.asname or alias.name.partition(".")[0]
                    found[local] = alias.name if alias.asname else local
            elif isinstance(node, ast.ImportFrom):
                source = self.source_of(node)
                for alias in node.names:
                    found[alias.asname or alias.name] = f"{source}.{alias.name}"
        return found

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        """Every node of the file, once."""
        return tuple(ast.walk(self.tree))

    def source_of(self, node: ast.ImportFrom) -> str:
        """The absolute name of the module that a `from ... import` reads."""
        if not node.level:
            return node.module or ""
        package = self.name.split(".")
        if not self.path.endswith("__init__.py"):
            package = package[:-1]
        base = package[: len(package) - node.level + 1]
        return ".".join([*base, *([node.module] if node.module else [])])

    def qualify(self, node: ast.expr) -> str:
        """The dotted name that an expression such as `models.Model` stands for, or ""."""
        name = dotted(node)
        first, _, rest = name.partition(".")
        if not first:
            return ""
        source = self.imports.get(first, f"{self.name}.{first}")
        return f"{source}.{rest}" if rest else source


@dataclass(frozen=True, eq=False)
class Class:
    """One top-level class of the project."""

    module: Module
    node: ast.ClassDef

    @property
    def name(self) -> str:
        return self.node.name

    @property
    def qualified_name(self) -> str:
        return f"{self.module.name}.{self.name}"

    def attribute(self, name: str) -> ast.expr | None:
        """The expression that the class itself assigns to `name`."""
        return assigned(self.node.body, name)

    def method(self, name: str) -> Function | None:
        """The method that the class itself defines."""
        for node in self.node.body:
            if isinstance(node, Function) and node.name == name:
                return node
        return None

    def inner(self, name: str) -> ast.ClassDef | None:
        """A class such as `Meta` that stands in the class."""
        for node in self.node.body:
            if isinstance(node, ast.ClassDef) and node.name == name:
                return node
        return None

    def meta(self, name: str) -> ast.expr | None:
        """What the class's own `Meta` assigns to `name`."""
        inner = self.inner("Meta")
        return assigned(inner.body, name) if inner else None


@dataclass
class Code:
    """All modules of the project, and the questions that need more than one of them."""

    modules: dict[str, Module] = field(default_factory=dict)
    _bases: dict[Class, list[str]] = field(default_factory=dict, init=False, repr=False)

    @cached_property
    def classes(self) -> dict[str, Class]:
        """Top-level classes by their qualified names."""
        return {
            f"{module.name}.{node.name}": Class(module, node)
            for module in self.modules.values()
            for node in module.tree.body
            if isinstance(node, ast.ClassDef)
        }

    def canonical(self, name: str) -> str:
        """The name of the place where a re-exported thing is defined."""
        for _ in range(5):
            module_name, _, local = name.rpartition(".")
            module = self.modules.get(module_name)
            if module is None or name in self.classes or local not in module.imports:
                return name
            name = module.imports[local]
        return name

    def resolve(self, module: Module, node: ast.expr) -> str:
        """The canonical name of what an expression in a module refers to."""
        return self.canonical(module.qualify(node))

    def class_of(self, module: Module, node: ast.expr) -> Class | None:
        """The project's own class that an expression refers to, if it is one."""
        return self.classes.get(self.resolve(module, node))

    def bases(self, cls: Class) -> list[str]:
        """Canonical names of the direct bases; `Base[Model]` counts as `Base`."""
        if cls not in self._bases:
            nodes = [b.value if isinstance(b, ast.Subscript) else b for b in cls.node.bases]
            self._bases[cls] = [self.resolve(cls.module, node) for node in nodes]
        return self._bases[cls]

    def ancestry(self, cls: Class) -> Iterator[Class]:
        """The class and the project's own classes that it derives from, nearest first."""
        seen: set[str] = set()
        pending = [cls]
        while pending:
            current = pending.pop(0)
            if current.qualified_name in seen:
                continue
            seen.add(current.qualified_name)
            yield current
            parents = (self.classes.get(name) for name in self.bases(current))
            pending[0:0] = [parent for parent in parents if parent]

    def derives(self, cls: Class, *names: str) -> bool:
        """Whether one of the qualified names is among the ancestors, own or a library's."""
        return any(base in names for own in self.ancestry(cls) for base in self.bases(own))

    def attribute(self, cls: Class, name: str) -> tuple[Class, ast.expr] | None:
        """What a class attribute is, and which class of the ancestry says so."""
        for own in self.ancestry(cls):
            value = own.attribute(name)
            if value is not None:
                return own, value
        return None

    def method(self, cls: Class, name: str) -> tuple[Class, Function] | None:
        """The method that a call would reach, and which class of the ancestry defines it."""
        for own in self.ancestry(cls):
            found = own.method(name)
            if found is not None:
                return own, found
        return None

    def models(self) -> list[Class]:
        """The concrete Django models that the project defines."""
        return [
            cls
            for cls in self.classes.values()
            if cls.module.name.startswith("apps.")
            and self.derives(cls, *MODEL_BASES)
            and not is_true(cls.meta("abstract"))
        ]


MODEL_BASES = (
    "django.db.models.Model",
    "django.contrib.auth.models.AbstractUser",
    "django.contrib.auth.base_user.AbstractBaseUser",
    "django.contrib.auth.models.AbstractBaseUser",
)


def dotted(node: ast.expr) -> str:
    """`a.b.c` of a chain of names; "" where the chain starts with anything but a name."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        return ""
    return ".".join([node.id, *reversed(parts)])


def assigned(body: list[ast.stmt], name: str) -> ast.expr | None:
    """The expression that a block assigns to `name`, the last one if there are several."""
    for node in reversed(body):
        if isinstance(node, ast.Assign):
            targets = node.targets
        elif isinstance(node, ast.AnnAssign):
            targets = [node.target]
        else:
            continue
        if any(isinstance(target, ast.Name) and target.id == name for target in targets):
            return node.value
    return None


def keyword(call: ast.Call, name: str) -> ast.expr | None:
    """The value of a keyword argument."""
    for argument in call.keywords:
        if argument.arg == name:
            return argument.value
    return None


def called(call: ast.Call) -> str:
    """The last part of what is called: `filter` of `Ticket.objects.filter(...)`."""
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def calls(node: ast.AST) -> Iterator[ast.Call]:
    """Every call in a piece of code."""
    return (inner for inner in ast.walk(node) if isinstance(inner, ast.Call))


def string(node: ast.AST | None) -> str | None:
    """The text of a string literal."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return None


def strings(node: ast.AST | None) -> list[ast.Constant]:
    """Every string literal in a piece of code."""
    if node is None:
        return []
    return [n for n in ast.walk(node) if isinstance(n, ast.Constant) and isinstance(n.value, str)]


def is_true(node: ast.AST | None) -> bool:
    """Whether the expression is the literal True."""
    return isinstance(node, ast.Constant) and node.value is True


def is_false(node: ast.AST | None) -> bool:
    """Whether the expression is the literal False."""
    return isinstance(node, ast.Constant) and node.value is False
