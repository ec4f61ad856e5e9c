"""The route of the audit trail."""

from rest_framework.routers import SimpleRouter

from apps.audit.views import AuditEventViewSet

router = SimpleRouter()
router.register("audit-events", AuditEventViewSet, basename="audit-event")

urlpatterns = router.urls
