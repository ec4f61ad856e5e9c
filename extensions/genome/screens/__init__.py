"""The frontend: what its screens must know of the entities, and of the product."""

from .definition import record_source
from .sign_in import sign_in_source
from .site import site_of

__all__ = ["record_source", "sign_in_source", "site_of"]
