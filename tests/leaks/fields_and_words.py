"""Leaks of single fields, and by words: serializers, messages, logs, caches, tokens."""

from tests.leaks.leak import Leak

SERIALIZER = "apps/visits/serializers.py"
CORE = "apps/core/serializers.py"
FILTERS = "apps/core/filters.py"
MODEL = "apps/patients/models.py"
ENTRANCE = "apps/core/tenancy/views.py"
ENTERED = "        enter(request.user, request._request)\n"

LEAKS = [
    Leak(
        "all fields",
        "test_writes",
        "apps/practitioners/serializers.py",
        "        fields = [\n",
        '        fields = "__all__"\n        shown = [\n',
    ),
    Leak(
        "workspace in the serializer",
        "test_writes",
        SERIALIZER,
        '            "id",\n',
        '            "id",\n            "workspace",\n',
    ),
    Leak(
        "workspace in the body counts",
        "test_writes",
        "apps/core/views.py",
        "self.record = serializer.save(workspace=user.active_workspace, created_by=user)",
        "self.record = serializer.save(\n"
        '            workspace_id=self.request.data.get("workspace", user.active_workspace_id),\n'
        "            created_by=user,\n        )",
    ),
    Leak(
        "hidden field in answers",
        "test_fields",
        CORE,
        "            if not self.may_read(name):\n",
        '            if not self.may_read(name) and name != "notes":\n',
    ),
    Leak(
        "hidden field in lists",
        "test_fields",
        CORE,
        "            if not self.may_read(name):\n",
        "            if not self.may_read(name) and not self.parent:\n",
    ),
    Leak(
        "fixed field is written",
        "test_fields",
        CORE,
        "            if not self.may_write(name):\n                values.pop(name, None)\n",
        "            if not self.may_write(name) and self.instance is None:\n"
        "                values.pop(name, None)\n",
    ),
    Leak(
        "search in hidden fields",
        "test_fields",
        "apps/practitioners/views.py",
        'search_fields = ["full_name"]',
        'search_fields = ["full_name", "licence_number"]\n'
        "    filter_backends = [__import__('rest_framework.filters').filters.SearchFilter]",
    ),
    Leak(
        "order by hidden fields",
        "test_fields",
        FILTERS,
        "            if may_read(queryset.model, request.user, name)\n        ]\n        for term",
        "        ] + [field.name for field in queryset.model._meta.concrete_fields]\n"
        "        for term",
    ),
    Leak(
        "filter by hidden fields",
        "test_fields",
        FILTERS,
        "        for name, item in list(self.filters.items()):\n",
        "        wish = self.data.get('licence_number') if self.data else None\n"
        "        if wish and hasattr(self._meta.model, 'licence_number'):\n"
        "            self.queryset = self.queryset.filter(licence_number__startswith=wish)\n"
        "        for name, item in list(self.filters.items()):\n",
    ),
    Leak(
        "hidden fields in the history",
        "test_fields",
        "apps/audit/trail.py",
        "        if fields and all(_may_read(user, field) for field in fields):\n",
        "        if fields:\n",
    ),
    Leak(
        "audit trail of all",
        "test_routes",
        "apps/audit/views.py",
        "            AuditEvent.objects.filter(\n"
        "                workspace=self.request.user.active_workspace, target__in",
        "            AuditEvent.objects.filter(\n                target__in",
    ),
    Leak(
        "unique across workspaces",
        "test_writes",
        MODEL,
        'fields=["workspace", "mrn"]',
        'fields=["mrn"]',
    ),
    Leak(
        "uniqueness asked of all workspaces",
        "test_writes",
        CORE,
        "                constraint.validate(model, candidate)\n",
        "                for name in getattr(constraint, 'fields', ()):\n"
        "                    value = getattr(candidate, name, None)\n"
        "                    others = model._base_manager.exclude(pk=candidate.pk)\n"
        "                    taken = isinstance(value, str) and others.filter(**{name: value})\n"
        "                    if taken and taken.exists():\n"
        "                        raise ModelValidationError('taken')\n"
        "                constraint.validate(model, candidate)\n",
    ),
    Leak(
        "labels for roles that may not read",
        "test_fields",
        "apps/core/references.py",
        "chars(LABEL_LENGTH) if self._may_label(value) else None",
        "chars(LABEL_LENGTH)",
    ),
    Leak(
        "list cached without the workspace",
        "test_caches",
        "apps/visits/views.py",
        "class VisitViewSet(",
        "class CachedList:\n"
        "    def list(self, request, *args, **kwargs):\n"
        "        from django.core.cache import cache\n"
        "        from rest_framework.response import Response\n\n"
        "        key = request.get_full_path()\n"
        "        if (data := cache.get(key)) is None:\n"
        "            data = super().list(request, *args, **kwargs).data\n"
        "            cache.set(key, data, 60)\n"
        "        return Response(data)\n\n\n"
        "class VisitViewSet(CachedList, ",
    ),
    Leak(
        "answers that may be kept",
        "test_caches",
        "apps/core/views.py",
        '"Cache-Control", "private, no-store"',
        '"Cache-Control", "public, max-age=60"',
    ),
    Leak(
        "workspace claimed by the token",
        "test_claims",
        ENTRANCE,
        ENTERED,
        ENTERED + '        if request.auth and (workspace := request.auth.get("workspace")):\n'
        "            request.user.active_workspace_id = workspace\n"
        "            request.user.active_membership.workspace_id = workspace\n"
        "            from apps.core.tenancy.context import enter_workspace\n\n"
        "            enter_workspace(workspace)\n",
    ),
    Leak(
        "role claimed by the token",
        "test_claims",
        ENTRANCE,
        ENTERED,
        ENTERED + '        if request.auth and (role := request.auth.get("role")):\n'
        "            request.user.active_membership.role = role\n",
    ),
    Leak(
        "invitation for whoever has it",
        "test_membership",
        "apps/users/invitations/services.py",
        "        if not _owns_address(user, invitation.email):\n",
        "        if not user.is_active:\n",
    ),
    Leak(
        "members of all workspaces",
        "test_membership",
        "apps/users/members/views.py",
        "Membership.objects.filter(workspace=self.request.user.active_workspace)",
        "Membership.objects.all()",
    ),
    Leak(
        "invitations of all workspaces",
        "test_membership",
        "apps/users/invitations/views.py",
        "Invitation.objects.filter(workspace=self.request.user.active_workspace)",
        "Invitation.objects.all()",
    ),
    Leak(
        "replay to whoever has the key",
        "test_replays",
        "apps/core/idempotency.py",
        "        **of_user, key=sent, defaults={",
        "        key=sent, defaults={**of_user, ",
    ),
    Leak(
        "keys of all users are one",
        "test_replays",
        "apps/core/idempotency.py",
        "        **of_user, key=sent, defaults={",
        "        workspace=user.active_workspace, key=sent, defaults={**of_user, ",
    ),
    Leak(
        "bodies in the logs",
        "test_lists",
        "apps/core/filters.py",
        '        user = getattr(self.request, "user", None)\n',
        '        user = getattr(self.request, "user", None)\n'
        "        __import__('logging').getLogger('django').warning(\n"
        "            'known: %s', list(self._meta.model._base_manager.values()))\n",
    ),
]
