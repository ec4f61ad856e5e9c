"""Routes of the health endpoints."""

from django.urls import path

from apps.core import health

urlpatterns = [
    path("live/", health.live, name="health-live"),
    path("ready/", health.ready, name="health-ready"),
]
