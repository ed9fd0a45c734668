"""How many mails may be asked for: so that nobody floods a mailbox, and nobody keeps another from signing in.

Mails to an address are counted for the network that asks. A device that has signed in with the account before has a
count of its own: a stranger who asks for mails to somebody else's address uses up nothing of theirs there.
"""

from django.core.cache import cache
from django.utils.crypto import salted_hmac

FROM_ONE_PLACE = 5
"""To one address, asked for from one network, or from one known device."""
FROM_STRANGERS = 20
"""To one address from all networks together."""
FROM_NETWORK = 30
"""From one network to all addresses."""
HOUR = 60 * 60


def spend(key: str, most: int) -> bool:
    """Count one more for the key within its hour; whether it is within the limit. Atomic in the shared cache."""
    cache.add(key, 0, HOUR)
    try:
        return int(cache.incr(key)) <= most
    except ValueError:  # expired between the two
        return True


def may_send(purpose: str, email: str, *, network: str, device: str = "") -> bool:
    """Whether another mail may go to the address within the hour; counts it.

    `device` is the number of a device that has signed in with this account before, or "".
    """
    hidden = salted_hmac(
        "core.accounts.mail_limits", email.strip().casefold(), algorithm="sha256"
    ).hexdigest()
    start = f"mails:{purpose}"
    if device:
        return spend(f"{start}:{hidden}:{device}", FROM_ONE_PLACE)
    return (
        spend(f"{start}:{network}", FROM_NETWORK)
        and spend(f"{start}:{hidden}:{network}", FROM_ONE_PLACE)
        and spend(f"{start}:{hidden}", FROM_STRANGERS)
    )
