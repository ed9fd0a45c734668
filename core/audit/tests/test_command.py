"""`manage.py audit`, as an operator calls it."""

import io
import json
from base64 import b64decode, b64encode
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.core.management import CommandError, call_command

from core.access.actors import SYSTEM
from core.audit.models import AuditLeaf, AuditRecord
from core.audit.services import record
from core.audit.tests.tampering import leaf, run, unguarded, written
from core.audit.tree.merkle import EMPTY_ROOT, hash_leaf, verify_consistency, verify_inclusion
from core.audit.tree.proofs import root_at

pytestmark = pytest.mark.django_db
KEY = b64encode(b"k" * 32).decode()


@pytest.fixture(autouse=True)
def _key(settings: Any) -> None:
    settings.AUDIT_KEY = KEY
    settings.AUDIT_KEY_FILE = ""


def audit(*words: Any) -> str:
    out = io.StringIO()
    call_command("audit", *[str(word) for word in words], stdout=out)
    return out.getvalue()


def failing(*words: Any) -> tuple[str, str, int]:
    out = io.StringIO()
    with pytest.raises(CommandError) as raised:
        call_command("audit", *[str(word) for word in words], stdout=out)
    return out.getvalue(), str(raised.value), raised.value.returncode


def test_verify_says_what_it_verified() -> None:
    written(5)
    assert audit("verify") == f"已核验 5 条记录，其中 0 条已到期清除。根哈希为 {root_at(5).hex()}。\n"


def test_verify_names_each_record_and_ends_with_one() -> None:
    written(9)
    with unguarded():
        run("UPDATE core_audit_auditrecord SET action = 'test.undone' WHERE id = %s", leaf(3).record_id)
        run("DELETE FROM core_audit_auditrecord WHERE id = %s", leaf(7).record_id)
    out, error, code = failing("verify")
    first, second = out.splitlines()
    assert first.startswith("第 3 号记录被修改：action。")
    assert second == "第 7 号记录被删除，其在树中的位置仍在。"
    assert (error, code) == ("发现 2 处问题：审计记录不完整。", 1)


def test_heads_are_signed_kept_and_compared(tmp_path: Path) -> None:
    kept = tmp_path / "heads"
    written(3)
    first = audit("head", "--sign")
    record(action="test.done", by=SYSTEM)
    kept.write_text(f"{first}\n{audit('head', '--sign')}", encoding="utf-8")
    assert "2 个留存的树头核对一致。" in audit("verify", "--heads", kept)
    with unguarded():
        run("DELETE FROM core_audit_auditrecord WHERE id = %s", leaf(4).record_id)
        run("DELETE FROM core_audit_auditleaf WHERE sequence = 4")
    out, _error, code = failing("verify", "--heads", kept)
    assert out.splitlines()[0] == "第 4 号至第 4 号记录连同其在树中的位置被删除。"
    assert "留存的树头（4 条记录）无法核对" in out.splitlines()[1]
    assert (len(out.splitlines()), code) == (2, 1)


def test_a_head_can_be_checked_without_this_program() -> None:
    written(3)
    head = json.loads(audit("head", "--sign"))
    fields = {name: head[name] for name in ("origin", "root", "size", "time")}
    text = json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(head["key"]))
    public.verify(b64decode(head["signature"]), b"countywide audit head 1\n" + text.encode())
    assert (head["origin"], head["size"], head["root"]) == ("localhost", 3, root_at(3).hex())
    assert audit("key", "--public").strip() == head["key"]


def test_a_head_of_nothing_and_without_signature() -> None:
    head = json.loads(audit("head"))
    assert (head["size"], head["root"]) == (0, EMPTY_ROOT.hex())
    assert "signature" not in head


def test_a_head_that_waited_is_counted() -> None:
    record(action="test.done", by=SYSTEM)
    assert json.loads(audit("head"))["size"] == 1


def test_a_proof_can_be_checked_without_this_program() -> None:
    written(11)
    found = json.loads(audit("prove", 6))
    assert found["leaf"] == sha256(b"\0" + found["entry"].encode()).hexdigest()
    assert json.loads(found["entry"])["data"] == {"step": 6}
    path = [bytes.fromhex(each) for each in found["path"]]
    assert verify_inclusion(hash_leaf(found["entry"].encode()), 5, 11, path, root_at(11))
    earlier = json.loads(audit("prove", 6, "--size", 7))
    assert (earlier["size"], earlier["root"]) == (7, root_at(7).hex())


