"""Routes of members."""

from rest_framework.routers import SimpleRouter

from apps.users.members.views import MemberViewSet

router = SimpleRouter()
router.register("members", MemberViewSet, basename="workspace-member")

urlpatterns = router.urls
