"""What the audit record says of the plugin's own acts."""

from django.utils.translation import pgettext_lazy

from core.plugin_api import AuditVerb

audit_verbs = (
    AuditVerb(name="asked", label=pgettext_lazy("audit", "asked")),
    AuditVerb(name="configured", label=pgettext_lazy("audit", "configured")),
    AuditVerb(name="failed", label=pgettext_lazy("audit", "failed")),
    AuditVerb(name="feeds_table", label=pgettext_lazy("audit", "feeds a table")),
    AuditVerb(name="pruned", label=pgettext_lazy("audit", "pruned")),
    AuditVerb(name="recovered", label=pgettext_lazy("audit", "recovered")),
    AuditVerb(name="replaced", label=pgettext_lazy("audit", "replaced")),
    AuditVerb(name="restored", label=pgettext_lazy("audit", "restored")),
)
