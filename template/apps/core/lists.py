"""Lists: by the page, as one file, and in figures."""

from rest_framework import mixins

from apps.core.exports import ExportMixin
from apps.core.summaries import SummaryMixin


class ListRecordsMixin(mixins.ListModelMixin, ExportMixin, SummaryMixin):
    """Lists records."""
