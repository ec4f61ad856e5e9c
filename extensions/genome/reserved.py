"""Names that a genome may not use, because no mapping could save the code that they would make.

SQL and TypeScript reserved words are not among them: Django quotes every column, and a property of
a TypeScript object may have any name.
"""

from __future__ import annotations

import keyword

PYTHON_KEYWORDS = frozenset(keyword.kwlist)

BUILT_IN_FIELDS = frozenset({"id", "workspace", "created_at", "updated_at", "created_by"})

# Attributes of django.db.models.Model: a field of that name would replace a method of the model.
MODEL_ATTRIBUTES = frozenset(
    (
        "adelete arefresh_from_db asave check clean clean_fields date_error_message delete "
        "from_db full_clean get_constraints get_deferred_fields mro objects pk "
        "prepare_database_save refresh_from_db save save_base serializable_value "
        "unique_error_message validate_constraints validate_unique"
    ).split()
)

# Names that the body of a model class uses itself.
CLASS_BODY_NAMES = frozenset({"models", "self", "str"})

# `validate_<name>` on a serializer would be one of the serializer's own methods.
SERIALIZER_ATTRIBUTES = frozenset({"empty_values"})

# By this method Django tells an expression of a query from a plain value.
EXPRESSION_ATTRIBUTES = frozenset({"resolve_expression"})

# What factory_boy hands to a record's factory beside the record's own fields.
FACTORY_ATTRIBUTES = frozenset({"factory_parent"})

# Columns that PostgreSQL adds to every table.
SYSTEM_COLUMNS = frozenset({"cmax", "cmin", "ctid", "tableoid", "xmax", "xmin"})

FIELD_NAMES = (
    PYTHON_KEYWORDS
    | BUILT_IN_FIELDS
    | MODEL_ATTRIBUTES
    | CLASS_BODY_NAMES
    | SERIALIZER_ATTRIBUTES
    | EXPRESSION_ATTRIBUTES
    | FACTORY_ATTRIBUTES
    | SYSTEM_COLUMNS
    | {"workspace_id", "created_by_id"}
)

# Query parameters that every list has already.
PAGE_PARAMETERS = frozenset({"page", "page_size", "search", "ordering", "by"})
# The one of lists whose deleted records are kept.
BIN_PARAMETERS = frozenset({"deleted"})

ENTITY_NAMES = {
    "User": "it is built in; refer to it by `to: User`, or keep more about people in an entity "
    "such as Profile with a one_to_one to User",
    "CustomUser": "it is built in, as User; refer to it by `to: User`",
    "Workspace": "it is built in: every record belongs to a workspace; try Space or Team",
    "Membership": "it is built in: users are members of workspaces; try ClubMembership or "
    "Subscription",
    "Role": "it is built in: list roles under `roles`; try Position or JobRole",
    "Invitation": "it is built in: users are invited to workspaces; try EventInvitation",
    "True": "it is a word of Python's own; try Truth",
    "False": "it is a word of Python's own; try Falsehood",
    "None": "it is a word of Python's own; try Nothing",
}
# Classes that the generated modules import beside the entities' own.
ENTITY_NAMES |= dict.fromkeys(
    (
        "APIClient ArrayField BaseModel CaptureQueriesContext DestroyRecordsMixin "
        "EncryptedTextField FilesMixin Fresh "
        "GlobalFilterSet GlobalModel GlobalModelAdmin GlobalModelFactory GlobalModelSerializer "
        "GlobalModelViewSet GlobalViewSet HistoryMixin IdempotentCreateMixin IntegrityError "
        "IsAuthenticated IsPlatformStaffOrReadOnly IsWorkspaceMember ListRecordsMixin ManyRelated "
        "Meta QuerySet RestrictedError RolePermission SimpleRouter SoftDeleteMixin "
        "SoftDeleteModel VersionedMixin WorkspaceFilterSet WorkspaceModel WorkspaceModelAdmin "
        "WorkspaceModelFactory WorkspaceModelSerializer WorkspaceModelViewSet WorkspaceViewSet"
    ).split(),
    "the generated code uses that name itself; choose another, such as one with a word before it",
)
# Components of the OpenAPI schema that are there already.
ENTITY_NAMES |= dict.fromkeys(
    (
        "ApiError AuditEvent AuthAddress AuthAppSecret AuthCode AuthConnection AuthCredential "
        "AuthCredentials AuthFactor AuthKey AuthKeyOptions AuthKitToken AuthOwnAddress "
        "AuthPasswordChange AuthPasswordReset AuthPending AuthProvider AuthProviderAddress "
        "AuthProviderAnswer AuthProviderBegin AuthProviderSignUp AuthProviderToken "
        "AuthReauthentication AuthRecoveryCodes AuthRefresh AuthRegistration AuthSecurityKey "
        "AuthSecurityKeyName AuthSession AuthTokens CsrfToken CurrentUser EntityAbilities "
        "InvitationPreview InvitationRegistration InvitationToken OwnWorkspace "
        "OwnershipTransfer RecordChange RecordGroup RecordIds RecordReference RecordSummary "
        "StoredFile WorkspaceAbilities WorkspaceMember WorkspaceSwitch"
    ).split(),
    "the API has a component of that name; choose another, such as one with a word before it",
)

