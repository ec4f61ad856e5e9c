"""TypeScript source exactly as prettier leaves it: no formatter has to run on what is rendered.

A piece of source is an atom (`str`), a string literal (`Text`), an `Object` or an `Array`. `render`
prints it on one line where it fits, else one item a line with a trailing comma.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from .pycode import widths

WIDTH = 100
INDENT = 2
# A value may stand below its key only if the key sticks out by so much.
LEAST_OVERHANG = 3

_IDENTIFIER = re.compile(r"[A-Za-z_$][A-Za-z0-9_$]*")
_NUMBER = re.compile(r"-?[0-9.]+(e[+-]?[0-9]+)?")
# What prettier leaves beside its key, however long that is.
_NEVER_BELOW = re.compile(r"true|false|[0-9.]+(e[+-]?[0-9]+)?")
_NAMED = {"\n": r"\n", "\r": r"\r", "\t": r"\t"}


class Text(str):
    """A string literal: its source, and what it says."""

    text: str

    def __new__(cls, text: str, source: str) -> "Text":
        literal = super().__new__(cls, source)
        literal.text = text
        return literal

    @property
    def in_ascii(self) -> "Text":
        """The same text, written so that its width is certain."""
        return Text(self.text, _quoted(self.text, ascii_only=True))


@dataclass(frozen=True)
class Object:
    """An object literal; its items are pairs of a key and a piece."""

    items: tuple[tuple[str, "Code"], ...]

    @property
    def is_broken(self) -> bool:
        return any(_is_broken(value) for _, value in self.items)

    def flat(self) -> str:
        inside = ", ".join(f"{key(name)}: {flat(value)}" for name, value in self.items)
        return f"{{ {inside} }}" if inside else "{}"

    def exploded(self, column: int) -> str:
        pad = " " * (column + INDENT)
        lines = "".join(
            f"{pad}{entry(name, value, column + INDENT)}\n" for name, value in self.items
        )
        return f"{{\n{lines}{' ' * column}}}"


@dataclass(frozen=True)
class Array:
    """An array literal."""

    items: tuple["Code", ...]

    @property
    def is_broken(self) -> bool:
        """Whether prettier gives every item a line, however short: a table of objects or arrays."""
        kinds = {type(item) for item in self.items}
        is_table = len(self.items) > 1 and (kinds == {Object} or kinds == {Array})
        sizes = [len(item.items) for item in self.items if not isinstance(item, str)]
        return (is_table and min(sizes) > 1) or any(map(_is_broken, self.items))

    def flat(self) -> str:
        return f"[{', '.join(map(flat, self.items))}]"

    def exploded(self, column: int) -> str:
        pad = " " * (column + INDENT)
        if len(self.items) > 1 and all(_is_number(item) for item in self.items):
            lines = list(_filled([flat(item) for item in self.items], WIDTH - column - INDENT))
        else:
            lines = [f"{render(item, column + INDENT, after=1)}," for item in self.items]
        return "[\n" + "".join(f"{pad}{line}\n" for line in lines) + " " * column + "]"


Code = str | Object | Array


def flat(code: Code) -> str:
    """Return the piece on one line."""
    return code if isinstance(code, str) else code.flat()


def render(code: Code, column: int, *, used: int = 0, after: int = 0) -> str:
    """Return the piece as source.

    column: indentation, in characters, of the line that the piece stands in
    used:   characters that stand between the indentation and the piece
    after:  characters that follow the piece in its last line, such as a comma
    """
    if isinstance(code, str):
        return code
    line = flat(code)
    least, most = widths(line)
    room = WIDTH - column - used - after
    if least <= room < most:
        return render(_in_ascii(code), column, used=used, after=after)
    if not code.items or (most <= room and not code.is_broken):
        return line
    return code.exploded(column)


def entry(name: str, value: Code, column: int) -> str:
    """Return `key: value,`, a line of an object that has one for each of its items."""
    label = key(name)
    room = WIDTH - column - len(label) - len(": ")
    if isinstance(value, Text):
        least, most = widths(value)
        if least < room <= most:
            return entry(name, value.in_ascii, column)
        source, first = str(value), most
    else:
        source = render(value, column, used=len(label) + 2, after=1)
        first = len(source.splitlines()[0])
    stays = isinstance(value, str) and (
        len(label) - INDENT < LEAST_OVERHANG or _NEVER_BELOW.fullmatch(value)
    )
    if first < room or stays:
        return f"{label}: {source},"
    below = column + INDENT
    return f"{label}:\n{' ' * below}{render(value, below, after=1)},"


def key(name: str) -> str:
    """Return the key of an object; one has a meaning of its own, unless it is computed."""
    if name == "__proto__":
        return '["__proto__"]'
    if _IDENTIFIER.fullmatch(name):
        return name
    label = string(name)
    least, most = widths(label)
    return label if least == most else label.in_ascii


def mapping(items: Iterable[tuple[str, Code]]) -> Object:
    return Object(tuple(items))


def listing(items: Iterable[Code]) -> Array:
    return Array(tuple(items))


def growing(items: Iterable[Code]) -> str:
    """Return an array with one item a line, however short: people add items of their own."""
    array = listing(items)
    return array.exploded(0) if array.items else "[]"


def strings(texts: Iterable[str]) -> Array:
    return listing(map(string, texts))


def string(text: str) -> Text:
    """Return a string literal: in double quotes, unless single ones need fewer escapes."""
    return Text(text, _quoted(text))


def boolean(value: bool) -> str:
    return "true" if value else "false"


def data(value: Any) -> Code:
    """Return plain data (of JSON) as source."""
    if isinstance(value, dict):
        return mapping((str(name), data(item)) for name, item in value.items())
    if isinstance(value, list | tuple):
        return listing(map(data, value))
    if isinstance(value, bool):
        return boolean(value)
    if value is None:
        return "null"
    return number(value) if isinstance(value, int | float) else string(str(value))


def number(value: int | float) -> str:
    """Return a number as prettier writes it: without a plus, and without zeros at its end."""
    text = repr(value).replace("e+", "e")
    return text.removesuffix(".0")


def named_import(module: str, names: Iterable[str], *, types: bool = False) -> str:
    """Return `import { a, b } from "module";`; a single name never has a line of its own."""
    members = sorted(names)
    start = "import type" if types else "import"
    line = f'{start} {{ {", ".join(members)} }} from "{module}";'
    if len(line) <= WIDTH or len(members) == 1:
        return line
    return "\n".join([f"{start} {{", *(f"  {name}," for name in members), f'}} from "{module}";'])


def element(name: str, props: Iterable[tuple[str, str]], column: int) -> str:
    """Return `return <Name a={b} />;`, with a line for each property where that is too long."""
    attributes = [f"{prop}={{{value}}}" for prop, value in props]
    line = f"return <{' '.join([name, *attributes])} />;"
    if column + len(line) <= WIDTH:
        return line
    pad = " " * (column + INDENT)
    whole = f"{pad}<{' '.join([name, *attributes])} />"
    if len(whole) <= WIDTH:
        return f"return (\n{whole}\n{' ' * column});"
    lines = "".join(f"{pad}  {attribute}\n" for attribute in attributes)
    return f"return (\n{pad}<{name}\n{lines}{pad}/>\n{' ' * column});"


def _is_broken(code: Code) -> bool:
    return not isinstance(code, str) and code.is_broken


def _is_number(code: Code) -> bool:
    return isinstance(code, str) and not isinstance(code, Text) and bool(_NUMBER.fullmatch(code))


def _filled(items: list[str], room: int) -> Iterator[str]:
    """Yield lines of numbers, as many in each as fit."""
    line = ""
    for item in items:
        longer = f"{line} {item}," if line else f"{item},"
        if line and len(longer) > room:
            yield line
            longer = f"{item},"
        line = longer
    yield line


def _in_ascii(code: Code) -> Code:
    if isinstance(code, Object):
        return Object(tuple((name, _in_ascii(value)) for name, value in code.items))
    if isinstance(code, Array):
        return Array(tuple(map(_in_ascii, code.items)))
    return code.in_ascii if isinstance(code, Text) else code


def _quoted(text: str, *, ascii_only: bool = False) -> str:
    quote = "'" if text.count('"') > text.count("'") else '"'
    return quote + "".join(_escaped(c, quote, ascii_only) for c in text) + quote


def _escaped(character: str, quote: str, ascii_only: bool) -> str:
    if character == "\\" or character == quote:
        return "\\" + character
    if character.isprintable() and (character.isascii() or not ascii_only):
        return character
    return _NAMED.get(character) or _code(ord(character))


def _code(code: int) -> str:
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\u{{{code:x}}}"
