"""What Wagtail cannot share out: users, groups, sites, locales, redirects, workflows; and reports."""

from tests.isolation.marks import COMMON_WORD
from tests.isolation.payloads import formset
from tests.isolation.visits import EDIT, PUBLISH, Surface, central, get, post, surface


def model_screens(app: str, kind: str, *, copy: bool = True) -> tuple[Surface, ...]:
    """The screens of a model viewset of Wagtail's."""
    return (
        central(
            f"{app}:index", get(), get({"q": COMMON_WORD}), get({"export": "csv"}), get({"export": "xlsx"})
        ),
        central(f"{app}:index_results", get(), get({"q": COMMON_WORD})),
        central(f"{app}:add", get(), post({"name": "走"})),
        *(
            central(f"{app}:{name}", get(pk=kind), post(pk=kind))
            for name in (
                "edit",
                "delete",
                "history",
                "history_results",
                "usage",
                *(("copy",) if copy else ()),
            )
        ),
    )


WORKFLOWS = "wagtailadmin_workflows"
TASK = {"app_label": "wagtailcore", "model_name": "groupapprovaltask"}


def report(name: str) -> tuple[Surface, ...]:
    """A report, its results, its exports."""
    return (
        central(f"wagtailadmin_reports:{name}", get(), get({"export": "csv"}), get({"export": "xlsx"})),
        central(f"wagtailadmin_reports:{name}_results", get()),
    )


def own_report(name: str, needs: str | tuple[str, ...]) -> tuple[Surface, ...]:
    """A report of one's own office."""
    return (
        surface(
            name,
            get(needs=needs),
            get({"export": "csv"}, needs=needs),
            get({"export": "xlsx"}, needs=needs),
            get({"user": "{person}", "locked_by": "{person}"}, needs=needs, quiet=True),
        ),
        surface(f"{name}_results", get(needs=needs)),
    )


SURFACES = (
    *model_screens("wagtailusers_users", "{person}"),
    *model_screens("wagtailusers_groups", "1", copy=False),
    *model_screens("wagtailsites", "1"),
    *model_screens("wagtaillocales", "1"),
    central(
        "wagtailredirects:index", get(), get({"q": "zq"}), get({"export": "csv"}), get({"export": "xlsx"})
    ),
    central("wagtailredirects:index_results", get()),
    central(
        "wagtailredirects:add",
        get(),
        post(
            {
                "old_path": "/walked",
                "site": "",
                "is_permanent": "on",
                "redirect_page": "{draft}",
                "redirect_link": "",
            }
        ),
        post(
            {
                "old_path": "/walked",
                "site": "",
                "is_permanent": "on",
                "redirect_page": "",
                "redirect_link": "/x",
            }
        ),
    ),
    central(
        "wagtailredirects:edit",
        get(redirect_id="{redirect}"),
        post({"old_path": "/walked", "redirect_link": "/x"}, redirect_id="{redirect}"),
    ),
    central("wagtailredirects:delete", get(redirect_id="{redirect}"), post(redirect_id="{redirect}")),
    central("wagtailredirects:start_import", get()),
    central("wagtailredirects:process_import", post({"import_file_name": "x", "input_format": "0"})),
    central(f"{WORKFLOWS}:index", get(), get({"show_disabled": "true"})),
    central(f"{WORKFLOWS}:index_results", get()),
    central(
        f"{WORKFLOWS}:add",
        get(),
        post(
            {
                "name": "走",
                **formset("workflow_tasks"),
                "pages-TOTAL_FORMS": "1",
                "pages-INITIAL_FORMS": "0",
                "pages-0-page": "{column}",
            }
        ),
    ),
    *(
        central(f"{WORKFLOWS}:{name}", get(pk=kind), post({"name": "走"}, pk=kind))
        for name, kind in (
            ("enable", "{workflow}"),
            ("disable", "{workflow}"),
            ("edit", "{workflow}"),
            ("usage", "{workflow}"),
            ("usage_results", "{workflow}"),
            ("edit_task", "{task}"),
            ("disable_task", "{task}"),
            ("enable_task", "{task}"),
        )
    ),
    central(
        f"{WORKFLOWS}:remove",
        get(page_pk="{column}"),
        post(page_pk="{column}"),
        post(page_pk="{column}", workflow_pk="{workflow}"),
    ),
    central(f"{WORKFLOWS}:add_task", get(**TASK), post({"name": "走"}, **TASK)),
    central(f"{WORKFLOWS}:select_task_type", get()),
    central(f"{WORKFLOWS}:task_index", get()),
    central(f"{WORKFLOWS}:task_index_results", get()),
    central(f"{WORKFLOWS}:task_chooser", get(), get({"q": COMMON_WORD})),
    central(f"{WORKFLOWS}:task_chooser_results", get(), get({"q": COMMON_WORD})),
    central(f"{WORKFLOWS}:task_chooser_create", get()),
    central(f"{WORKFLOWS}:task_chosen", get(task_id="{task}")),
    *report("workflow"),
    *report("workflow_tasks"),
    *report("site_history"),
    *report("page_types_usage"),
    *own_report("wagtailadmin_reports:locked_pages", PUBLISH),
    *own_report("wagtailadmin_reports:aging_pages", (EDIT, PUBLISH)),
    central("wagtailsnippets:index", get()),
)
