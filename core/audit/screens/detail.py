"""One record, with the proof that it is what was written."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from core.audit.labels import action_label, details, kind_label
from core.audit.models import AuditLeaf, AuditRecord
from core.audit.querysets import within
from core.audit.tree.canonical import leaf_hash
from core.audit.tree.merkle import Range, inclusion_steps
from core.audit.tree.proofs import InclusionProof, TreeDamaged, prove_inclusion

from .base import AuditScreen


@dataclass(frozen=True, slots=True)
class Step:
    """One step up the tree: with whose hash it is joined, and what comes of it."""

    first: int
    last: int
    other: str
    result: str


class RecordScreen(AuditScreen):
    """A record by its row's number; 404 outside the person's reach."""

    template_name = "core_audit/record.html"
    model = AuditRecord
    record: AuditRecord

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        found = within(self.reach).filter(pk=kwargs["pk"]).first()
        if found is None:
            raise Http404
        self.record = found
        self.leaf = AuditLeaf.objects.filter(record_id=found.pk).first()

    def get_page_title(self) -> str:
        if self.leaf is None:
            return _("Record without a number")
        return _("Record %(number)s") % {"number": self.leaf.sequence}

    def get_page_subtitle(self) -> str:
        return action_label(self.record.action, self.record.target_type)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        record = self.record
        same = {"target_type": record.target_type, "target_id": record.target_id}
        records = reverse("audit_records")
        context.update(
            record=record,
            leaf=self.leaf,
            action=self.get_page_subtitle(),
            kind=kind_label(record.target_type) if record.target_type else "",
            details=details(record.data),
            same_object=f"{records}?{urlencode(same)}" if record.target_id else "",
            **self._proof(),
        )
        return context

    def _proof(self) -> dict[str, Any]:
        """The state of the proof ("waiting", "holds", "broken") and what belongs to it."""
        if self.leaf is None:
            return {"state": "waiting"}
        computed = leaf_hash(self.record)
        try:
            proof = prove_inclusion(self.leaf.sequence)
        except (TreeDamaged, ValueError):
            return {"state": "broken", "computed": computed.hex()}
        return {
            "state": "holds" if proof.holds(computed) else "broken",
            "computed": computed.hex(),
            "proof": proof,
            "root": proof.root.hex(),
            "steps": _steps(proof),
        }


def _steps(proof: InclusionProof) -> list[Step]:
    hashes = inclusion_steps(proof.leaf, proof.sequence - 1, proof.size, proof.path) or []
    rows: list[tuple[Range, bytes, bytes]] = list(zip(proof.ranges, proof.path, hashes[1:], strict=False))
    return [Step(start + 1, end, other.hex(), result.hex()) for (start, end), other, result in rows]
