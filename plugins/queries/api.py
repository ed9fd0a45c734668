"""What the API says of tables and their rows."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, OpenApiTypes, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response

from core.plugin_api import SubsiteApiViewSet
from plugins.queries.listing import Question, Rows, public_values
from plugins.queries.models import LookupTable, TableColumn


class ColumnSerializer(serializers.ModelSerializer[TableColumn]):
    """A column that is shown. Values of masked columns are masked."""

    class Meta:
        model = TableColumn
        fields = ("key", "name", "type", "masked", "sortable", "filtered", "searched")


class LookupTableSerializer(serializers.ModelSerializer[LookupTable]):
    """A table without its rows."""

    subsite: Any = serializers.SlugRelatedField(
        source="subsite.organisation", slug_field="slug", read_only=True
    )
    rows = serializers.IntegerField(source="row_count", read_only=True)
    columns = serializers.SerializerMethodField()

    class Meta:
        model = LookupTable
        fields = (
            "id",
            "slug",
            "name",
            "subsite",
            "description",
            "source_note",
            "is_sample",
            "download_allowed",
            "updated_at",
            "rows",
            "columns",
        )

    @extend_schema(responses=ColumnSerializer(many=True))
    def get_columns(self, table: LookupTable) -> Any:
        """The shown columns in their order."""
        return ColumnSerializer([column for column in table.columns.all() if column.shown], many=True).data


class LookupTableApi(SubsiteApiViewSet[LookupTable]):
    """The tables that citizens can look things up in; `?subsite=<slug>` keeps to one office."""

    queryset = LookupTable.objects.all()
    serializer_class = LookupTableSerializer

    def get_queryset(self) -> QuerySet[LookupTable]:
        tables: Any = super().get_queryset()
        return tables.public().with_everything().select_related("current_version", "subsite__organisation")

    @extend_schema(
        parameters=[
            OpenApiParameter("q", description="Words, all of which a row must hold."),
            OpenApiParameter(
                "sort", description="The key of a sortable column; a minus before it turns the order."
            ),
            OpenApiParameter("page", type=int),
            OpenApiParameter("page_size", type=int),
        ],
        responses=OpenApiTypes.OBJECT,
    )
    @action(detail=True)
    def rows(self, request: Request, pk: str | None = None) -> Response:
        """The rows, a page at a time; a filtered column's key with a value keeps to rows that have it.

        Numbers are text, so that no digit is lost. 403 where the office does not allow its data to be taken away.
        """
        table = self.get_object()
        version = table.current_version
        if not table.download_allowed or version is None:
            raise PermissionDenied
        columns = list(table.columns.all())
        rows: Any = Rows(version, columns, Question.of(request.query_params, columns))
        page: Any = self.paginate_queryset(rows)
        return self.get_paginated_response(
            [{"number": row.number, **public_values(row, columns)} for row in page or []]
        )
