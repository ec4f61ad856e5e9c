"""Clients for the tests."""

from typing import Any

from rest_framework.test import APIClient

from apps.users.models import CustomUser


class MemberClient(APIClient):
    """A client of one user, whom it reads from the database for every request.

    So it sees what a real sign-in would see: a role or a membership that has changed.
    """

    def __init__(self, user: CustomUser) -> None:
        super().__init__()
        self.user = user

    def request(self, **kwargs: Any) -> Any:
        self.force_authenticate(CustomUser.objects.get(pk=self.user.pk))
        return super().request(**kwargs)
