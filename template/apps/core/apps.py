from django.apps import AppConfig, apps
from django.utils.module_loading import autodiscover_modules

from apps.core import stored_files


class CoreConfig(AppConfig):
    name = "apps.core"
    label = "core"
    verbose_name = "Core"

    def ready(self) -> None:
        """Register checks, the schema's extensions, permissions, receivers, stored files."""
        from apps.core import checks, schema  # noqa: F401 - imported for what they register
        from apps.core.tenancy import checks as walls  # noqa: F401

        autodiscover_modules("permissions", "receivers")
        for model in apps.get_models():
            stored_files.watch(model)
