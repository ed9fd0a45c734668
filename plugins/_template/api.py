"""What the API says of entries."""

from rest_framework import serializers

from core.plugin_api import SubsiteApiViewSet

from .models import SampleEntry


class SampleEntrySerializer(
    serializers.ModelSerializer[SampleEntry],
):
    """One entry."""

    class Meta:
        model = SampleEntry
        fields = ("id", "title", "text", "published_at")


class SampleEntryApi(
    SubsiteApiViewSet[SampleEntry],
):
    """The entries of all subsites that use this plugin; `?subsite=<slug>` keeps to one."""

    queryset = SampleEntry.objects.all()
    serializer_class = SampleEntrySerializer
