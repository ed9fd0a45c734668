"""Public reads: subsites and published articles. Everything else needs a permission of its own."""

from typing import Any

from django.http import Http404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import mixins, viewsets
from rest_framework.permissions import AllowAny

from core.pages.models import ArticlePage
from core.pages.querysets import in_any_branch, public_pages, without_nested
from core.pages.restrictions import restricted_paths
from core.tenancy.holding import held_table

from .serializers import ArticleSerializer, SubsiteSerializer


class SubsiteViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[Any]):
    """The county's public subsites."""

    permission_classes = [AllowAny]
    serializer_class = SubsiteSerializer
    lookup_field = "slug"

    def get_queryset(self) -> Any:
        hidden = restricted_paths()
        return [entry for entry in held_table().all if not entry.root_path.startswith(hidden or ("\0",))]

    def get_object(self) -> Any:
        found = next((entry for entry in self.get_queryset() if entry.slug == self.kwargs["slug"]), None)
        if found is None:
            raise Http404
        return found


@extend_schema(
    parameters=[
        OpenApiParameter("subsite", str, description="slug of a subsite: its own articles only"),
        OpenApiParameter("language", str, description="zh-hans (default) or en"),
    ]
)
class ArticleViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[ArticlePage]):
    """Published articles that every visitor may read, newest first."""

    permission_classes = [AllowAny]
    serializer_class = ArticleSerializer
    queryset = ArticlePage.objects.none()

    def get_queryset(self) -> Any:
        language = self.request.query_params.get("language", "zh-hans")
        articles = ArticlePage.objects.defer("body").filter(locale__language_code=language)
        slug = self.request.query_params.get("subsite")
        if slug is not None:
            entry = held_table().by_slug.get(slug)
            if entry is None:
                raise Http404
            roots = [root.path for root in entry.roots.values()]
            articles = without_nested(articles.filter(in_any_branch(roots)), roots)
        return public_pages(articles).order_by("-first_published_at", "-pk")
