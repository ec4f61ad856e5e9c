"""What makes a password easy to guess, beside what Django itself looks for."""

import string
from collections.abc import Iterable

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

PADDING = string.digits + string.punctuation + string.whitespace
OF_ITS_OWN = 8


class PaddedCommonPasswordValidator(CommonPasswordValidator):
    """Refuse a common password that became long enough by digits and signs around it."""

    def validate(self, password: str, user: object = None) -> None:
        if password.casefold().strip(PADDING) in self.passwords:
            raise ValidationError(
                _("This is a commonly used password with digits or signs around it."),
                code="password_too_common",
            )

    def get_help_text(self) -> str:
        return _("Your password can’t be a commonly used one with digits or signs around it.")


class ProductWordsValidator:
    """Refuse a password that says little beside the product's own words."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = sorted((word.casefold() for word in words), key=len, reverse=True)

    def validate(self, password: str, user: object = None) -> None:
        rest = password.casefold()
        for word in self.words:
            rest = rest.replace(word, "")
        if rest != password.casefold() and len(rest.strip(PADDING)) < OF_ITS_OWN:
            raise ValidationError(
                _("This password is too close to the name of the product."),
                code="password_of_the_product",
            )

    def get_help_text(self) -> str:
        return _("Your password can’t be made of the name of the product.")
