"""A name is refused only where no mapping could save the code; then it says what to do."""

import keyword

import pytest

from extensions.genome import GenomeError, load
from extensions.genome.base import PASCAL, SNAKE
from extensions.genome.reserved import why_not_field
from tests.builders import Answers, entity, field, genome
from tests.unit.reserved_words import ENTITY_WORDS, EVERYDAY, FIELD_WORDS

# What the words of these lists cannot be. Everything else works: see the tests of products.
REFUSED_FIELDS = set(
    """
    False None True and as assert async await break class continue def del elif else except finally
    for from global if import in is lambda nonlocal not or pass raise return try while with yield
    false true none
    id workspace workspace_id created_at updated_at created_by created_by_id
    adelete arefresh_from_db asave check clean clean_fields date_error_message delete from_db
    full_clean get_constraints get_deferred_fields objects pk prepare_database_save
    refresh_from_db save save_base serializable_value unique_error_message validate_constraints
    validate_unique
    cmax cmin ctid tableoid xmax xmin
    models self str empty_values
    get_status_display get_next_by_date get_previous_by_date
    """.split()
) - {"False", "None", "True", "false", "true", "none"}
REFUSED_ENTITIES = set(
    """
    User CustomUser Workspace Membership Role Invitation True False None
    BaseModel GlobalModel WorkspaceModel Meta QuerySet CurrentUser
    """.split()
)


def refusal(answers: Answers) -> tuple[str, str] | None:
    """Path and reason of the first problem; None when the genome is accepted."""
    try:
        load(answers)
    except GenomeError as error:
        return error.problems[0].path, error.problems[0].message
    return None


@pytest.mark.parametrize("name", FIELD_WORDS)
def test_fields(name: str) -> None:
    found = refusal(genome(entity("Thing", field("first_one"), field(name, required=False))))
    assert (found is not None) == (name in REFUSED_FIELDS), found
    if found:
        path, reason = found
        assert path == "entities[0].fields[1].name"
        assert "try '" in reason or "remove this field" in reason


@pytest.mark.parametrize("name", ENTITY_WORDS)
def test_entities(name: str) -> None:
    found = refusal(genome(entity(name, app="things", plural=f"{name}Plural")))
    assert (found is not None) == (name in REFUSED_ENTITIES), found
    if found:
        path, reason = found
        assert path == "entities[0].name"
        assert any(word in reason for word in ("try ", "choose ", "refer to it"))


def test_names_that_people_really_have_all_work() -> None:
    assert not REFUSED_FIELDS & set(EVERYDAY)
    everything = [field(name, required=False) for name in EVERYDAY]
    assert refusal(genome(entity("Order", *everything))) is None


@pytest.mark.parametrize("name", sorted(REFUSED_FIELDS))
def test_the_name_that_is_advised_works(name: str) -> None:
    reason = why_not_field(name)
    assert reason
    if "try '" in reason:
        advised = reason.split("try '")[1].split("'")[0]
        assert refusal(genome(entity("Thing", field(advised)))) is None
        assert not keyword.iskeyword(advised)


@pytest.mark.parametrize("name", ["page", "page_size", "search", "ordering"])
def test_parameters_of_every_list_are_fine_as_fields_but_not_as_filters(name: str) -> None:
    assert refusal(genome(entity("Thing", field(name)))) is None
    found = refusal(genome(entity("Thing", field(name, filter=True))))
    assert found is not None
    assert found[0] == "entities[0].fields[0].filter"
    assert "rename" in found[1]


@pytest.mark.parametrize("name", ["sessions", "messages", "admin", "auth", "types", "tests"])
def test_apps_may_be_called_like_apps_of_django(name: str) -> None:
    assert refusal(genome(entity("Thing", app=name))) is None


@pytest.mark.parametrize("name", ["core", "users", "billing", "class", "Shop", "my-app", "a__b"])
def test_apps_that_cannot_be(name: str) -> None:
    found = refusal(genome(entity("Thing", app=name)))
    assert found is not None
    assert found[0] == "entities[0].app"


def test_the_lists_hold_names_only() -> None:
    import re

    assert all(re.fullmatch(SNAKE, name) for name in FIELD_WORDS)
    assert all(re.fullmatch(PASCAL, name) for name in ENTITY_WORDS)
