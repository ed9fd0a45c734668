"""What the API says of surveys whose results are public."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiTypes, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from core.plugin_api import SubsiteApiViewSet
from plugins.surveys.models import Survey
from plugins.surveys.results.reading import approved_texts, figures_of
from plugins.surveys.results.showing import ShownQuestion, public_results


class SurveySerializer(serializers.ModelSerializer[Survey]):
    """A survey without its answers."""

    subsite: Any = serializers.SlugRelatedField(
        source="subsite.organisation", slug_field="slug", read_only=True
    )
    is_open = serializers.BooleanField(read_only=True)

    class Meta:
        model = Survey
        fields = (
            "id",
            "slug",
            "title",
            "introduction",
            "subsite",
            "opens_at",
            "closes_at",
            "is_open",
            "is_sample",
        )


class SurveyApi(SubsiteApiViewSet[Survey]):
    """Surveys with public results; `?subsite=<slug>` keeps to one office."""

    queryset = Survey.objects.all()
    serializer_class = SurveySerializer

    def get_queryset(self) -> QuerySet[Survey]:
        surveys: Any = super().get_queryset()
        return surveys.with_public_results().select_related("subsite__organisation").order_by("pk")

    @extend_schema(responses=OpenApiTypes.OBJECT)
    @action(detail=True)
    def results(self, request: Request, pk: str | None = None) -> Response:
        """The questions that the office chose to show. Counts and shares that are held back are null."""
        survey = self.get_object()
        figures = figures_of(survey)
        enough = figures.total >= survey.smallest_group
        shown = public_results(figures, approved_texts(survey)) if enough else []
        return Response(
            {
                "sheets": figures.total if enough else None,
                "smallest_group": survey.smallest_group,
                "questions": [_question(each) for each in shown],
            }
        )


def _question(shown: ShownQuestion) -> dict[str, Any]:
    return {
        "code": shown.question.code,
        "kind": shown.question.kind.value,
        "text": shown.question.text,
        "facts": dict(shown.facts),
        "texts": list(shown.texts),
        "parts": [
            {
                "variable": part.id,
                "title": part.title,
                "base": part.base,
                "values": [
                    {"label": row.label, "count": row.number, "share": row.percentage} for row in part.rows
                ],
            }
            for part in shown.parts
        ],
    }
