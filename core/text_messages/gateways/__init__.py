"""What a gateway is, and the one that the operator chose with the setting `TEXT_GATEWAY`."""

from .chosen import current_gateway
from .faults import GatewayRefused, GatewayUnavailable
from .protocol import Gateway

__all__ = ["Gateway", "GatewayRefused", "GatewayUnavailable", "current_gateway"]
