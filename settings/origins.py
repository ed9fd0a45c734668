"""Origins of other systems that the content security policy must know."""

from urllib.parse import urlsplit


def identity_service_origins(issuer: str, form_origin: str) -> list[str]:
    """The origins to which a form may lead on the way to the identity service; none without one."""
    found = []
    for address in (issuer, form_origin):
        parts = urlsplit(address)
        if parts.scheme and parts.netloc:
            found.append(f"{parts.scheme}://{parts.netloc}")
    return sorted(set(found))
