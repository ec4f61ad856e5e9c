"""How lists are cut into pages."""

from math import ceil
from typing import Any

from django.core.paginator import EmptyPage, Page, PageNotAnInteger, Paginator
from django.db.models import QuerySet
from django.utils.functional import cached_property
from rest_framework import pagination
from rest_framework.request import Request
from rest_framework.response import Response

MOST_COUNTED = 10_000
# Of lists that are longer. PostgreSQL skips no more rows than a bigint holds.
MOST_PAGES = 10**9


class LongListPaginator(Paginator):
    """Counts so far and no further: the cost of a page does not grow with the list.

    Of a list that is longer, every page can be asked for; where the last one is, is found out
    for those only who ask for it.
    """

    object_list: Any

    @cached_property
    def count(self) -> int:
        return min(self._counted, MOST_COUNTED)

    @property
    def is_exact(self) -> bool:
        """Whether `count` are all there are."""
        return self._counted <= MOST_COUNTED

    @property
    def num_pages(self) -> int:
        """How many pages there are at least."""
        return ceil(min(self._counted, MOST_COUNTED + 1) / self.per_page) or 1

    @property
    def last(self) -> int:
        """The number of the last page."""
        return self.num_pages if self.is_exact else ceil(self.object_list.count() / self.per_page)

    def validate_number(self, number: Any) -> int:
        if self.is_exact:
            return super().validate_number(number)
        try:
            number = int(number)
        except ValueError as error:
            raise PageNotAnInteger(self.error_messages["invalid_page"]) from error
        if not 1 <= number <= MOST_PAGES:
            raise EmptyPage(self.error_messages["no_results"])
        return number

    def page(self, number: Any) -> Any:
        if self.is_exact:
            return super().page(number)
        number = self.validate_number(number)
        start = (number - 1) * self.per_page
        # Rows that are skipped are not joined with what belongs to them.
        ids = self.object_list.prefetch_related(None).values("pk")
        records = list(self.object_list.filter(pk__in=ids[start : start + self.per_page + 1]))
        if not records:
            raise EmptyPage(self.error_messages["no_results"])
        page = LongListPage(records[: self.per_page], number, self)
        page.is_followed = len(records) > self.per_page
        return page

    @cached_property
    def _counted(self) -> int:
        if not isinstance(self.object_list, QuerySet):
            return len(self.object_list)
        return int(self.object_list.order_by()[: MOST_COUNTED + 1].count())


class LongListPage(Page):
    """A page that knows whether there is another one, without a count."""

    is_followed = False

    def has_next(self) -> bool:
        return self.is_followed


class PageNumberPagination(pagination.PageNumberPagination):
    """`?page=2&page_size=50`: 25 records to a page unless asked otherwise, at most 100."""

    page_size = 25
    page_size_query_param = "page_size"
    max_page_size = 100
    django_paginator_class = LongListPaginator

    page: Any

    def get_page_number(self, request: Request, paginator: Any) -> Any:
        number = super().get_page_number(request, paginator)
        wish = request.query_params.get(self.page_query_param)
        return paginator.last if wish in self.last_page_strings else number

    def get_paginated_response(self, data: Any) -> Response:
        response = super().get_paginated_response(data)
        response.data["count_is_exact"] = self.page.paginator.is_exact
        return response

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        paginated = super().get_paginated_response_schema(schema)
        properties = paginated["properties"]
        properties["count"]["description"] = (
            f"How many records there are; counted up to {MOST_COUNTED:,}."
        )
        properties["count_is_exact"] = {
            "type": "boolean",
            "description": "False if there are more than `count`.",
        }
        paginated["required"] = [*paginated["required"], "count_is_exact"]
        return paginated
