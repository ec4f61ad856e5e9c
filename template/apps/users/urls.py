"""Routes of sign-up and sign-in."""

from django.urls import path

from apps.users import views

urlpatterns = [
    path("register/", views.RegisterView.as_view(), name="register"),
    path("token/", views.TokenView.as_view(), name="token"),
    path("token/refresh/", views.TokenRefreshView.as_view(), name="token-refresh"),
    path("logout/", views.LogoutView.as_view(), name="logout"),
    path("csrf/", views.CsrfView.as_view(), name="csrf"),
    path("me/", views.MeView.as_view(), name="me"),
    path("workspace/", views.WorkspaceSwitchView.as_view(), name="workspace-switch"),
]
