"""Settings for a developer's own machine: plain http, errors in the open."""

from apps.core import content_policy
from config.environment import env
from config.settings.base import *
from config.settings.base import REST_FRAMEWORK as BASE_REST_FRAMEWORK

DEBUG = True
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
# The frontend's server hands requests on, so that their origin is not the host that Django sees.
CSRF_TRUSTED_ORIGINS = env.list(
    "CSRF_TRUSTED_ORIGINS",
    default=[FRONTEND_URL, FRONTEND_URL.replace("//localhost", "//127.0.0.1")],
)
AUTH_COOKIE_SECURE = False

# Answers of the API can be pages here: those of the browsable API.
CONTENT_SECURITY_POLICY = {"DIRECTIVES": content_policy.DOCUMENTATION}
LOGGING["formatters"]["events"]["style"] = "console"

REST_FRAMEWORK = {
    **BASE_REST_FRAMEWORK,
    "DEFAULT_RENDERER_CLASSES": [
        "rest_framework.renderers.JSONRenderer",
        "rest_framework.renderers.BrowsableAPIRenderer",
    ],
}
