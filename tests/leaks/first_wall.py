"""Leaks of the first wall: querysets, references, filters, and who counts as a member."""

from tests.leaks.leak import Leak

VIEWS = "apps/visits/views.py"
SCOPED = "Visit.objects.filter(workspace=self.request.user.active_workspace)"
LISTED = "permission_classes = [IsAuthenticated, IsWorkspaceMember, VisitPermission]"
CORE = "apps/core/views.py"
PERMISSIONS = "apps/core/permissions.py"
REFERENCES = "apps/core/references.py"
FILTERS = "apps/core/filters.py"
OWN_ONLY = "models.Q(workspace=workspace) if issubclass(model, WorkspaceModel) else models.Q()"

LEAKS = [
    Leak("view without the filter", "test_records", VIEWS, SCOPED, "Visit.objects.all()"),
    Leak(
        "workspace named by a parameter",
        "test_lists",
        VIEWS,
        SCOPED,
        "Visit.objects.filter(workspace=self.request.GET.get("
        '"workspace", self.request.user.active_workspace_id))',
    ),
    Leak(
        "workspace named by a header",
        "test_lists",
        VIEWS,
        SCOPED,
        "Visit.objects.filter(workspace=self.request.headers.get("
        '"X-Workspace", self.request.user.active_workspace_id))',
    ),
    Leak(
        "all workspaces of the user",
        "test_lists",
        VIEWS,
        SCOPED,
        "Visit.objects.filter(workspace__in=self.request.user.workspaces.all())",
    ),
    Leak(
        "unscoped while changing",
        "test_records",
        CORE,
        "            queryset = queryset.select_for_update",
        "            queryset = queryset.model.objects.select_for_update",
    ),
    Leak(
        "lookup past the queryset",
        "test_records",
        CORE,
        'record = get_object_or_404(queryset, pk=self.kwargs["pk"])',
        'record = get_object_or_404(queryset.model, pk=self.kwargs["pk"])',
    ),
    Leak(
        "403 for what is there",
        "test_records",
        CORE,
        'record = get_object_or_404(queryset, pk=self.kwargs["pk"])',
        'record = get_object_or_404(queryset.model, pk=self.kwargs["pk"])\n'
        "        if not queryset.filter(pk=record.pk).exists():\n"
        "            self.permission_denied(self.request)",
    ),
    Leak(
        "a header for what is there",
        "test_records",
        CORE,
        'record = get_object_or_404(queryset, pk=self.kwargs["pk"])',
        "known = queryset.model._base_manager.filter(pk__in=[self.kwargs['pk']])\n"
        "        if self.kwargs['pk'].count('-') == 4 and known.exists():\n"
        "            self.headers = {**self.headers, 'X-Found': '1'}\n"
        '        record = get_object_or_404(queryset, pk=self.kwargs["pk"])',
    ),
    Leak(
        "count of all rows",
        "test_lists",
        "apps/core/pagination.py",
        "self.object_list.order_by()[: MOST_COUNTED + 1]",
        "self.object_list.model.objects.all()",
    ),
    Leak(
        "bulk past the queryset",
        "test_bulk",
        "apps/core/bulk.py",
        "queryset = self.get_queryset().filter(pk__in=places)",
        "queryset = self.get_queryset().model.objects.filter(pk__in=places)",
    ),
    Leak(
        "a file of all rows",
        "test_lists",
        "apps/core/exports.py",
        "queryset = self.filter_queryset(self.get_queryset())",
        "queryset = self.filter_queryset(self.get_queryset().model.objects.all())",
    ),
    Leak(
        "figures of all rows",
        "test_lists",
        "apps/core/summaries.py",
        "records = self.filter_queryset(self.get_queryset())",
        "records = self.filter_queryset(self.get_queryset().model.objects.all())",
    ),
    Leak("reference unscoped", "test_references", REFERENCES, OWN_ONLY, "models.Q()"),
    Leak(
        "people of everywhere",
        "test_references",
        REFERENCES,
        'pk__in=CustomUser.objects.filter(memberships__workspace=workspace).values("pk")',
        "is_active=True",
    ),
    Leak(
        "foreign reference refused in other words",
        "test_references",
        REFERENCES,
        "return queryset.filter(self._is_own(queryset.model))",
        "return queryset\n\n"
        "    def to_internal_value(self, data: Any) -> Any:\n"
        "        record = super().to_internal_value(data)\n"
        "        own = type(record).objects.filter(self._is_own(type(record)))\n"
        "        if not own.filter(pk=record.pk).exists():\n"
        "            raise serializers.ValidationError('This is of another workspace.')\n"
        "        return record",
    ),
    Leak(
        "filter that looks the id up",
        "test_lists",
        FILTERS,
        "        models.ForeignKey: UUID_FILTER,\n",
        "",
    ),
    Leak(
        "search past the queryset",
        "test_lists",
        FILTERS,
        "    def get_search_fields(",
        "    def filter_queryset(self, request, queryset, view):\n"
        "        if not self.get_search_terms(request):\n"
        "            return queryset\n"
        "        found = super().filter_queryset(request, queryset.model.objects.all(), view)\n"
        "        return found.order_by(*queryset.query.order_by)\n\n"
        "    def get_search_fields(",
    ),
    Leak(
        "ordered by whatever is asked",
        "test_lists",
        FILTERS,
        '            if term.removeprefix("-") not in allowed:\n',
        '            if "password" in term:\n',
    ),
    Leak(
        "filter by every path",
        "test_lists",
        FILTERS,
        '        user = getattr(self.request, "user", None)\n',
        '        user = getattr(self.request, "user", None)\n'
        "        wishes = {k: v for k, v in (self.data or {}).items() if '__' in k and v}\n"
        "        try:\n"
        "            self.queryset = self.queryset.filter(**wishes)\n"
        "        except Exception:\n"
        "            pass\n",
    ),
    Leak(
        "membership not asked",
        "test_roles",
        VIEWS,
        LISTED,
        "permission_classes = [IsAuthenticated, VisitPermission]",
    ),
    Leak("no permission classes", "test_roles", VIEWS, f"    {LISTED}\n", ""),
    Leak(
        "membership of any workspace",
        "test_lists",
        "apps/users/models.py",
        "self.memberships.filter(workspace=self.active_workspace_id)",
        "self.memberships.filter()",
    ),
    Leak(
        "best role of all workspaces",
        "test_roles",
        PERMISSIONS,
        "    return user.active_membership if isinstance(user, CustomUser) else None",
        "    membership = user.active_membership if isinstance(user, CustomUser) else None\n"
        "    if membership and user.memberships.filter(role='owner').exists():\n"
        "        membership.role = 'owner'\n"
        "    return membership",
    ),
    Leak(
        "removed member kept for a while",
        "test_claims",
        PERMISSIONS,
        "    return user.active_membership if isinstance(user, CustomUser) else None",
        "    from django.core.cache import cache\n\n"
        "    if not isinstance(user, CustomUser):\n"
        "        return None\n"
        "    return cache.get_or_set(f'membership-{user.pk}', lambda: user.active_membership, 60)",
    ),
    Leak(
        "active workspace without membership",
        "test_claims",
        "apps/users/services.py",
        "    membership = user.memberships.filter(workspace=workspace_id).first()\n"
        "    if membership is None:\n"
        "        raise Http404\n"
        "    activate(user, membership.workspace)",
        "    workspace = Workspace.objects.filter(pk=workspace_id).first()\n"
        "    if workspace is None:\n"
        "        raise Http404\n"
        "    activate(user, workspace)",
    ),
    Leak(
        "bulk action before the scope",
        "test_records",
        "apps/core/workflow.py",
        "            record = view.get_object()\n",
        "            record = view.get_serializer_class().Meta.model.objects.filter(\n"
        '                pk=view.kwargs["pk"]).first() or view.get_object()\n',
    ),
    Leak(
        "restore past the workspace",
        "test_bin",
        "apps/core/restoring.py",
        "        record = self.get_object()\n",
        "        model = self.get_queryset().model\n"
        '        record = model.objects.filter(pk=self.kwargs["pk"]).exclude(\n'
        "            deleted_at=None).first() or self.get_object()\n",
    ),
    Leak(
        "the bin of all",
        "test_bin",
        "apps/patients/views.py",
        '            .select_related("primary_practitioner", "created_by")\n',
        "            .union(Patient.objects.none()) if False else Patient.objects.filter(\n"
        "                deleted_at__isnull=not self.shows_deleted)\n"
        '            .select_related("primary_practitioner", "created_by")\n',
    ),
]
