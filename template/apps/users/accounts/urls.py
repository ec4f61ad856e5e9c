"""Routes of sign-up, sign-in, and what people do about their own account."""

from django.urls import path

from apps.users.accounts import addresses, passwords, sessions, sign_in, sign_up

urlpatterns = [
    path("register/", sign_up.RegisterView.as_view(), name="register"),
    path("csrf/", sign_in.CsrfView.as_view(), name="csrf"),
    path("token/", sign_in.TokenView.as_view(), name="token"),
    path("token/refresh/", sign_in.TokenRefreshView.as_view(), name="token-refresh"),
    path("logout/", sign_in.LogoutView.as_view(), name="logout"),
    path("logout/everywhere/", sign_in.LogoutEverywhereView.as_view(), name="logout-everywhere"),
    path("reauthenticate/", sign_in.ReauthenticateView.as_view(), name="reauthenticate"),
    path("email/", addresses.OwnAddressView.as_view(), name="email"),
    path("email/change/", addresses.ChangeAddressView.as_view(), name="email-change"),
    path("email/verify/", sign_up.VerifyEmailView.as_view(), name="email-verify"),
    path("email/resend/", sign_up.ResendVerificationView.as_view(), name="email-resend"),
    path("password/forgot/", passwords.ForgotPasswordView.as_view(), name="password-forgot"),
    path("password/reset/", passwords.ResetPasswordView.as_view(), name="password-reset"),
    path("password/change/", passwords.ChangePasswordView.as_view(), name="password-change"),
    path("sessions/", sessions.SessionListView.as_view(), name="sessions"),
    path("sessions/<int:pk>/", sessions.SessionView.as_view(), name="session"),
    path("sessions/end-others/", sessions.OtherSessionsView.as_view(), name="sessions-end-others"),
]
