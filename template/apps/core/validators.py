"""Validators that the entities' models share."""

from django.core.validators import RegexValidator

phone_number = RegexValidator(
    r"^\+?[0-9](?:[ ().-]{0,2}[0-9]){5,14}\Z",
    message="Enter a phone number of 6 to 15 digits, such as +44 20 7946 0958.",
    code="invalid_phone_number",
)
