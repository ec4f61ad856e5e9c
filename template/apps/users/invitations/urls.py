"""Routes of invitations."""

from django.urls import path
from rest_framework.routers import SimpleRouter

from apps.users.invitations import views

router = SimpleRouter()
router.register("invitations", views.InvitationViewSet, basename="invitation")

urlpatterns = [
    path("invitations/preview/", views.InvitationPreviewView.as_view(), name="invitation-preview"),
    path("invitations/accept/", views.InvitationAcceptView.as_view(), name="invitation-accept"),
    path(
        "invitations/register/", views.InvitationRegisterView.as_view(), name="invitation-register"
    ),
    *router.urls,
]
