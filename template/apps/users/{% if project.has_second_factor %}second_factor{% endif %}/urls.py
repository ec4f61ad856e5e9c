"""Routes of second factors."""

from django.urls import path

from apps.users.second_factor import sign_in, views

urlpatterns = [
    path("token/code/", sign_in.SignInWithCodeView.as_view(), name="token-code"),
    path(
        "token/security-key/options/",
        sign_in.SignInWithKeyOptionsView.as_view(),
        name="token-key-options",
    ),
    path("token/security-key/", sign_in.SignInWithKeyView.as_view(), name="token-key"),
    path(
        "reauthenticate/code/",
        views.ReauthenticateWithCodeView.as_view(),
        name="reauthenticate-code",
    ),
    path("second-factor/", views.FactorListView.as_view(), name="second-factor"),
    path("second-factor/app/", views.AppView.as_view(), name="second-factor-app"),
    path("second-factor/app/setup/", views.AppSetupView.as_view(), name="second-factor-app-setup"),
    path(
        "second-factor/recovery-codes/",
        views.RecoveryCodesView.as_view(),
        name="second-factor-recovery-codes",
    ),
    path("second-factor/keys/", views.KeyListView.as_view(), name="second-factor-keys"),
    path("second-factor/keys/setup/", views.KeySetupView.as_view(), name="second-factor-key-setup"),
    path("second-factor/keys/<int:pk>/", views.KeyView.as_view(), name="second-factor-key"),
]
