"""Genomes that are refused, each beside the exact report that its author gets."""

from pathlib import Path

import pytest

from extensions.genome import GenomeError, load
from tests.builders import answers_in

FILES = sorted(Path(__file__).parent.glob("*.yml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_problem_is_reported_in_plain_words(path: Path) -> None:
    with pytest.raises(GenomeError) as caught:
        load(answers_in(path))
    assert f"{caught.value}\n" == path.with_suffix(".txt").read_text(encoding="utf-8")
