"""What `make demo` serves: production's server and DEBUG off, with demonstration accounts, on this machine only."""

from pathlib import Path

from django.core.management.utils import get_random_secret_key

from .base import *  # noqa: F403 - what is not said here is as there


def _kept_secret(path: Path) -> str:
    """A secret of this demonstration's own, made once and kept beside its database."""
    if not path.exists():
        path.write_text(get_random_secret_key())
        path.chmod(0o600)
    return path.read_text()


SECRET_KEY = SECRET_KEY or _kept_secret(VAR_DIR / "secret-key")  # noqa: F405 - of base
DEMONSTRATION = True
SECOND_FACTOR_REQUIRED = bool(environment.second_factor_required)  # noqa: F405 - of base
"""Off: whoever looks at the demonstration signs in with one of its passwords alone. docs/sign-on.md says so too."""
SERVE_PICTURES = True
DATA_FOLDER = DATA_FOLDER or VAR_DIR / "data"  # noqa: F405 - of base
"""Files that another system would write; the demonstration puts one there itself."""
TEXT_GATEWAY = text_gateway(environment, VAR_DIR, "folder")  # noqa: F405 - of base
EXTRA_HOSTS = [*EXTRA_HOSTS, "127.0.0.1"]  # noqa: F405 - of base
PLUGIN_PATIENCE = 20.0  # whatever machine it is shown on, and however many are tested there at once
