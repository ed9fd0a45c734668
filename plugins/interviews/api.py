"""The interviews in the public API."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from core.plugin_api import SubsiteApiViewSet
from plugins.interviews.guests import public_guests
from plugins.interviews.models import Interview, Line


class InterviewSerializer(serializers.ModelSerializer[Interview]):
    """What the public page says of an interview."""

    subsite = serializers.CharField(source="subsite.organisation.slug")
    guests = serializers.SerializerMethodField()

    class Meta:
        model = Interview
        fields = (
            "id",
            "subsite",
            "slug",
            "title",
            "introduction",
            "host_name",
            "starts_at",
            "stage",
            "guests",
            "is_sample",
        )

    @extend_schema(responses=OpenApiTypes.OBJECT)
    def get_guests(self, interview: Interview) -> list[dict[str, str]]:
        """Names and offices, in their order."""
        return [{"name": guest.name, "office": guest.office} for guest in public_guests(interview)]


class InterviewApi(SubsiteApiViewSet[Interview]):
    """Public interviews; `?subsite=<slug>` keeps to one office."""

    queryset = Interview.objects.all()
    serializer_class = InterviewSerializer

    def get_queryset(self) -> QuerySet[Interview]:
        interviews: Any = super().get_queryset()
        found: QuerySet[Interview] = interviews.public().select_related("subsite__organisation")
        return found.order_by("pk")

    @extend_schema(responses=OpenApiTypes.OBJECT)
    @action(detail=True)
    def lines(self, request: Request, pk: str | None = None) -> Response:
        """The public lines, a page at a time, in the order of the transcript."""
        lines = Line.objects.filter(interview=self.get_object()).public()
        page: Any = self.paginate_queryset(lines)
        rows = [
            {
                "id": line.pk,
                "position": line.position,
                "kind": line.kind,
                "speaker": line.speaker,
                "text": line.text,
                "question": line.question_id,
                "spoken_at": line.spoken_at,
                "corrected_at": line.corrected_at,
            }
            for line in page
        ]
        return self.get_paginated_response(rows)
