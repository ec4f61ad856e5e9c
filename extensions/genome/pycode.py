"""Python source exactly as `ruff format` leaves it: no formatter has to run on what is rendered.

A piece of source is an atom (`str`), a `Group` (anything in brackets) or a `Chain` (operands
joined by one operator). `render` prints it on one line where it fits, else one item a line with a
trailing comma.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

WIDTH = 100
INDENT = 4


@dataclass(frozen=True)
class Group:
    """A bracketed list; its items are pairs of a label (`"name="` or `""`) and a piece."""

    opening: str
    items: tuple[tuple[str, "Code"], ...]
    closing: str

    def flat(self) -> str:
        return (
            self.opening
            + ", ".join(label + flat(item) for label, item in self.items)
            + self.closing
        )

    def exploded(self, column: int) -> str:
        if not self.items:
            return self.flat()
        pad = " " * (column + INDENT)
        lines = [
            f"{pad}{label}{render(item, column + INDENT, used=len(label), after=1)},\n"
            for label, item in self.items
        ]
        return f"{self.opening}\n{''.join(lines)}{' ' * column}{self.closing}"


@dataclass(frozen=True)
class Chain:
    """Operands joined by one operator of one precedence, such as `a & b & c`."""

    operator: str
    operands: tuple["Code", ...]

    def flat(self) -> str:
        return f" {self.operator} ".join(flat(operand) for operand in self.operands)

    def exploded(self, column: int) -> str:
        pad = " " * column
        first, *others = self.operands
        lines = [render(first, column)]
        lines += [
            f"{pad}{self.operator} {render(other, column, used=len(self.operator) + 1)}"
            for other in others
        ]
        return "\n".join(lines)


Code = str | Group | Chain


def flat(code: Code) -> str:
    """Return the piece on one line."""
    return code if isinstance(code, str) else code.flat()


def render(code: Code, column: int, *, used: int = 0, after: int = 0) -> str:
    """Return the piece as source.

    column: indentation, in characters, of the line that the piece stands in
    used:   characters that stand between the indentation and the piece
    after:  characters that follow the piece in its last line, such as a comma
    """
    line = flat(code)
    # The display width of emoji, wide and combining characters depends on the formatter's Unicode
    # tables: a piece that holds one is exploded, which a trailing comma makes right at any width.
    plain = all(character < "\u0300" for character in line)
    if isinstance(code, str) or (plain and column + used + len(line) + after <= WIDTH):
        return line
    return code.exploded(column)


def call(name: str, /, *args: Code, **kwargs: Code) -> Group:
    """Return a call; a keyword that Python has taken is spelt with a trailing underscore."""
    labelled = tuple((f"{key.rstrip('_')}=", value) for key, value in kwargs.items())
    return Group(f"{name}(", tuple(("", arg) for arg in args) + labelled, ")")


def call_with(name: str, kwargs: Mapping[str, Code]) -> Group:
    """Return a call whose keywords are data, such as `models.Q(class_name="x")`."""
    return Group(f"{name}(", tuple((f"{key}=", value) for key, value in kwargs.items()), ")")


def listing(items: Iterable[Code]) -> Group:
    return Group("[", tuple(("", item) for item in items), "]")


def set_of(items: Iterable[Code]) -> Group:
    return Group("{", tuple(("", item) for item in items), "}")


def mapping(items: Iterable[tuple[Code, Code]]) -> Group:
    return Group("{", tuple((f"{flat(key)}: ", value) for key, value in items), "}")


def assignment(name: str, value: Code, column: int) -> str:
    """Return `name = value`."""
    return f"{name} = {render(value, column, used=len(name) + 3)}"


def bare_tuple(name: str, items: list[str], column: int) -> str:
    """Return `name = a, b`, or the bracketed form where that is too long."""
    group = Group("(", tuple(("", item) for item in items), ")")
    line = f"{name} = {', '.join(items)}"
    exploded = render(group, column, used=len(name) + 1) != group.flat()
    return f"{name} = {group.exploded(column)}" if exploded else line


def string(text: str) -> str:
    """Return a string literal: in double quotes, unless single ones need fewer escapes."""
    quote = "'" if text.count('"') > text.count("'") else '"'
    return quote + "".join(_escaped(character, quote) for character in text) + quote


def regex(pattern: str) -> str:
    """Return a raw string literal for a regular expression where one can hold it."""
    raw = "\\" in pattern and '"' not in pattern and pattern.isprintable()
    if raw and (len(pattern) - len(pattern.rstrip("\\"))) % 2 == 0:
        return f'r"{pattern}"'
    return string(pattern)


def docstring(text: str) -> str:
    """Return a one-line docstring: white space is folded and a full stop added."""
    words = " ".join(text.split())
    if not words.endswith((".", "!", "?", "…")):
        words += "."
    body = "".join(_escaped(character, "") for character in words)
    body = body.replace('"""', r"\"\"\"")
    if body.startswith('"'):
        body = "\\" + body
    return f'"""{body}"""'


def comment(text: str) -> str:
    """Return text that can stand in a comment of one line."""
    return "".join(_escaped(character, "") for character in " ".join(text.split()))


def imports(names: Iterable[tuple[str, str | None]]) -> list[str]:
    """Return import lines in the order of ruff's isort rules, sections parted by an empty line.

    names: pairs of module and name; `None` as the name imports the module itself.
    """
    sections: dict[int, dict[str, set[str | None]]] = {}
    for module, name in names:
        sections.setdefault(_section(module), {}).setdefault(module, set()).add(name)
    lines: list[str] = []
    for _, modules in sorted(sections.items()):
        if lines:
            lines.append("")
        lines += [f"import {module}" for module in sorted(modules) if None in modules[module]]
        for module in sorted(modules):
            members = sorted((name for name in modules[module] if name), key=_member_order)
            if members:
                lines += _from_import(module, members)
    return lines


def _from_import(module: str, members: list[str]) -> list[str]:
    line = f"from {module} import {', '.join(members)}"
    if len(line) <= WIDTH:
        return [line]
    return [f"from {module} import (", *(f"    {member}," for member in members), ")"]


_STANDARD_LIBRARY = {
    "builtins",
    "collections",
    "datetime",
    "decimal",
    "itertools",
    "typing",
    "uuid",
}
_OWN = {"apps", "config", "conftest", "tools"}


def _section(module: str) -> int:
    root = re.split(r"[. ]", module)[0]
    if root in _STANDARD_LIBRARY:
        return 0
    return 2 if root in _OWN else 1


def _member_order(name: str) -> tuple[int, list[tuple[int, int, str]], str]:
    """Constants, classes, the rest; numbers in names count as numbers."""
    kind = 0 if name.isupper() and len(name) > 1 else 1 if name[0].isupper() else 2
    natural = [
        (0, int(part), "") if part.isdigit() else (1, 0, part)
        for part in re.split(r"(\d+)", name)
        if part
    ]
    return kind, natural, name


def _escaped(character: str, quote: str) -> str:
    if character == "\\" or character == quote:
        return "\\" + character
    if character.isprintable():
        return character
    named = {"\n": r"\n", "\r": r"\r", "\t": r"\t"}.get(character)
    if named:
        return named
    code = ord(character)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
