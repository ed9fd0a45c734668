"""Pages, feeds, sitemaps, files and the public API: what is published may be read, what is private may not."""

from tests.isolation.visits import ANYONE, MEDIA, NOBODY, SIGNED_IN, get, nothing, post, surface

B_HOST = "beta.localhost"
PUBLISHED = ("open", "row")
"""What pages and the API may name: published facts, and what plugins show of their rows."""
SURFACES = (
    surface(
        "wagtail_serve",
        get(needs=ANYONE, path="/", knows=PUBLISHED),
        get(needs=ANYONE, path="/townships/beta/", knows=PUBLISHED),
        get(needs=ANYONE, path="/townships/beta/bzqxjwvopencolumnslug/", knows=PUBLISHED),
        get(needs=ANYONE, path="/townships/beta/bzqxjwvopencolumnslug/rss.xml", knows=PUBLISHED),
        get(needs=ANYONE, path="/townships/beta/bzqxjwvopencolumnslug/atom.xml", knows=PUBLISHED),
        get(needs=ANYONE, path="/townships/beta/sitemap.xml", knows=PUBLISHED),
        get(needs=ANYONE, path="/sitemap.xml", knows=PUBLISHED),
        get({"q": "季度"}, needs=ANYONE, path="/townships/beta/-/search/", knows=PUBLISHED),
        get({"q": "季度"}, needs=ANYONE, path="/-/search/", knows=PUBLISHED),
        get(needs=ANYONE, path="/en/townships/beta/", knows=PUBLISHED),
        *(
            get(needs="-", knows=PUBLISHED, path=f"/townships/beta/bzqxjwvopencolumnslug/bzqxjwv{kind}slug/")
            for kind in ("draft", "scheduled", "locked", "review", "alias")
        ),
        *(
            get(
                needs=ANYONE,
                own=status,
                knows=PUBLISHED,
                path=f"/townships/beta/bzqxjwvopencolumnslug/bzqxjwv{kind}slug/",
            )
            for kind, status in (("private", 200),)
        ),
        get(
            needs=SIGNED_IN,
            own=200,
            knows=(*PUBLISHED, "login"),
            path="/townships/beta/bzqxjwvopencolumnslug/bzqxjwvloginslug/",
        ),
        get(needs=ANYONE, path="/", host=B_HOST, knows=PUBLISHED),
    ),
    surface(
        "wagtaildocs_serve",
        get(needs=ANYONE, path="/documents/{privatedocument}/{private_document_name}", quiet=True),
    ),
    surface("private_picture", get(needs=MEDIA, path="/media/{private_file}")),
    surface("^media/original_images/(?P<path>.+)$", get(needs=NOBODY, path="/media/{guessed_file}")),
    *nothing("rendered pictures; their names cannot be guessed either", "^media/images/(?P<path>.+)$"),
    surface(
        "wagtaildocs_authenticate_with_password",
        get(restriction_id="{collection_restriction}", needs=ANYONE, quiet=True, own=200),
    ),
    surface(
        "wagtailcore_authenticate_with_password",
        post(
            {"password": "wrong", "return_url": "/"},
            page_view_restriction_id="{restriction}",
            page_id="{private}",
            needs=ANYONE,
            own=200,
            quiet=True,
        ),
    ),
    surface("robots", get(needs=ANYONE, knows=PUBLISHED)),
    surface("api-schema", get(needs=ANYONE)),
    surface("core:subsites-list", get(needs=ANYONE, knows=PUBLISHED)),
    surface("core:subsites-detail", get(needs=ANYONE, slug="{slug}", knows=PUBLISHED, quiet=True)),
    surface(
        "core:articles-list",
        get(needs=ANYONE, knows=PUBLISHED),
        get({"subsite": "beta"}, needs=ANYONE, knows=PUBLISHED, quiet=True),
        get({"search": "季度"}, needs=ANYONE, knows=PUBLISHED),
    ),
    surface(
        "core:articles-detail",
        get(needs=ANYONE, pk="{open}", knows=PUBLISHED, quiet=True),
        *(
            get(needs="-", pk=f"{{{kind}}}")
            for kind in ("draft", "private", "login", "scheduled", "alias", "review")
        ),
    ),
)
