"""Records as rows of CSV that people open in a spreadsheet: labels for ids, and no formulas."""

import csv
import json
from collections.abc import Iterable
from io import BytesIO, TextIOWrapper
from typing import Any

from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from apps.core.fields import UploadField
from apps.core.references import ManyReferenceField, ReferenceField

# The file is kept in memory: records shall not lie about on a disk.
MOST_BYTES = 32 * 1024 * 1024
TOO_LARGE = "This would be a file of more than 32 MB. Narrow the records by filters."

# A spreadsheet takes what begins so for a formula; some take the wide forms, too.
FORMULA = tuple("=+-@\t\r\n\0＝＋－＠")
# Written by us, in forms that hold no formula.
PLAIN = (
    serializers.DateField,
    serializers.DecimalField,
    serializers.DurationField,
    serializers.TimeField,
    serializers.UUIDField,
)
TO_THE_SECOND = len("2026-01-31T12:00:00")


def written(serializer: Any, records: Iterable[Any]) -> BytesIO:
    """Return records as CSV, with a column for each field that the serializer shows."""
    fields = {name: field for name, field in serializer.fields.items() if not field.write_only}
    file = BytesIO()
    # Without the mark at its start, Excel takes UTF-8 for something else.
    text = TextIOWrapper(file, encoding="utf-8-sig", newline="")
    writer = csv.writer(text)
    writer.writerow([_title(field) for field in fields.values()])
    for record in records:
        shown = serializer.to_representation(record)
        writer.writerow([_cell(field, shown[name]) for name, field in fields.items()])
        if file.tell() > MOST_BYTES:
            raise ValidationError(TOO_LARGE)
    text.detach()
    file.seek(0)
    return file


def _title(field: Any) -> str:
    zone = " (UTC)" if isinstance(field, serializers.DateTimeField) else ""
    return _harmless(f"{field.label}{zone}")


def _cell(field: Any, value: Any) -> Any:
    """Return what a spreadsheet shows for a value of the API."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case int() | float():
            return value
    match field:
        case serializers.DateTimeField():
            return value[:TO_THE_SECOND].replace("T", " ")
        case _ if isinstance(field, PLAIN):
            return value
    return _harmless(_text(field, value))


def _text(field: Any, value: Any) -> str:
    match field:
        case serializers.ChoiceField():
            return str(field.choices.get(value, value))
        case ReferenceField():
            return str(value["label"] or value["id"])
        case UploadField():
            return str(value["name"])
        case ManyReferenceField():
            return ", ".join(_text(field.child_relation, item) for item in value)
        case serializers.ListField():
            return ", ".join(str(_cell(field.child, item)) for item in value)
        case serializers.CharField():
            return str(value)
    return json.dumps(value, ensure_ascii=False)


def _harmless(text: str) -> str:
    """Return a text that no spreadsheet runs as a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text
