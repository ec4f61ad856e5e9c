from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class CoreConfig(AppConfig):
    name = "apps.core"
    label = "core"
    verbose_name = "Core"

    def ready(self) -> None:
        """Register the system checks, the schema's extensions and every entity's permissions."""
        from apps.core import checks, schema  # noqa: F401 - imported for what they register

        autodiscover_modules("permissions")
