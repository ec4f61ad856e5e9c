"""The request as the views of this project see it."""

from rest_framework.request import Request

from apps.users.models import CustomUser


class AuthenticatedRequest(Request):
    """A request whose user is signed in: the permission classes have seen to it."""

    user: CustomUser
