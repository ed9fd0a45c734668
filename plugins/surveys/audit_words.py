"""What the audit record says of the plugin's own acts."""

from django.utils.translation import pgettext_lazy

from core.plugin_api import AuditVerb

audit_verbs = (
    AuditVerb(name="answers_exported", label=pgettext_lazy("audit", "answers exported")),
    AuditVerb(name="file_opened", label=pgettext_lazy("audit", "file opened")),
    AuditVerb(name="sheet_counted", label=pgettext_lazy("audit", "sheet counted")),
    AuditVerb(name="sheet_left_out", label=pgettext_lazy("audit", "sheet left out of the count")),
    AuditVerb(name="texts_decided", label=pgettext_lazy("audit", "texts looked at")),
    AuditVerb(name="weighted", label=pgettext_lazy("audit", "weights set")),
)
