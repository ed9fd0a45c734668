"""Settings shared by every way of running Countywide."""

from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from core.plugin_api.discovery import discover

from .database import databases, read_only
from .environment import BASE_DIR, environment
from .mail import mailers, sender
from .origins import identity_service_origins
from .sign_on import *  # noqa: F403
from .text_messages import text_gateway

VAR_DIR = environment.var.absolute()
VAR_DIR.mkdir(parents=True, exist_ok=True)

SECRET_KEY = environment.secret_key.get_secret_value()
DEBUG = False
DEMONSTRATION = False
"""True only in the demonstration and in tests: demonstration accounts may exist and sign in."""

# Which hosts are answered is data (the subsites' host names): KnownHostMiddleware decides, before anything else.
ALLOWED_HOSTS = ["*"]
PORTAL_HOST = environment.portal_host
EXTRA_HOSTS = [host.strip() for host in environment.extra_hosts.split(",") if host.strip()]
PORT = environment.port

PROFILES = ["sites.county", "sites.township", "sites.department", "sites.intranet"]
PLUGINS = discover()
PLUGIN_PATIENCE = 1.0
"""By how much the time that plugins have to draw something is multiplied; more on a machine that is slow as a whole."""

INSTALLED_APPS = [
    *PROFILES,
    *PLUGINS,
    "core.design",
    "core.admin_scoping",
    "core.redirects",
    "core.plugin_host",
    "core.slots",
    "core.provisioning",
    "core.api",
    "core.navigation",
    "core.review",
    "core.blocks",
    "core.pages",
    "core.media",
    "core.tasks",
    "core.text_messages",
    "core.audit",
    "core.accounts",
    "core.members",
    "core.citizens",
    "core.policy",
    "core.public_forms",
    "core.tenancy",
    "core.testing",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.redirects",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "core.search",
    "wagtail.admin",
    "wagtail",
    # After Wagtail: its apps register their permission policies when they are ready, and the last one counts.
    "core.access",
    "modelcluster",
    "taggit",
    "guardian",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
]

MIDDLEWARE = [
    "core.tenancy.middleware.KnownHostMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "core.access.middleware.SuperuserRecordMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "core.accounts.sign_on.middleware.SignOnMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "core.redirects.middleware.OfficeRedirectMiddleware",
]

ROOT_URLCONF = "settings.urls"
WSGI_APPLICATION = "settings.wsgi.application"
APPEND_SLASH = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

DATABASES = databases(environment.database_url, VAR_DIR) | {
    name: read_only(database.url) for name, database in environment.read_only_databases.items()
}
READ_ONLY_DATABASES = {name: database.views for name, database in environment.read_only_databases.items()}
"""Other systems' views: by the name in DATABASES and the view, the slugs of the offices that may show it."""
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": (
        {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": environment.redis_url}
        if environment.redis_url
        else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "countywide"}
    )
}

OUTGOING_INTERNAL = [host.strip() for host in environment.outgoing_internal.split(",") if host.strip()]
"""Hosts of the own network that core.outgoing may ask, beside all public ones."""
DATA_FOLDER = environment.data_folder
"""Folder below which offices' scheduled files lie, one folder for each office's slug; None reads none."""

AUTH_USER_MODEL = "core_accounts.User"
AUTHENTICATION_BACKENDS = [
    "core.accounts.backends.AccountBackend",
    "core.access.backends.GrantBackend",
    "core.members.backends.InvitationBackend",
    "guardian.backends.ObjectPermissionBackend",
]
ANONYMOUS_USER_NAME = None
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

MAILERS = mailers(environment.email_url, VAR_DIR)
DEFAULT_FROM_EMAIL = SERVER_EMAIL = sender(environment.email_from, environment.portal_host)

TEXT_GATEWAY = text_gateway(environment, VAR_DIR)
"""Where text messages are handed over, as core.text_messages.gateways has it; empty, and none can be sent."""

AUDIT_KEY = environment.audit_key.get_secret_value()
AUDIT_KEY_FILE = environment.audit_key_file
AUDIT_KEEP_DAYS: dict[str, int] = {}
"""Days that audit records are kept, by category, where it differs from core.audit.retention.PERIODS."""

LANGUAGE_CODE = "zh-hans"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
WAGTAILADMIN_PERMITTED_LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
WAGTAIL_I18N_ENABLED = True
LOCALE_PATHS = [BASE_DIR / "core" / "design" / "admin_locale"]
"""What Wagtail's own catalogues leave untranslated; they come before every app's (core.design.admin_catalogue)."""
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
SERVE_PICTURES = False
"""True where no web server in front serves the pictures below the media folder."""
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILE_UPLOAD_PERMISSIONS = 0o644
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

SECURE_CSP: dict[str, list[str]] = {
    "default-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.SELF],
}
ADMIN_CSP: dict[str, list[str]] = {
    **SECURE_CSP,
    # Wagtail's admin writes inline script and style.
    "script-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "style-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "img-src": [CSP.SELF, "data:", "blob:"],
}
SIGN_ON_CSP: dict[str, list[str]] = {
    **SECURE_CSP,
    # Browsers hold a form's redirects to this too: the identity service's own page comes after one.
    "form-action": [
        CSP.SELF,
        *identity_service_origins(environment.oidc_issuer, environment.oidc_form_origin),
    ],
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"

WAGTAIL_WORKFLOW_ENABLED = False
"""Our own review chain takes its place."""
WAGTAIL_SITE_NAME = "县域通"
WAGTAILADMIN_BASE_URL = environment.base_url
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
"""An e-mail address names a person to an office that invites: it is the centre's to write, not their own."""
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_USAGE_COUNT_ENABLED = False
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_SLUG_UNICODE_CONVERSION = None
WAGTAILIMAGES_IMAGE_MODEL = "core_media.Picture"
WAGTAILIMAGES_IMAGE_FORM_BASE = "core.media.forms.PictureForm"
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILDOCS_DOCUMENT_MODEL = "core_media.Attachment"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "core.media.forms.AttachmentForm"
WAGTAILDOCS_EXTENSIONS = [
    "csv",
    "doc",
    "docx",
    "mp3",
    "mp4",
    "ofd",
    "pdf",
    "pptx",
    "txt",
    "wps",
    "xls",
    "xlsx",
    "zip",
]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 50 * 1024 * 1024
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAIL_ENABLE_IMAGE_REFERENCE_INDEX_AUTO_UPDATE = True

WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "core.search.backend"}}

REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_PAGINATION_CLASS": "core.api.pagination.PagePagination",
    "PAGE_SIZE": 20,
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_THROTTLE_CLASSES": ["rest_framework.throttling.AnonRateThrottle"],
    "DEFAULT_THROTTLE_RATES": {"anon": "120/min"},
    "NUM_PROXIES": environment.trusted_proxies,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Countywide API",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_URLCONF": "core.api.urls",
    "SCHEMA_PATH_PREFIX": r"/v1",
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"countywide": {"level": "INFO"}},
}