def test_a_proof_of_an_edited_record_does_not_hold() -> None:
    written(4)
    with unguarded():
        run("UPDATE core_audit_auditrecord SET action = 'test.undone' WHERE id = %s", leaf(2).record_id)
    assert failing("prove", 2)[1:] == ("证明不成立。请运行 `manage.py audit verify`。", 1)


def test_no_proof_of_what_is_not_there() -> None:
    written(2)
    assert failing("prove", 3)[1] == "共有 2 条记录的审计树中没有第 3 号记录。"
    assert failing("prove", 2, "--size", 1)[1] == "共有 1 条记录的审计树中没有第 2 号记录。"
    assert failing("consistency", 3)[1] == "第一棵树应当是较小的一棵，第二棵树不能大于现有的树。"
    assert failing("consistency", 1, 9)[1] == "第一棵树应当是较小的一棵，第二棵树不能大于现有的树。"


def test_one_tree_is_proved_the_beginning_of_another() -> None:
    written(13)
    found = json.loads(audit("consistency", 6, 11))
    path = [bytes.fromhex(each) for each in found["path"]]
    assert verify_consistency(6, 11, root_at(6), root_at(11), path)
    assert json.loads(audit("consistency", 13))["path"] == []


def test_a_damaged_tree_is_told() -> None:
    written(4)
    with unguarded():
        run("DELETE FROM core_audit_auditleaf WHERE sequence = 1")
    assert failing("prove", 2)[1] == "审计树缺少第 1–1 号位置。请运行 `manage.py audit verify`。"


def test_sealing_and_pruning_are_told() -> None:
    record(action="test.done", by=SYSTEM)
    assert audit("seal") == "已为 1 条记录编号入树。\n"
    assert audit("prune") == "决定：已清除 0 条记录。\n查阅个人信息：已清除 0 条记录。\n"
    assert AuditRecord.objects.count() == AuditLeaf.objects.count() == 1


def test_a_new_key_is_one_that_signs(settings: Any, tmp_path: Path) -> None:
    key = audit("key").strip()
    assert len(b64decode(key)) == 32
    assert key != audit("key").strip()
    secret = tmp_path / "key"
    secret.write_text(key + "\n", encoding="ascii")
    settings.AUDIT_KEY, settings.AUDIT_KEY_FILE = "", str(secret)
    head = json.loads(audit("head", "--sign"))
    assert head["key"] == audit("key", "--public").strip()


def test_without_a_key_nothing_is_signed_and_the_way_is_told(settings: Any, tmp_path: Path) -> None:
    settings.AUDIT_KEY = ""
    assert failing("head", "--sign")[1].startswith("没有可用于签名的密钥。")
    settings.AUDIT_KEY = "short"
    assert failing("head", "--sign")[1].startswith("审计密钥不是 32 字节的 base64 编码。")
    settings.AUDIT_KEY, settings.AUDIT_KEY_FILE = "", str(tmp_path / "none")
    assert failing("head", "--sign")[1] == f"无法读取审计密钥文件 {tmp_path / 'none'}。"


def test_a_public_key_is_enough_to_compare_heads(settings: Any, tmp_path: Path) -> None:
    written(2)
    kept = tmp_path / "heads"
    kept.write_text(audit("head", "--sign"), encoding="utf-8")
    public = audit("key", "--public").strip()
    settings.AUDIT_KEY = ""
    assert "1 个留存的树头核对一致。" in audit("verify", "--heads", kept, "--public-key", public)
    assert failing("verify", "--heads", kept)[1].startswith("没有可用于签名的密钥。")
    assert failing("verify", "--heads", kept, "--public-key", "xyz")[1] == "公钥应写成 64 位十六进制数字。"
    assert "不是用已知密钥签名的" in failing("verify", "--heads", kept, "--public-key", "00" * 32)[0]


def test_a_file_that_holds_no_heads_is_told(tmp_path: Path) -> None:
    kept = tmp_path / "heads"
    for line in (
        "not json",
        "[]",
        '{"size": -1}',
        '{"origin":"x","size":1,"root":"00","time":"2026-01-01T00:00:00Z"}',
    ):
        kept.write_text(line, encoding="utf-8")
        assert failing("verify", "--heads", kept)[1] == f"{kept}：这一行不是已签名的树头：{line}"
    assert failing("verify", "--heads", tmp_path / "none")[1] == f"无法读取 {tmp_path / 'none'}。"


def test_verifying_does_not_pay_for_the_checks_of_the_system() -> None:
    from core.audit.management.commands.audit import Command

    assert Command.requires_system_checks == []
