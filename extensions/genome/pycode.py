"""Python source exactly as `ruff format` leaves it: no formatter has to run on what is rendered.

A piece of source is an atom (`str`), a string literal (`Text`), a `Group` (anything in brackets)
or a `Chain` (operands joined by one operator). `render` prints it on one line where it fits, else
one item a line with a trailing comma; a literal that is too long is broken up.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

WIDTH = 100
INDENT = 4

# Ranges of characters that every version of Unicode shows in one column, or in two.
NARROW = re.compile(
    "[ -~\u00a1-\u00ac\u00ae-\u02ff\u0370-\u03ff\u0400-\u0482\u048a-\u04ff"
    "\u05d0-\u05ea\u2010-\u2027\u2030-\u205e]"
)
WIDE = re.compile(
    "[\u3001-\u3029\u3041-\u3096\u309b-\u30ff\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff60]"
)


class Text(str):
    """A string literal: its source, which can be broken up into literals in a row.

    text:  what the literal says
    write: the function that made the source, and makes that of a part
    """

    text: str
    write: Callable[[str], str]

    def __new__(cls, text: str, write: Callable[[str], str]) -> "Text":
        literal = super().__new__(cls, write(text))
        literal.text = text
        literal.write = write
        return literal

    def fitted(self, column: int, used: int, after: int) -> str:
        """Return the literal on its line, or in brackets below it: whole if it fits, else in parts.

        A literal that may fit or not, because the width of its characters depends on the
        formatter's Unicode tables, is written in ASCII.
        """
        rooms = [WIDTH - column - used - after, WIDTH - column - INDENT]
        least, most = widths(self)
        if any(least <= room < most for room in rooms):
            return self.in_ascii.fitted(column, used, after)
        if most <= rooms[0]:
            return self
        pad = " " * (column + INDENT)
        parts = [self] if most <= rooms[1] else self.parts(rooms[1])
        return "(\n" + "".join(f"{pad}{part}\n" for part in parts) + " " * column + ")"

    @property
    def in_ascii(self) -> "Text":
        """The same text, written so that its width is certain."""
        return Text(self.text, _ascii)

    def parts(self, room: int) -> list[str]:
        """Return literals of at most `room` columns, parted after a space where there is one."""
        found = []
        rest = self.text
        while rest:
            end = self._end(rest, room - len('r""'))
            found.append(self.write(rest[:end]))
            rest = rest[end:]
        return found

    def _end(self, text: str, room: int) -> int:
        """Return how many characters of a text a literal holds that has so much room for them."""
        used = 0
        for place, character in enumerate(text):
            used += 2 if character in "\"'" else widths(self.write(character))[1] - len('""')
            if used > room:
                return text.rfind(" ", 0, place) + 1 or place
        return len(text)


def widths(source: str) -> tuple[int, int]:
    """Return the fewest and the most columns that a line of source takes."""
    if source.isascii():
        return len(source), len(source)
    narrow = len(NARROW.findall(source))
    wide = len(WIDE.findall(source))
    return narrow + 2 * wide, narrow + 2 * (len(source) - narrow)


class Key(str):
    """The label of an item of a mapping: its key and a colon."""

    key: "Code"

    def __new__(cls, key: "Code") -> "Key":
        label = super().__new__(cls, f"{flat(key)}: ")
        label.key = key
        return label

    def fitted(self, column: int) -> str:
        """Return the label as it begins a line; a literal of uncertain width is made certain."""
        key, (least, most) = self.key, widths(self)
        if isinstance(key, Text) and least != most:
            key = key.in_ascii
        return f"{render(key, column, after=len(': {'))}: "


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
            f"{pad}{label}{render(item, column + INDENT, used=used, after=1)},\n"
            for label, used, item in self._labelled(column + INDENT)
        ]
        return f"{self.opening}\n{''.join(lines)}{' ' * column}{self.closing}"

    def _labelled(self, column: int) -> Iterator[tuple[str, int, "Code"]]:
        """Yield each item with its label, and the columns that the label's last line takes."""
        for label, item in self.items:
            if isinstance(label, Key):
                shown = label.fitted(column)
                yield shown, len(shown.rpartition("\n")[2].removeprefix(" " * column)), item
            else:
                yield label, len(label), item


@dataclass(frozen=True)
class Chain:
    """Operands joined by one operator of one precedence, such as `a & b & c`."""

    operator: str
    operands: tuple["Code", ...]

    def flat(self) -> str:
        return f" {self.operator} ".join(flat(operand) for operand in self.operands)

    def exploded(self, column: int, used: int = 0) -> str:
        pad = " " * column
        first, *others = self.operands
        lines = [render(first, column, used=used)]
        lines += [
            f"{pad}{self.operator} {render(other, column, used=len(self.operator) + 1)}"
            for other in others
        ]
        return "\n".join(lines)


@dataclass(frozen=True)
class Lambda:
    """`lambda argument: body`; a body that is too long for the line gets brackets."""

    argument: str
    body: str

    def flat(self) -> str:
        return f"lambda {self.argument}: {self.body}"

    def exploded(self, column: int) -> str:
        pad = " " * column
        return f"lambda {self.argument}: (\n{pad}{' ' * INDENT}{self.body}\n{pad})"


