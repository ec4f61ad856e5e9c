"""Links to stored files: signed, for one user in one workspace, and good for a few minutes.

A record's own address checks who asks and what they may read, then sends them on to such a link.
S3 makes its own (presigned); for files on our disk, `download` serves what a link was signed for.
"""

from typing import Any

from django.conf import settings
from django.core.files.storage import Storage, default_storage
from django.core.signing import BadSignature, TimestampSigner
from django.db import transaction
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpRequest
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from apps.users.models import CustomUser

SALT = "apps.core.downloads"
PARTS = ("name", "user", "workspace")


def link(stored: FieldFile, user: CustomUser) -> str:
    """Return a link to a file for a user who may read its record."""
    storage: Any = stored.storage
    if hasattr(storage, "querystring_auth"):  # of django-storages: the bucket serves it
        disposition = f'attachment; filename="{file_name(stored)}"'
        return str(
            storage.url(
                stored.name,
                parameters={"ResponseContentDisposition": disposition},
                expire=settings.FILE_URL_SECONDS,
            )
        )
    values = {
        "name": stored.name,
        "user": str(user.pk),
        "workspace": str(user.active_workspace_id),
    }
    return f"{reverse('file-download')}?link={_signer().sign_object(values)}"


def file_name(stored: FieldFile) -> str:
    """Return the name a stored file was uploaded with."""
    return (stored.name or "").rpartition("/")[2]


@never_cache
@require_safe
@transaction.non_atomic_requests
def download(request: HttpRequest) -> FileResponse:
    """Serve the file that a link was signed for, never to be shown within a page.

    The link alone opens it: it is as good as its few minutes, so that apps can hand it to a
    browser or a viewer, which has no token. It stands in the query, which no log shows.
    """
    try:
        values = _signer().unsign_object(
            request.GET.get("link", ""), max_age=settings.FILE_URL_SECONDS
        )
        name = values["name"]
        content = _storage().open(name, "rb")
    except (BadSignature, KeyError, TypeError, ValueError, OSError) as error:
        raise Http404 from error
    response = FileResponse(
        content,
        as_attachment=True,
        filename=name.rpartition("/")[2],
        content_type="application/octet-stream",
    )
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _signer() -> TimestampSigner:
    return TimestampSigner(salt=SALT)


def _storage() -> Storage:
    return default_storage
