"""Words that mean something to Python, Django, REST framework, SQL or TypeScript."""

import keyword

PYTHON = [*keyword.kwlist, *keyword.softkwlist]
BUILTINS = """
    abs all any bool bytes callable dict dir filter float format frozenset hash hex id input int
    iter len list map max min next object open ord pow print property range repr reversed round set
    slice sorted str sum super tuple type vars zip
""".split()
DJANGO_MODEL = """
    adelete arefresh_from_db asave check clean clean_fields date_error_message delete from_db
    full_clean get_constraints get_deferred_fields objects pk prepare_database_save
    refresh_from_db save save_base serializable_value unique_error_message validate_constraints
    validate_unique
""".split()
OUR_MODEL = """
    id workspace workspace_id created_at updated_at created_by created_by_id models
""".split()
DJANGO_WORDS = """
    action app_label auto_created codename content_type db_table default_manager expression field
    fields group groups index indexes managed manager meta model name option options ordering
    permission permissions proxy queryset session site user verbose_name
    get_status_display get_next_by_date get_previous_by_date
""".split()
REST_SERIALIZER = """
    context create data default_error_messages empty_values error_messages errors fail fields
    help_text initial initial_data instance is_valid label many parent partial read_only root
    run_validation run_validators serializer_choice_field source style to_internal_value
    to_representation update url_field_name validate validated_data validators write_only
""".split()
REST_VIEW = """
    action allowed_methods args as_view authentication_classes basename
    check_object_permissions check_permissions default_response_headers destroy detail dispatch
    filter_backends filter_queryset filterset_class finalize_response format_kwarg
    get_object get_permissions get_queryset get_serializer handle_exception head headers
    http_method_names initialize_request kwargs list lookup_field lookup_url_kwarg metadata_class
    options paginate_queryset pagination_class paginator parser_classes patch perform_create
    perform_destroy perform_update permission_classes post put queryset renderer_classes request
    retrieve reverse_action schema serializer_class settings suffix throttle_classes
    versioning_class
""".split()
QUERY_PARAMETERS = ["page", "page_size", "search", "ordering", "format", "version", "limit"]
POSTGRESQL = """
    all analyse analyze and any array as asc asymmetric authorization binary both case cast check
    collate collation column concurrently constraint create cross current_catalog current_date
    current_role current_schema current_time current_timestamp current_user default deferrable desc
    distinct do else end except false fetch for foreign freeze from full grant group having ilike in
    initially inner intersect into is isnull join lateral leading left like limit localtime
    localtimestamp natural not notnull null offset on only or order outer overlaps placing primary
    references returning right select session_user similar some symmetric system_user table
    tablesample then to trailing true union unique user using variadic verbose when where window
    with oid tableoid xmin xmax cmin cmax ctid
""".split()
TYPESCRIPT = """
    any as async await boolean break case catch class const constructor continue debugger declare
    default delete do else enum export extends false finally for from function get if implements
    import in instanceof interface is keyof let module namespace never new null number object of
    package private protected public readonly require return set static string super switch symbol
    this throw true try type typeof undefined unique unknown var void while with yield prototype
    arguments eval
""".split()
EVERYDAY = """
    amount category class_name code colour content country currency date day description due_date
    email end event field first_name format group image key kind label last_name line message month
    name note number order owner parent phone position price priority quantity rating ref region
    score sex size slug sort start state status stock sum tag task test time title token total type
    unit url user value version week weight year zip
""".split()

FIELD_WORDS = sorted(
    {
        *map(str.lower, PYTHON),
        *BUILTINS,
        *DJANGO_MODEL,
        *OUR_MODEL,
        *DJANGO_WORDS,
        *REST_SERIALIZER,
        *REST_VIEW,
        *QUERY_PARAMETERS,
        *POSTGRESQL,
        *TYPESCRIPT,
        *EVERYDAY,
    }
    - {"_"}
)
ENTITY_WORDS = sorted(
    {"".join(part.capitalize() for part in word.split("_")) for word in FIELD_WORDS}
    | {
        "User",
        "CustomUser",
        "Workspace",
        "Membership",
        "Role",
        "Invitation",
        "Permission",
        "ContentType",
        "LogEntry",
        "Model",
        "Meta",
        "QuerySet",
        "BaseModel",
        "WorkspaceModel",
        "GlobalModel",
        "Serializer",
        "ViewSet",
        "Response",
        "Exception",
        "TestCase",
        "Decimal",
        "UUID",
        "Promise",
        "Date",
        "Map",
        "Record",
        "Error",
    }
)
