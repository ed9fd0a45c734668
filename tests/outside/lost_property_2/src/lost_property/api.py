"""What the API says of finds."""

from rest_framework import serializers

from core.plugin_api import SubsiteApiViewSet

from .models import Find


class FindSerializer(serializers.ModelSerializer[Find]):
    """One find."""

    class Meta:
        model = Find
        fields = ("id", "number", "thing", "place", "found_on", "state")


class FindApi(SubsiteApiViewSet[Find]):
    """The finds of all offices that use this plugin; `?subsite=<slug>` keeps to one."""

    queryset = Find.objects.all()
    serializer_class = FindSerializer
