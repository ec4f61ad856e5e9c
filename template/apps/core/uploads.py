"""What an upload really is: told by its content, never by its name or by what the client says.

ALLOWED_UPLOAD_TYPES lists what is taken. What browsers would run (HTML, SVG, scripts) and archives
are on no list that this module can recognise, so that no setting lets them in.
"""

import zipfile
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File

IMAGE_FORMATS = {
    "image/gif": "GIF",
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "image/webp": "WEBP",
}
TEXT_TYPES = {".csv": "text/csv", ".txt": "text/plain", ".md": "text/plain"}
OFFICE = "application/vnd.openxmlformats-officedocument"
OFFICE_PARTS = {
    "word/document.xml": f"{OFFICE}.wordprocessingml.document",
    "xl/workbook.xml": f"{OFFICE}.spreadsheetml.sheet",
    "ppt/presentation.xml": f"{OFFICE}.presentationml.presentation",
}
OPEN_DOCUMENTS = {
    f"application/vnd.oasis.opendocument.{kind}" for kind in ("text", "spreadsheet", "presentation")
}
MACROS = "vbaProject.bin"
EXTENSIONS: dict[str, set[str]] = {
    "application/pdf": {".pdf"},
    "image/gif": {".gif"},
    "image/jpeg": {".jpeg", ".jpg"},
    "image/png": {".png"},
    "image/webp": {".webp"},
    "text/csv": {".csv"},
    "text/plain": {".md", ".txt"},
    f"{OFFICE}.presentationml.presentation": {".pptx"},
    f"{OFFICE}.spreadsheetml.sheet": {".xlsx"},
    f"{OFFICE}.wordprocessingml.document": {".docx"},
    "application/vnd.oasis.opendocument.presentation": {".odp"},
    "application/vnd.oasis.opendocument.spreadsheet": {".ods"},
    "application/vnd.oasis.opendocument.text": {".odt"},
}
HEAD = 4096
MAX_PARTS = 2000
MAX_TYPE_LENGTH = 100
SIGNS_OF_MARKUP = (b"<!doctype", b"<html", b"<script", b"<svg", b"<?xml", b"<?php", b"#!")

NOT_TAKEN = "Files of this type are not taken."
NOT_WHAT_IT_SAYS = "The content of this file is not what its name says."
BROKEN = "This image cannot be read."
TOO_MANY_PIXELS = "This image has more than {limit} pixels."


def check(file: Any, name: str) -> str:
    """Return the type of an upload, or refuse it with a ValidationError."""
    kind = type_of(file, name)
    if kind is None or kind not in settings.ALLOWED_UPLOAD_TYPES:
        raise ValidationError(NOT_TAKEN, code="type")
    if _extension(name) not in EXTENSIONS[kind]:
        raise ValidationError(NOT_WHAT_IT_SAYS, code="name")
    if kind in IMAGE_FORMATS:
        _check_image(file, IMAGE_FORMATS[kind])
    return kind


def validate(file: File) -> None:
    """Refuse an upload that is not taken: a validator for fields of forms."""
    check(file, file.name or "")


def type_of(file: Any, name: str = "") -> str | None:
    """Return the media type that the content of a file shows, or None for one we do not know.

    Texts have no signature: for these alone the name decides which kind of text it is.
    """
    file.seek(0)
    head = file.read(HEAD)
    try:
        for is_it, kind in SIGNATURES:
            if is_it(head):
                return kind
        if head.startswith(b"PK\x03\x04"):
            return _document_type(file)
        return TEXT_TYPES.get(_extension(name)) if _is_text(file) else None
    finally:
        file.seek(0)


def _begins(*signatures: bytes) -> Callable[[bytes], bool]:
    return lambda head: head.startswith(signatures)


SIGNATURES: tuple[tuple[Callable[[bytes], bool], str], ...] = (
    (_begins(b"%PDF-"), "application/pdf"),
    (_begins(b"\x89PNG\r\n\x1a\n"), "image/png"),
    (_begins(b"\xff\xd8\xff"), "image/jpeg"),
    (_begins(b"GIF87a", b"GIF89a"), "image/gif"),
    (lambda head: head[:4] == b"RIFF" and head[8:12] == b"WEBP", "image/webp"),
)


def _document_type(file: Any) -> str | None:
    """Return which office document a zip archive is, by the parts that each kind must have.

    Nothing is unpacked but the few bytes of `mimetype`; a document with macros is none.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist()[: MAX_PARTS + 1])
            if len(names) > MAX_PARTS or any(name.endswith(MACROS) for name in names):
                return None
            if "[Content_Types].xml" in names:
                kinds = [kind for part, kind in OFFICE_PARTS.items() if part in names]
                return kinds[0] if len(kinds) == 1 else None
            if "mimetype" in names:
                with archive.open("mimetype") as part:
                    kind = part.read(MAX_TYPE_LENGTH).decode("ascii", "replace").strip()
                return kind if kind in OPEN_DOCUMENTS else None
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError):
        return None
    return None


def _is_text(file: Any) -> bool:
    """Whether a file is plain text in UTF-8, without what browsers or shells might run."""
    file.seek(0)
    content = file.read()
    if any(sign in content[:HEAD].lower() for sign in SIGNS_OF_MARKUP) or b"\0" in content:
        return False
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _check_image(file: Any, image_format: str) -> None:
    """Decode an image, unless it says that it is larger than we would want to hold."""
    from PIL import Image, UnidentifiedImageError  # where there are uploads, it is installed

    limit = settings.MAX_IMAGE_PIXELS
    try:
        with Image.open(file, formats=[image_format]) as image:
            frames = getattr(image, "n_frames", 1)
            if image.width * image.height * frames > limit:
                raise ValidationError(TOO_MANY_PIXELS.format(limit=limit), code="pixels")
            image.load()
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError):
        raise ValidationError(BROKEN, code="broken") from None
    finally:
        file.seek(0)


def _extension(name: str) -> str:
    stem, dot, extension = name.rpartition(".")
    return f"{dot}{extension}".lower() if stem else ""
