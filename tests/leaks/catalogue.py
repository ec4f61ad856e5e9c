"""All leaks, in the order in which they are printed."""

from tests.leaks import fields_and_words, first_wall, second_wall
from tests.leaks.leak import Leak

LEAKS: list[Leak] = [*first_wall.LEAKS, *second_wall.LEAKS, *fields_and_words.LEAKS]
