"""The records, and the tree over them. The database refuses to change or delete any of it (see `triggers`)."""

from .record import AuditRecord, Category
from .tree import AuditErased, AuditHead, AuditLeaf, AuditPending

__all__ = ["AuditErased", "AuditHead", "AuditLeaf", "AuditPending", "AuditRecord", "Category"]
