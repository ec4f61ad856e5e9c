"""Routes of the signed-in user."""

from django.urls import path

from apps.users.me import views

urlpatterns = [
    path("me/", views.MeView.as_view(), name="me"),
    path("workspace/", views.WorkspaceSwitchView.as_view(), name="workspace-switch"),
]
