"""The imports that one generated module needs, gathered while its source is worked out."""

from .. import pycode


class Imports:
    """Collects imports; what a field of a class body would hide gets an alias."""

    def __init__(self, taken: frozenset[str] = frozenset()) -> None:
        self._names: set[tuple[str, str | None]] = set()
        self._taken = taken

    def add(self, module: str, name: str | None) -> None:
        """Ask for `from module import name`, or `import module` when the name is None."""
        self._names.add((module, name))

    def module(self, module: str) -> str:
        """Ask for a module and return the name under which its members are reached."""
        if module in self._taken:
            self.add(f"{module} as {module}_module", None)
            return f"{module}_module"
        self.add(module, None)
        return module

    def function(self, module: str, name: str) -> str:
        """Ask for a function of a module and return the name under which it is called."""
        if name in self._taken:
            self.add(module, f"{name} as {name}_function")
            return f"{name}_function"
        self.add(module, name)
        return name

    @property
    def lines(self) -> list[str]:
        """The import lines, sorted, with an empty line between sections."""
        return pycode.imports(self._names)
