"""The Merkle tree over the records. Only `core.audit.tree` writes it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditPending(models.Model):
    """A record that has been written but has no place in the tree yet. It goes when it got one."""

    record_id = models.BigIntegerField(primary_key=True)
    hash = models.BinaryField(max_length=32)
    marks = models.BinaryField()

    class Meta:
        verbose_name = _("audit record without a number")
        verbose_name_plural = _("audit records without a number")
        default_permissions = ()

    def __str__(self) -> str:
        return f"record {self.record_id}"


class AuditLeaf(models.Model):
    """A record's place in the tree. It stays when the record is erased at the end of its time.

    `sequence` counts from 1 without a gap. `link` chains the leaves one by one, which tells exactly which one was
    changed. `nodes` are the roots of the perfect subtrees that this leaf completes, smallest first: one on average,
    so the tree is stored with its leaves.
    """

    sequence = models.BigIntegerField(_("number"), primary_key=True)
    record_id = models.BigIntegerField(unique=True)
    hash = models.BinaryField(max_length=32)
    marks = models.BinaryField()
    link = models.BinaryField(max_length=32)
    nodes = models.BinaryField(blank=True)

    class Meta:
        verbose_name = _("audit leaf")
        verbose_name_plural = _("audit leaves")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=models.Q(sequence__gte=1), name="audit_sequence_from_one"),
        ]

    def __str__(self) -> str:
        return f"number {self.sequence}"


class AuditErased(models.Model):
    """Says that a record was erased when its time was over, and which record tells of it."""

    sequence = models.BigIntegerField(_("number"), primary_key=True)
    record_id = models.BigIntegerField(unique=True)
    erasure_id = models.BigIntegerField(db_index=True)
    """Id of the record `audit.erased`."""

    class Meta:
        verbose_name = _("erased audit record")
        verbose_name_plural = _("erased audit records")
        default_permissions = ()

    def __str__(self) -> str:
        return f"number {self.sequence}"


class AuditHead(models.Model):
    """One row: how large the tree is. Its lock gives numbers to one process at a time."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    size = models.BigIntegerField(default=0)
    frontier = models.BinaryField(blank=True, default=b"")
    """Roots of the perfect subtrees, largest first: all that the next leaf needs."""
    link = models.BinaryField(max_length=32)
    sealed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("head of the audit tree")
        verbose_name_plural = _("heads of the audit tree")
        default_permissions = ()
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="audit_one_head")]

    def __str__(self) -> str:
        return f"{self.size} entries"
