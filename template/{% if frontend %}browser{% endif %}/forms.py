"""Forms of records, filled in as people do it."""

import json
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.postgres.fields import ArrayField
from django.core.files.uploadedfile import UploadedFile
from django.db import models
from playwright.sync_api import Locator, Page

# Where the people of these tests sit: not where the server is.
ZONE = "Europe/Berlin"


def fill_in(page: Page, model: type[models.Model], values: dict[str, Any]) -> list[str]:
    """Fill in a form with what a client would send to the API; return which fields it shows."""
    page.locator("[data-field]").first.wait_for()
    shown = [name for name in values if page.locator(f"[data-field='{name}']").count()]
    for name in shown:
        row = page.locator(f"[data-field='{name}']")
        _fill(page, row, model._meta.get_field(name), values[name])
    return shown


def _fill(page: Page, row: Locator, field: Any, value: Any) -> None:
    control = row.locator("input, textarea, select").first
    match field:
        case models.FileField():
            control.set_input_files(_upload(value))
        case models.ManyToManyField():
            _choose(page, row, [field.related_model._default_manager.get(pk=pk) for pk in value])
        case models.ForeignKey():
            _choose(page, row, [field.related_model._default_manager.get(pk=value)])
        case models.BooleanField():
            row.get_by_role("checkbox").set_checked(value)
        case ArrayField():
            _fill_array(row, field, value)
        case models.DateTimeField():
            local = datetime.fromisoformat(value).astimezone(ZoneInfo(ZONE))
            control.fill(f"{local:%Y-%m-%dT%H:%M}")
        case models.TimeField():
            control.fill(value[:5])
        case models.JSONField():
            control.fill(value if isinstance(value, str) else json.dumps(value))
        case _ if field.choices:
            row.get_by_role("combobox").select_option(str(value))
        case _:
            control.fill(str(value))


def _fill_array(row: Locator, field: Any, values: list[Any]) -> None:
    if field.base_field.choices:
        labels = dict(field.base_field.flatchoices)
        for value in values:
            row.get_by_label(str(labels[value]), exact=True).set_checked(True)
        return
    for value in values:
        row.get_by_role("textbox").fill(str(value))
        row.get_by_role("textbox").press("Enter")


def _choose(page: Page, row: Locator, records: list[Any]) -> None:
    """Choose records by typing what they are called."""
    picker = row.get_by_role("combobox")
    for record in records:
        picker.click()
        search = page.get_by_role("dialog").get_by_role("combobox")
        search.fill(str(record))
        page.locator(f"[role=option][data-value='{record.pk}']").click()
    if records and search.is_visible():
        search.press("Escape")


def _upload(file: UploadedFile) -> Any:
    file.seek(0)
    return {
        "name": file.name,
        "mimeType": file.content_type or "application/octet-stream",
        "buffer": file.read(),
    }