Code = str | Group | Chain | Lambda


def flat(code: Code) -> str:
    """Return the piece on one line."""
    return code if isinstance(code, str) else code.flat()


def render(code: Code, column: int, *, used: int = 0, after: int = 0) -> str:
    """Return the piece as source.

    column: indentation, in characters, of the line that the piece stands in
    used:   characters that stand between the indentation and the piece
    after:  characters that follow the piece in its last line, such as a comma
    """
    if isinstance(code, Text):
        return code.fitted(column, used, after)
    line = flat(code)
    # Where the width of a line is uncertain, the piece is exploded: its trailing comma makes that
    # right at any width.
    if isinstance(code, str) or column + used + widths(line)[1] + after <= WIDTH:
        return line
    return code.exploded(column, used) if isinstance(code, Chain) else code.exploded(column)


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
    return Group("{", tuple((Key(key), value) for key, value in items), "}")


def assignment(name: str, value: Code, column: int) -> str:
    """Return `name = value`."""
    line = f"{name} = {render(value, column, used=len(name) + 3)}"
    is_name = isinstance(value, str) and not isinstance(value, Text)
    if is_name and column + len(line) > WIDTH >= column + INDENT + len(flat(value)):
        pad = " " * column
        return f"{name} = (\n{pad}{' ' * INDENT}{value}\n{pad})"
    return line


def growing(name: str, value: Group, column: int) -> str:
    """Return `name = value` with one item a line, however short: people add items of their own.

    In a list of one line, theirs and the genome's next one would change the same line.
    """
    return f"{name} = {value.exploded(column)}"


def assertion(condition: str, column: int) -> str:
    """Return `assert condition`, with the condition in brackets where that is too long."""
    line = f"assert {condition}"
    if column + len(line) <= WIDTH:
        return line
    pad = " " * column
    return f"assert (\n{pad}{' ' * INDENT}{condition}\n{pad})"


def entry(key: str, value: Code, column: int) -> str:
    """Return `"key": value,`, a line of a mapping."""
    label = f"{string(key)}: "
    return f"{label}{render(value, column, used=len(label), after=1)},"


def bare_tuple(name: str, items: list[str], column: int) -> str:
    """Return `name = a, b`, or the bracketed form where that is too long."""
    group = Group("(", tuple(("", item) for item in items), ")")
    line = f"{name} = {', '.join(items)}"
    exploded = render(group, column, used=len(name) + 1) != group.flat()
    return f"{name} = {group.exploded(column)}" if exploded else line


def string(text: str) -> Text:
    """Return a string literal: in double quotes, unless single ones need fewer escapes."""
    return Text(text, _literal)


def regex(pattern: str) -> Text:
    """Return a raw string literal for a regular expression where one can hold it."""
    return Text(pattern, _raw)


def _literal(text: str) -> str:
    quote = "'" if text.count('"') > text.count("'") else '"'
    return quote + "".join(_escaped(character, quote) for character in text) + quote


def _ascii(text: str) -> str:
    return "".join(c if c.isascii() else _code(c) for c in _literal(text))


def _raw(pattern: str) -> str:
    raw = "\\" in pattern and '"' not in pattern and pattern.isprintable()
    if raw and (len(pattern) - len(pattern.rstrip("\\"))) % 2 == 0:
        return f'r"{pattern}"'
    return _literal(pattern)


def docstring(text: str, column: int = 0) -> str:
    """Return a docstring, in one line if it fits: white space is folded and a full stop added.

    column: indentation of the docstring
    """
    words = " ".join(text.split())
    if not words.endswith((".", "!", "?", "…")):
        words += "."
    body = "".join(_escaped(character, "") for character in words)
    body = body.replace('"""', r"\"\"\"")
    if body.startswith('"'):
        body = "\\" + body
    lines = _lines(f'"""{body}', WIDTH - column)
    if len(lines) == 1:
        lines = _lines(f'"""{body}"""', WIDTH - column)
    else:
        lines.append('"""')
    return f"\n{' ' * column}".join(lines)


def _lines(words: str, room: int) -> list[str]:
    """Break words into lines; a word that is longer than a line has one of its own."""
    lines: list[str] = []
    used = room
    for word in words.split(" "):
        width = widths(word)[1]
        if used + 1 + width > room:
            lines.append(word)
            used = width
        else:
            lines[-1] += f" {word}"
            used += 1 + width
    return lines


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
    """Return the statements for the names of one module; each alias has one of its own."""
    plain = [member for member in members if " as " not in member]
    aliases = [f"from {module} import {member}" for member in members if " as " in member]
    line = f"from {module} import {', '.join(plain)}"
    if not plain:
        return aliases
    if len(line) <= WIDTH:
        return [line, *aliases]
    exploded = [f"from {module} import (", *(f"    {member}," for member in plain), ")"]
    return [*exploded, *aliases]


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
    return named or _code(character)


def _code(character: str) -> str:
    code = ord(character)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
