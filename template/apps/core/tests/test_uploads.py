"""Uploads are told by their content: what is taken, and what never is."""

import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from apps.core import uploads

OFFICE_TYPE = f"{uploads.OFFICE}.wordprocessingml.document"
ODT_TYPE = "application/vnd.oasis.opendocument.text"


def archive(**parts):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return buffer.getvalue()


DOCX = archive(**{"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"})
ODT = archive(mimetype=ODT_TYPE, **{"content.xml": "<x/>"})


def image(kind, size=(8, 8)):
    pillow = pytest.importorskip("PIL.Image")
    buffer = io.BytesIO()
    pillow.new("RGB", size).save(buffer, kind)
    return buffer.getvalue()


def check(content, name):
    return uploads.check(SimpleUploadedFile(name, content), name)


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (b"%PDF-1.7\n...", "a.pdf", "application/pdf"),
        (DOCX, "a.docx", OFFICE_TYPE),
        (ODT, "a.ODT", ODT_TYPE),
        (b"a,b\n1,2\n", "a.csv", "text/csv"),
        ("na\u00efve".encode(), "a.txt", "text/plain"),
    ],
)
def test_documents_are_taken(content, name, kind):
    assert check(content, name) == kind


@pytest.mark.parametrize("kind", ["png", "jpeg", "gif", "webp"])
def test_images_are_taken(kind):
    assert check(image(kind), f"a.{kind}") == f"image/{kind}"


@pytest.mark.asvs("1.3.4", "5.2.2", "5.3.1")
@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"<!DOCTYPE html><script>alert(1)</script>", "a.txt"),
        (b"<html>", "a.html"),
        (b"  <SVG onload=alert(1)>", "a.svg"),
        (b"<?xml version='1.0'?>", "a.txt"),
        (b"<?php system($_GET[0]);", "a.txt"),
        (b"#!/bin/sh\n", "a.txt"),
        (b"MZ\x90\0", "a.txt"),
        (b"\x7fELF", "a.pdf"),
        (b"\xff\xfe<\0h\0t\0m\0l\0>\0", "a.txt"),
        (archive(**{"evil.exe": "MZ"}), "a.zip"),
        (archive(**{"evil.exe": "MZ"}), "a.docx"),
        (archive(mimetype="application/epub+zip"), "a.odt"),
        (
            archive(
                **{"[Content_Types].xml": "", "word/document.xml": "", "word/vbaProject.bin": ""}
            ),
            "a.docx",
        ),
        (b"PK\x03\x04 and nothing more", "a.docx"),
        (b"plain", "a"),
        (b"plain", ".txt"),
        (b"alert(1)", "a.js"),
    ],
)
def test_what_may_run_is_not_taken(content, name):
    with pytest.raises(ValidationError):
        check(content, name)


@pytest.mark.asvs("5.2.2")
@pytest.mark.parametrize(
    ("content", "name"), [(b"%PDF-1.7", "a.png"), (b"%PDF-1.7", "a.pdf.html"), (DOCX, "a.xlsx")]
)
def test_names_do_not_lie(content, name):
    with pytest.raises(ValidationError, match="not what its name says"):
        check(content, name)


@pytest.mark.asvs("5.2.2")
def test_images_are_decoded():
    with pytest.raises(ValidationError, match="cannot be read"):
        check(image("png")[:40], "a.png")
    with pytest.raises(ValidationError, match="cannot be read"):
        check(b"\x89PNG\r\n\x1a\n" + b"<script>", "a.png")


def test_images_have_a_limit_of_pixels(settings):
    settings.MAX_IMAGE_PIXELS = 99
    with pytest.raises(ValidationError, match="more than 99 pixels"):
        check(image("png", (10, 10)), "a.png")


def test_the_list_is_a_setting(settings):
    settings.ALLOWED_UPLOAD_TYPES = ["application/pdf"]
    assert check(b"%PDF-1.7", "a.pdf")
    with pytest.raises(ValidationError, match="not taken"):
        check(b"text", "a.txt")


@pytest.mark.asvs("1.3.4", "5.3.1")
def test_no_setting_lets_in_what_browsers_run(settings):
    settings.ALLOWED_UPLOAD_TYPES = ["text/html", "image/svg+xml", "application/zip"]
    for content, name in ((b"<html>", "a.html"), (b"<svg>", "a.svg"), (archive(a=""), "a.zip")):
        with pytest.raises(ValidationError):
            check(content, name)


def test_the_file_is_left_as_it_was():
    file = SimpleUploadedFile("a.txt", b"content")
    uploads.check(file, "a.txt")
    assert file.read() == b"content"
