"""What the API says of notices."""

from django.db.models import QuerySet
from django.utils import timezone
from rest_framework import serializers

from core.plugin_api import SubsiteApiViewSet

from .models import Notice


class NoticeSerializer(serializers.ModelSerializer[Notice]):
    """One notice, without who wrote it."""

    class Meta:
        model = Notice
        fields = ("id", "title", "text", "level", "starts_at", "ends_at")


class NoticeApi(SubsiteApiViewSet[Notice]):
    """Notices whose time has come; `?subsite=<slug>` keeps to one subsite."""

    queryset = Notice.objects.all()
    serializer_class = NoticeSerializer

    def get_queryset(self) -> QuerySet[Notice]:
        return super().get_queryset().filter(is_public=True, starts_at__lte=timezone.now())
