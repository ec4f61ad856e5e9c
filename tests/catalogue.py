"""The genomes that tests make projects of, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from tests import hostile, words
from tests.builders import EXAMPLES, REPOSITORY, Answers, answers_in

EXAMPLE_NAMES = [path.stem for path in EXAMPLES]
_FILES = [*EXAMPLES, *sorted((REPOSITORY / "tests" / "genomes").glob("*.yml"))]

GENOMES: Mapping[str, Callable[[], Answers]] = {
    **{path.stem: partial(answers_in, path) for path in _FILES},
    # The wizard's own suggestions.
    "default": lambda: {"project_name": "default"},
    "hostile": lambda: hostile.answers(dict.fromkeys(hostile.KEYS, hostile.WHOLE)),
}
# Large ones, and variants, which only tests of products look at.
MORE_GENOMES: Mapping[str, Callable[[], Answers]] = {
    "words": words.words_genome,
    "entities": words.entities_genome,
    "all_words": lambda: words.words_genome(words.ALL_WORDS, shift=5),
    "all_entities": lambda: words.entities_genome(words.ALL_ENTITIES),
    "django_6": lambda: {**GENOMES["every_type"](), "django_version": "6.1", "frontend": False},
    "accept_header": lambda: {**GENOMES["shop"](), "api_versioning": "accept_header"},
}
