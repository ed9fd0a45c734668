"""What the environment decides, typed. Every name is prefixed with COUNTYWIDE_, but DATABASE_URL and REDIS_URL."""

from pathlib import Path
from typing import Any, Literal

from pydantic import AliasChoices, BaseModel, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

BASE_DIR = Path(__file__).resolve().parent.parent
"""The folder that holds core, plugins, sites and settings: a checkout, or site-packages."""


def place_of_written_things() -> Path:
    """`var` in the checkout; where Countywide is installed, `var` in the folder that it is run in."""
    return (BASE_DIR if (BASE_DIR / "manage.py").is_file() else Path.cwd()) / "var"


class ReadOnlyDatabase(BaseModel):
    """A database of another system. The account in its address should be able to read those views only."""

    url: str
    views: dict[str, list[str]]
    """By the name of a view, the slugs of the offices that may show it; `*` stands for all."""


class Environment(BaseSettings):
    """Values read from the environment when the settings load; a wrong value stops the start with its name."""

    model_config = SettingsConfigDict(env_prefix="COUNTYWIDE_", extra="ignore")

    secret_key: SecretStr = SecretStr("")
    var: Path = Field(default_factory=place_of_written_things)
    """Folder of everything that is written: the embedded database, media, collected static files, stamps."""
    portal_host: str = "localhost"
    """Host name of the county portal; the subsites' own host names are rows in the database."""
    extra_hosts: str = ""
    """More host names that are answered with the portal (load balancer checks, 127.0.0.1), comma separated."""
    base_url: str = "http://localhost:8000"
    port: int = 8000
    email_url: str = ""
    """`smtp://user:password@host:port` or `smtps://…`; `smtp+tls://` for STARTTLS."""
    email_from: str = ""
    """The sender of mails; no-reply at the portal's host unless set."""
    audit_key: SecretStr = SecretStr("")
    """Ed25519 key that signs heads of the audit tree, as `manage.py audit key` prints it."""
    audit_key_file: str = ""
    """File that holds that key, in place of the variable: a secret of systemd or of a container."""
    trusted_proxies: int = 0
    """How many proxies stand in front; their X-Forwarded-* headers are believed from there only."""
    second_factor_required: bool | None = None
    """True or false for a demonstration; production always requires it."""
    oidc_issuer: str = ""
    """Address of the identity service (OpenID Connect issuer); none, and nobody signs in with it."""
    oidc_name: str = "统一身份认证"
    oidc_client_id: str = ""
    oidc_client_secret: SecretStr = SecretStr("")
    oidc_scope: str = "openid profile email"
    oidc_match_claim: Literal["email", "preferred_username"] = "email"
    oidc_form_origin: str = ""
    """Where the service's sign-in page is, when that is another origin than the issuer's."""
    database_url: str = Field("", validation_alias=AliasChoices("DATABASE_URL", "COUNTYWIDE_DATABASE_URL"))
    outgoing_internal: str = ""
    """Hosts of the own network that offices may have asked, as `host` or `host:port`, comma separated."""
    data_folder: Path | None = None
    """Folder below which offices' scheduled files lie; none, and none are read."""
    read_only_databases: dict[str, ReadOnlyDatabase] = {}
    """Databases whose views offices may show, as JSON: `{"name": {"url": "postgres://…", "views": {…}}}`."""
    text_gateway: str = ""
    """Where text messages go: `http`, `folder` (files, for demonstrations) or the dotted path of a class."""
    text_gateway_url: str = ""
    """Address that takes a message by POST; an internal one is named in outgoing_internal too."""
    text_gateway_body: dict[str, Any] = {}
    """What is posted, as JSON: the gateway's names, with {number}, {text}, {key} and {secret} in their values."""
    text_gateway_format: Literal["json", "form"] = "json"
    text_gateway_header: str = "Authorization"
    text_gateway_secret: SecretStr = SecretStr("")
    """What that header says, such as `Bearer …`; or what {secret} in the body stands for."""
    text_gateway_success: dict[str, Any] = {}
    """Beside a status of 2xx, what the answer says when it was taken, as JSON: `{"result.code": "0"}`."""
    text_gateway_seconds: float = Field(8, gt=0, le=60)
    redis_url: str = Field("", validation_alias=AliasChoices("REDIS_URL", "COUNTYWIDE_REDIS_URL"))


environment = Environment()
