"""What the API says of subsites and pages."""

from typing import Any

from rest_framework import serializers

from core.pages.addresses import addresses_of


class SubsiteSerializer(serializers.Serializer[Any]):
    """One subsite."""

    slug = serializers.CharField()
    code = serializers.CharField()
    name = serializers.CharField()
    name_en = serializers.CharField()
    kind = serializers.CharField()
    phone = serializers.CharField()
    address = serializers.CharField()
    url = serializers.SerializerMethodField()

    def get_url(self, entry: Any) -> str:
        addresses = addresses_of(self.context["request"])
        root = entry.roots[addresses.language if addresses.language in entry.roots else "zh-hans"]
        return addresses.at(root.path, root.url_path, absolute=True)


class ArticleSerializer(serializers.Serializer[Any]):
    """One published article, without its body."""

    id = serializers.IntegerField()
    title = serializers.CharField()
    summary = serializers.CharField()
    source = serializers.CharField()  # type: ignore[assignment]  # the field's name, not Field.source
    author = serializers.CharField()
    published_at = serializers.DateTimeField(source="first_published_at")
    subsite = serializers.SerializerMethodField()
    url = serializers.SerializerMethodField()

    def get_subsite(self, article: Any) -> str:
        entry = addresses_of(self.context["request"]).table.for_path(article.path)
        return entry.slug if entry else ""

    def get_url(self, article: Any) -> str:
        return addresses_of(self.context["request"]).canonical(article)
