"""Fills an office with marked facts of every kind."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import PIL.Image
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.utils import timezone
from PIL.PngImagePlugin import PngInfo
from wagtail.admin.models import EditingSession
from wagtail.contrib.redirects.models import Redirect
from wagtail.log_actions import log
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    Comment,
    CommentReply,
    GroupApprovalTask,
    Locale,
    Page,
    PageViewRestriction,
    UploadedFile,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from core.access.actors import SYSTEM
from core.access.roles import Role
from core.access.services import assign_role
from core.accounts.models import User
from core.audit.services import record
from core.media.models import Attachment, Picture
from core.members.services import invite
from core.pages.models import ArticlePage
from core.plugin_api import enable_plugin, installed_plugins
from core.plugin_host.models import TaskRun
from core.redirects.models import OfficeRedirect
from core.review.services import set_rule, submit_page
from core.tenancy.models import Subsite, SubsiteSettings
from core.testing.county import make_column

from .holdings import Holdings
from .marks import COMMON_WORD, mark
from .plugin_rows import Marked, make_rows, mark_rows


def person(username: str, name: str, email: str = "") -> User:
    """An account that nobody signs in to with a password."""
    account = User(username=username, name=name, email=email or f"{username}@example.org")
    account.set_unusable_password()
    account.save()
    return account


def png(word: str) -> bytes:
    """A small picture with a word in it."""
    out, info = BytesIO(), PngInfo()
    info.add_text("Comment", word)
    PIL.Image.new("RGB", (40, 30), "steelblue").save(out, "PNG", pnginfo=info)
    return out.getvalue()


class Furnisher:
    """Fills one office. `letter` is a, b or c."""

    def __init__(self, letter: str, subsite: Subsite, moved: User | None = None) -> None:
        self.letter = letter
        self.subsite = subsite
        self.has = Holdings()
        self.home = subsite.root_page.specific
        self.staff = person(
            f"{self.word('username')}", self.text("personname"), f"{self.word('email')}@example.org"
        )
        assign_role(user=self.staff, role=Role.MANAGER, subsite=subsite, by=SYSTEM)
        self.has |= {"person": str(self.staff.pk), "username": self.staff.username}
        self.writer = moved or self.staff

    def word(self, fact: str) -> str:
        return mark(self.letter, fact)

    def text(self, fact: str) -> str:
        return f"{self.word(fact)} {COMMON_WORD}"

    def furnish(self) -> Holdings:
        """Everything an office has."""
        self.has |= {
            "subsite": str(self.subsite.pk),
            "slug": self.subsite.organisation.slug,
            "host": self.subsite.hostname or "",
            "home": str(self.home.pk),
            "collection": str(self.subsite.collection_id),
        }
        self.plugins()
        self.media()
        self.pages()
        self.lines()
        self.translations()
        self.workflow()
        self.submission()
        self.odds()
        self.people()
        return self.has

    def article(self, fact: str, parent: Page, **values: Any) -> ArticlePage:
        page = ArticlePage(
            title=self.text(f"{fact}title"), slug=self.word(f"{fact}slug"), locale=parent.locale,
            owner=self.writer, summary=self.text(f"{fact}summary"), **values,
        )  # fmt: skip
        page.body = [("paragraph", f"<p>{self.text(f'{fact}body')}</p>")]
        parent.add_child(instance=page)
        revision = page.save_revision(user=self.writer, log_action=True)
        self.has[fact], self.has[f"{fact}_revision"] = str(page.pk), str(revision.pk)
        return page

    def pages(self) -> None:
        now = timezone.now()
        published = {"live": True, "first_published_at": now, "last_published_at": now}
        self.column = make_column(self.home, self.word("opencolumnslug"), self.text("opencolumn"))
        self.has["column"] = str(self.column.pk)
        closed = make_column(self.home, self.word("closedcolumnslug"), self.text("closedcolumn"), live=False)
        self.has["closed_column"] = str(closed.pk)
        guarded = make_column(self.home, self.word("guardedcolumnslug"), self.text("guardedcolumn"))
        PageViewRestriction.objects.create(page=guarded, restriction_type=PageViewRestriction.LOGIN)
        self.live = self.article("open", self.column, lead_picture=self.picture, **published)
        self.has["address"] = self.live.url_path
        self.draft = self.article("draft", self.column, live=False, lead_picture=self.private_picture)
        changed = self.article("openchanged", self.column, **published)
        changed.title = self.text("changedtitle")
        changed.save_revision(user=self.staff, log_action=True)
        self.has["changed"] = str(changed.pk)
        self.private = self.article("private", self.column, **published)
        self.has["restriction"] = str(
            PageViewRestriction.objects.create(
                page=self.private,
                restriction_type=PageViewRestriction.PASSWORD,
                password=self.word("password"),
            ).pk
        )
        self.has["private_address"] = self.private.url_path
        login = self.article("login", self.column, **published)
        PageViewRestriction.objects.create(page=login, restriction_type=PageViewRestriction.LOGIN)
        scheduled = self.article("scheduled", self.column, live=False)
        scheduled.go_live_at = now + timedelta(days=9)
        scheduled.save_revision(user=self.staff, approved_go_live_at=scheduled.go_live_at, log_action=True)
        self.has["scheduled_revision"] = str(scheduled.scheduled_revision.pk)
        locked = self.article("locked", self.column, live=False)
        ArticlePage.objects.filter(pk=locked.pk).update(locked=True, locked_by=self.writer, locked_at=now)
        self.article("deleted", self.column, live=False).delete(user=self.writer)
        self.commented()
        alias = self.draft.create_alias(
            parent=self.column, update_slug=self.word("aliasslug"), user=self.staff
        )
        self.has["alias"] = str(alias.pk)

    def commented(self) -> None:
        comment = Comment.objects.create(
            page=self.draft, user=self.writer, text=self.text("comment"), contentpath="title"
        )
        CommentReply.objects.create(comment=comment, user=self.staff, text=self.text("reply"))
        self.has["comment"] = str(comment.pk)

    def media(self) -> None:
        top = self.subsite.collection
        closed = top.add_child(name=self.text("collection"))
        self.has["closed_collection"] = str(closed.pk)
        restriction = CollectionViewRestriction.objects.create(
            collection=closed,
            restriction_type=CollectionViewRestriction.PASSWORD,
            password=self.word("password"),
        )
        self.has["collection_restriction"] = str(restriction.pk)
        self.picture = self.make_picture("openpicture", top, "picture")
        self.private_picture = self.make_picture("privatepicture", closed)
        self.has["private_file"] = self.private_picture.file.name
        self.has["guessed_file"] = f"original_images/{self.word('openpicturefile')}.png"
        self.document = self.make_document("document", top)
        private = self.make_document("privatedocument", closed)
        self.has["private_document_name"] = private.filename
        uploaded = UploadedFile(for_content_type=None, uploaded_by_user=self.staff)
        uploaded.file.save(f"{self.word('upload')}.png", ContentFile(png(self.word("upload"))))
        self.has["upload"] = str(uploaded.pk)

    def make_picture(self, fact: str, collection: Collection, kind: str = "") -> Picture:
        content = png(self.word(f"{fact}bytes"))
        picture = Picture.objects.create(
            title=self.text(f"{fact}title"), credit=self.text(f"{fact}credit"), collection=collection, width=40,
            height=30, uploaded_by_user=self.staff,
            file=ImageFile(BytesIO(content), name=f"{self.word(f'{fact}file')}.png"),
        )  # fmt: skip
        picture.tags.add(self.word(f"{fact}tag"))
        self.has[kind or fact] = str(picture.pk)
        return picture

    def make_document(self, fact: str, collection: Collection) -> Attachment:
        document = Attachment.objects.create(
            title=self.text(f"{fact}title"), collection=collection, uploaded_by_user=self.staff,
            file=ContentFile(
                self.word(f"{fact}bytes").encode(), name=f"{self.word(f'{fact}file')}.txt"
            ),
        )  # fmt: skip
        document.tags.add(self.word(f"{fact}tag"))
        self.has[fact] = str(document.pk)
        return document

    def lines(self) -> None:
        """Redirects, records, settings."""
        redirect = Redirect.objects.create(
            old_path=f"/{self.word('redirectfrom')}", redirect_page=self.draft, is_permanent=False
        )
        self.has["redirect"] = str(redirect.pk)
        own = OfficeRedirect.objects.create(
            subsite=self.subsite, old_address=self.word("officeredirect"), page=self.draft.page_ptr
        )
        self.has["office_redirect"] = str(own.pk)
        decision = record(
            action="page.handled", by=self.staff, subsite=self.subsite, target=self.draft,
            data={"note": self.text("audit")},
        )  # fmt: skip
        self.has["record"] = str(decision.pk)
        log(
            self.draft,
            "wagtail.rename",
            user=self.staff,
            data={"title": {"old": self.text("logold"), "new": ""}},
        )
        SubsiteSettings.objects.filter(subsite=self.subsite).update(tagline=self.text("opentagline"))

    def translations(self) -> None:
        english = Locale.objects.get(language_code="en")
        parent = self.column.copy_for_translation(english, copy_parents=True)
        parent.save_revision(user=self.staff).publish(user=self.staff)
        source, _created = TranslationSource.update_or_create_from_instance(self.draft)
        translation = Translation.objects.create(source=source, target_locale=english)
        segment = StringSegment.objects.filter(source=source).first()
        StringTranslation.objects.create(
            translation_of=segment.string, locale=english, context=segment.context,
            data=self.text("stringtranslation"), last_translated_by=self.staff,
        )  # fmt: skip
        translation.save_target(user=self.staff, publish=False)
        self.has |= {
            "source": str(source.pk),
            "translation": str(translation.pk),
            "translation_uuid": str(translation.uuid),
            "segment": str(segment.pk),
            "overridable": str(source.overridablesegment_set.values_list("pk", flat=True).first() or 0),
            "translated": str(self.draft.get_translation(english).pk),
        }

    def workflow(self) -> None:
        waiting = self.article("review", self.column, live=False)
        workflow = Workflow.objects.create(name=self.text("workflow"))
        task = GroupApprovalTask.objects.create(name=self.text("task"))
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
        WorkflowPage.objects.create(workflow=workflow, page=self.column)
        state = workflow.start(waiting, self.staff)
        self.has |= {
            "workflow": str(workflow.pk),
            "task": str(task.pk),
            "state": str(state.pk),
            "task_state": str(state.current_task_state.pk),
        }

    def submission(self) -> None:
        """A page that waits in the review chain, in a column of its own."""
        column = make_column(self.home, self.word("openreviewcolumnslug"), self.text("openreviewcolumn"))
        set_rule(
            by=SYSTEM,
            subsite=self.subsite,
            column=column,
            review_hours=24,
            secrecy_hours=24,
            approval_hours=48,
        )
        page = self.article("submitted", column, live=False)
        review = submit_page(page=page, by=self.writer)
        self.has |= {"submission": str(review.pk), "step": str(review.waiting_for)}

    def odds(self) -> None:
        session = EditingSession.objects.create(
            user=self.staff, content_object=self.draft, last_seen_at=timezone.now(), is_editing=True
        )
        self.has["session"] = str(session.pk)
        TaskRun.objects.create(subsite=self.subsite, task=self.word("taskrun"), started_at=timezone.now())

    def people(self) -> None:
        invitation = invite(
            identifier=self.word("invited"), role=Role.CONTRIBUTOR, subsite=self.subsite, by=self.staff
        )
        self.has["invitation"] = str(invitation.pk)

    def plugins(self) -> None:
        marked: list[Marked] = []
        for config in installed_plugins():
            enable_plugin(subsite=self.subsite, slug=config.slug, by=SYSTEM)
            keys, rows = make_rows(config, self.subsite, self.staff, self.text)
            self.has |= keys
            marked += rows
        mark_rows(marked)
