"""Pages, feeds, sitemaps, files and the public API: what is published may be read, what is private may not."""

from tests.isolation.visits import ANYONE, MEDIA, SIGNED_IN, get, nothing, post, surface

B_HOST = "beta.localhost"
SURFACES = (
    surface(
        "wagtail_serve",
        get(needs=ANYONE, path="/", linkable=True),
        get(needs=ANYONE, path="/townships/beta/", linkable=True),
        get(needs=ANYONE, path="/townships/beta/bzqxjwvopencolumnslug/", linkable=True),
        get(needs=ANYONE, path="/townships/beta/bzqxjwvopencolumnslug/rss.xml", linkable=True),
        get(needs=ANYONE, path="/townships/beta/bzqxjwvopencolumnslug/atom.xml", linkable=True),
        get(needs=ANYONE, path="/townships/beta/sitemap.xml", linkable=True),
        get(needs=ANYONE, path="/sitemap.xml", linkable=True),
        get({"q": "季度"}, needs=ANYONE, path="/townships/beta/-/search/", linkable=True),
        get({"q": "季度"}, needs=ANYONE, path="/-/search/", linkable=True),
        get(needs=ANYONE, path="/en/townships/beta/", linkable=True),
        *(
            get(needs="-", linkable=True, path=f"/townships/beta/bzqxjwvopencolumnslug/bzqxjwv{kind}slug/")
            for kind in ("draft", "scheduled", "locked", "review", "alias")
        ),
        *(
            get(
                needs=ANYONE,
                own=status,
                linkable=True,
                path=f"/townships/beta/bzqxjwvopencolumnslug/bzqxjwv{kind}slug/",
            )
            for kind, status in (("private", 200),)
        ),
        get(
            needs=SIGNED_IN,
            own=200,
            linkable=True,
            knows=("login",),
            path="/townships/beta/bzqxjwvopencolumnslug/bzqxjwvloginslug/",
        ),
        get(needs=ANYONE, path="/", host=B_HOST, linkable=True),
    ),
    surface(
        "wagtaildocs_serve",
        get(needs=ANYONE, path="/documents/{privatedocument}/{private_document_name}", quiet=True),
    ),
    surface("private_picture", get(needs=MEDIA, path="/media/{private_file}")),
    *nothing(
        "pictures for everybody; those of private collections lie apart",
        "^media/original_images/(?P<path>.+)$",
        "^media/images/(?P<path>.+)$",
    ),
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
    surface("api-schema", get(needs=SIGNED_IN)),
    surface("core:subsites-list", get(needs=ANYONE, linkable=True)),
    surface("core:subsites-detail", get(needs=ANYONE, slug="{slug}", linkable=True, quiet=True)),
    surface(
        "core:articles-list",
        get(needs=ANYONE, linkable=True),
        get({"subsite": "beta"}, needs=ANYONE, linkable=True, quiet=True),
        get({"search": "季度"}, needs=ANYONE, linkable=True),
    ),
    surface(
        "core:articles-detail",
        get(needs=ANYONE, pk="{open}", linkable=True, quiet=True),
        *(
            get(needs="-", pk=f"{{{kind}}}")
            for kind in ("draft", "private", "login", "scheduled", "alias", "review")
        ),
    ),
)
