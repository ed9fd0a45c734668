"""Attachments and pictures of a public article change with it, through the chain, and are free everywhere else."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse

from core.media.models import Attachment
from core.pages.models import ArticleAttachment, ArticlePage
from core.review.models import Publication
from core.review.origin import importing
from core.review.services import submit_page
from core.review.verification import Finding, verify

from .conftest import Chain
from .stage import Stage, picture_file, stage_for, text_file


@pytest.fixture
def stage(chain: Chain) -> Stage:
    return stage_for(chain)


def shown(stage: Stage) -> Attachment:
    found: Attachment = stage.public.attachments.get().document
    return found


def finding(stage: Stage) -> Finding:
    in_force = Publication.objects.get(page_number=stage.public.pk, ended_at__isnull=True)
    found = verify(in_force.code)
    assert found is not None
    return found.finding


def test_through_the_chain_an_attachment_is_replaced(stage: Stage) -> None:
    other = Attachment.objects.create(title="新附件", file=text_file("新的", "new.txt"))
    page = ArticlePage.objects.get(pk=stage.public.pk)
    page.attachments.set([ArticleAttachment(document=other)])
    page.save_revision(user=stage.chain.contributor)
    stage.chain.clear(submit_page(page=page, by=stage.chain.contributor, note="换了附件"))
    assert [row.document for row in ArticleAttachment.objects.filter(article=page)] == [other]
    assert finding(stage) == Finding.SAME
    assert Publication.objects.get(page_number=page.pk, ended_at__isnull=True).correction == "换了附件"


def test_a_row_taken_out_and_put_in_again_passes_with_its_page(stage: Stage) -> None:
    page = ArticlePage.objects.get(pk=stage.public.pk)
    page.attachments.set([ArticleAttachment(document=shown(stage))])
    page.save_revision(user=stage.chain.contributor)
    stage.chain.clear(submit_page(page=page, by=stage.chain.contributor, note="重新整理"))
    assert ArticleAttachment.objects.filter(article=page).count() == 1
    assert finding(stage) == Finding.SAME


def test_the_edit_screen_says_what_to_do_and_keeps_what_was_typed(stage: Stage) -> None:
    file = shown(stage)
    address = reverse("wagtaildocs:edit", args=[file.pk])
    data = {"title": "改过的", "file": text_file("二", "two.txt"), "tags": "", "collection": stage.collection}
    answer = stage.client(stage.chain.manager).post(address, data)
    assert answer.status_code == 200
    assert sorted(answer.context["form"].errors) == ["file", "title"]
    assert "该文件已用于公开页面《已经公开的》" in answer.content.decode()
    assert answer.context["form"]["title"].value() == "改过的"
    file.refresh_from_db()
    assert (file.title, file.file.read().decode()) == ("附件", "一")
    assert finding(stage) == Finding.SAME


def test_what_no_public_page_shows_is_free(stage: Stage) -> None:
    file = Attachment.objects.create(title="别的", file=text_file("一"), collection_id=stage.collection)
    draft = ArticlePage.objects.get(pk=stage.draft.pk)
    row = ArticleAttachment.objects.create(article=draft, document=file)
    file.file, file.title = text_file("二"), "改过的"
    file.save()
    row.title = "改过的"
    row.save()
    row.delete()
    file.delete()
    assert not Attachment.objects.filter(title="改过的").exists()


def test_a_picture_keeps_its_file_but_not_its_words(stage: Stage) -> None:
    picture = stage.public.lead_picture
    picture.credit = "县融媒体中心"
    picture.save()
    picture.file = picture_file()
    with pytest.raises(PermissionDenied, match="stands on the public page"), transaction.atomic():
        picture.save()
    with pytest.raises(PermissionDenied, match="Take it off that page first"), transaction.atomic():
        picture.delete()
    assert finding(stage) == Finding.SAME


def test_saving_a_row_as_it_is_changes_nothing_and_an_import_may(stage: Stage) -> None:
    row = ArticleAttachment.objects.get(article=stage.public)
    row.save()
    row.title = "改过的"
    with pytest.raises(PermissionDenied, match="Change its attachments in a draft"):
        row.save()
    with importing("a test"):
        row.save()
    assert finding(stage) == Finding.CHANGED