APP_NAMES = {
    "audit": "it keeps the audit trail",
    "core": "it holds what all entities share",
    "users": "it holds users, workspaces and sign-in",
    "billing": "it is kept for subscriptions",
}

# Addresses below /api/ that are there already.
ROUTES = frozenset({"audit-events", "auth", "redoc", "schema", "swagger"})

# One entity of an app may not be called as another with one of these behind it.
CLASS_SUFFIXES = ("Serializer", "ViewSet", "Filter", "Permission", "Factory", "Admin")

# Attributes of the user model, of django.contrib.auth's base classes and of relations that Django
# and our own apps point at it.
_USER_ATTRIBUTES = frozenset(
    (
        "acheck_password active_membership active_workspace active_workspace_id "
        "aget_all_permissions aget_group_permissions aget_user_permissions ahas_module_perms "
        "ahas_perm ahas_perms auth_token backend check_password date_joined email email_user "
        "first_name full_name get_all_permissions get_email_field_name get_full_name "
        "get_group_permissions get_session_auth_fallback_hash get_session_auth_hash get_short_name "
        "get_user_permissions get_username groups has_module_perms has_perm has_perms "
        "has_usable_password invitations is_active is_anonymous is_authenticated is_staff "
        "is_superuser last_login last_name logentry memberships natural_key normalize_username "
        "outstandingtoken outstandingtoken_set password set_password set_unusable_password "
        "socialaccount_set emailaddress_set authenticator_set user_permissions username "
        "username_validator workspaces"
    ).split()
)
_CARDHOLDER_DATA = frozenset(
    (
        "pan primary_account_number card_pan card_number credit_card_number debit_card_number "
        "payment_card_number card_security_code cvv cvv2 cvc cvc2 card_cvv card_cvc"
    ).split()
)
_KEYWORD_ADVICE = {
    "class": "class_name",
    "def": "definition",
    "from": "starts_from",
    "global": "is_global",
    "import": "import_reference",
    "is": "is_set",
    "in": "is_in",
    "not": "is_not",
    "or": "alternative",
    "pass": "is_passed",
    "return": "return_date",
    "yield": "yield_amount",
}


def taken_on(target: str) -> set[str]:
    """The names that the way back of a relation may not have on its target, whatever its fields."""
    taken = set(FIELD_NAMES)
    return taken | _USER_ATTRIBUTES if target == "User" else taken


def why_not_field(name: str) -> str | None:
    """Say why a field may not have a name, and what to do; None when it may."""
    if name in BUILT_IN_FIELDS:
        return f"'{name}' is there by itself in every entity; remove this field"
    if name in PYTHON_KEYWORDS:
        other = _KEYWORD_ADVICE.get(name, f"{name}_value")
        return f"'{name}' is a word of Python's own; try '{other}'"
    if name in SYSTEM_COLUMNS:
        return (
            f"'{name}' is a column that PostgreSQL itself adds to every table; try '{name}_value'"
        )
    generated = name.startswith(("get_next_by_", "get_previous_by_")) or (
        name.startswith("get_") and name.endswith("_display")
    )
    if name in FIELD_NAMES or generated:
        other = name.removeprefix("get_") if generated else f"{name}_value"
        return f"'{name}' would replace something that Django itself needs; try '{other}'"
    return None


def is_cardholder_data(name: str) -> bool:
    """Tell whether a name stands for data of a payment card that may not be kept."""
    return name.casefold() in _CARDHOLDER_DATA
