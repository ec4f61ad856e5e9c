"""Routes of sign-in by other providers."""

from django.urls import path

from apps.users.social import connections, views

urlpatterns = [
    path("providers/", views.ProviderListView.as_view(), name="providers"),
    path("providers/sign-up/", views.SignUpView.as_view(), name="provider-sign-up"),
    path("providers/<slug:provider>/begin/", views.BeginView.as_view(), name="provider-begin"),
    path("providers/<slug:provider>/finish/", views.FinishView.as_view(), name="provider-finish"),
    path("providers/<slug:provider>/token/", views.TokenView.as_view(), name="provider-token"),
    path("connections/", connections.ConnectionListView.as_view(), name="connections"),
    path("connections/<int:pk>/", connections.ConnectionView.as_view(), name="connection"),
    path(
        "connections/<slug:provider>/begin/",
        connections.ConnectBeginView.as_view(),
        name="connection-begin",
    ),
    path(
        "connections/<slug:provider>/finish/",
        connections.ConnectFinishView.as_view(),
        name="connection-finish",
    ),
]
