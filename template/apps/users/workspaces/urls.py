"""Routes of the user's workspaces."""

from rest_framework.routers import SimpleRouter

from apps.users.workspaces.views import OwnWorkspaceViewSet

router = SimpleRouter()
router.register("workspaces", OwnWorkspaceViewSet, basename="own-workspace")

urlpatterns = router.urls
