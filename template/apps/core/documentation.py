"""The pages that show the API's contract to people."""

from drf_spectacular.views import SpectacularRedocView, SpectacularSwaggerSplitView


class SwaggerView(SpectacularSwaggerSplitView):
    """Swagger, with its script in a file of its own: a page's policy allows no script in it."""


class RedocView(SpectacularRedocView):
    """Redoc, without the fonts that it would load from elsewhere."""

    template_name = "core/redoc.html"
