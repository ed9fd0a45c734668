"""What the audit record says of the plugin's own acts."""

from django.utils.translation import pgettext_lazy

from core.plugin_api import AuditVerb

audit_verbs = (
    AuditVerb(name="announced", label=pgettext_lazy("audit", "announced")),
    AuditVerb(name="answered", label=pgettext_lazy("audit", "answered")),
    AuditVerb(name="answered_later", label=pgettext_lazy("audit", "answered later")),
    AuditVerb(name="begun", label=pgettext_lazy("audit", "begun")),
    AuditVerb(name="corrected", label=pgettext_lazy("audit", "corrected")),
    AuditVerb(name="discarded", label=pgettext_lazy("audit", "discarded")),
    AuditVerb(name="held", label=pgettext_lazy("audit", "held back")),
    AuditVerb(name="merged", label=pgettext_lazy("audit", "merged with another")),
    AuditVerb(name="picked", label=pgettext_lazy("audit", "picked")),
    AuditVerb(name="put", label=pgettext_lazy("audit", "put to the guests")),
    AuditVerb(name="rejected", label=pgettext_lazy("audit", "not accepted")),
    AuditVerb(name="released", label=pgettext_lazy("audit", "released")),
    AuditVerb(name="routed", label=pgettext_lazy("audit", "routed to an office")),
    AuditVerb(name="written", label=pgettext_lazy("audit", "written")),
)
