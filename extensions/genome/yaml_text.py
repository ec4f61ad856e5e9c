"""Plain data as YAML for people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

LONGEST_LINE = 92


def yaml_of(answers: Mapping[str, Any]) -> str:
    """Write answers as YAML for people: what fits into a line in one, the rest in blocks."""
    return yaml.dump(
        _Block(answers), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=float("inf")
    )


class _Block(dict[str, Any]):
    """A mapping that is never put into one line."""


class _Dumper(yaml.SafeDumper):
    """Indents lists, puts short mappings and lists into one line, and long texts into blocks."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        return True

    def represent_sequence(
        self, tag: str, sequence: Any, flow_style: bool | None = None
    ) -> yaml.SequenceNode:
        node = super().represent_sequence(tag, sequence, flow_style)
        mappings = any(isinstance(item, yaml.MappingNode) for item in node.value)
        node.flow_style = not mappings and _width(node) <= LONGEST_LINE
        return node

    def represent_mapping(
        self, tag: str, mapping: Any, flow_style: bool | None = None
    ) -> yaml.MappingNode:
        node = super().represent_mapping(tag, mapping, flow_style)
        nested = any(_is_block(value) for _, value in node.value)
        node.flow_style = (
            not (nested or isinstance(mapping, _Block)) and _width(node) <= LONGEST_LINE
        )
        return node

    def represent_text(self, text: str) -> yaml.ScalarNode:
        style = "|" if "\n" in text.strip() else None
        if not text.replace("\n", "").isprintable():
            style = '"'
        return self.represent_scalar("tag:yaml.org,2002:str", text, style=style)

    def represent_block(self, mapping: _Block) -> yaml.MappingNode:
        return self.represent_mapping("tag:yaml.org,2002:map", mapping)


_Dumper.add_representer(_Block, _Dumper.represent_block)
_Dumper.add_representer(str, _Dumper.represent_text)


def _is_block(node: yaml.Node) -> bool:
    if isinstance(node, yaml.ScalarNode):
        return "\n" in node.value
    return isinstance(node, yaml.CollectionNode) and not node.flow_style


def _width(node: yaml.Node) -> int:
    """How wide a node would be in one line, roughly: quotes and the like are not counted."""
    if isinstance(node, yaml.ScalarNode):
        return len(node.value) if "\n" not in node.value else LONGEST_LINE + 1
    if isinstance(node, yaml.MappingNode):
        return 2 + sum(_width(key) + _width(value) + 4 for key, value in node.value)
    return 2 + sum(_width(item) + 2 for item in node.value)
