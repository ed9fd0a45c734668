"""`manage.py audit verify|head|prove|consistency|seal|prune|key`: the record of decisions, on the command line."""

import argparse
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from core.access.actors import SYSTEM
from core.audit.models import AuditHead, AuditLeaf, AuditRecord
from core.audit.retention import erase_expired
from core.audit.tree.canonical import leaf_hash, serialise
from core.audit.tree.heads import (
    Head,
    KeyProblem,
    NotAHead,
    new_key,
    present_head,
    private_key,
    public_key,
    read_heads,
    signed,
)
from core.audit.tree.proofs import TreeDamaged, prove_consistency, prove_inclusion
from core.audit.tree.sealing import seal
from core.audit.tree.verifying import Verification


class Command(BaseCommand):
    """Each action is a method of its name."""

    requires_system_checks: list[str] = []  # verifying must not pay for them
    help = "Verify, prove and keep the audit record. See docs/audit.md."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True)
        verify = actions.add_parser("verify", help="check every record; ends with 1 when anything is wrong")
        verify.add_argument(
            "--heads", nargs="+", type=Path, default=[], metavar="FILE", help="signed heads kept elsewhere"
        )
        verify.add_argument(
            "--public-key",
            nargs="+",
            default=[],
            metavar="HEX",
            help="keys that may have signed them, besides ours",
        )
        head = actions.add_parser("head", help="print the head of the tree, to be kept elsewhere")
        head.add_argument("--sign", action="store_true", help="sign it")
        prove = actions.add_parser("prove", help="print the proof that a record is in the tree")
        prove.add_argument("number", type=int)
        prove.add_argument("--size", type=int, help="of an earlier tree")
        consistency = actions.add_parser(
            "consistency", help="print the proof that one tree is the beginning of another"
        )
        consistency.add_argument("first", type=int)
        consistency.add_argument("second", type=int, nargs="?", help="the present size when left out")
        actions.add_parser("seal", help="give waiting records their numbers")
        actions.add_parser("prune", help="erase records whose time is over; their hashes stay")
        key = actions.add_parser("key", help="print a new key to sign with")
        key.add_argument("--public", action="store_true", help="print the public half of the present one")

    def handle(self, *args: Any, action: str, **options: Any) -> None:
        actions: dict[str, Callable[..., None]] = {
            "verify": self._verify,
            "head": self._head,
            "prove": self._prove,
            "consistency": self._consistency,
            "seal": self._seal,
            "prune": self._prune,
            "key": self._key,
        }
        try:
            actions[action](**options)
        except KeyProblem as problem:
            raise CommandError(str(problem)) from problem
        except TreeDamaged as damaged:
            raise CommandError(
                _("The tree lacks places %(range)s. Run `manage.py audit verify`.") % {"range": damaged}
            ) from damaged

    def _verify(self, *, heads: list[Path], public_key: list[str], verbosity: int, **_options: Any) -> None:
        kept = [head for path in heads for head in _heads_of(path)]
        count = 0
        with _progress(quiet=verbosity == 0) as tell:
            run = Verification(heads=kept, keys=_keys(public_key) if kept else (), progress=tell)
            for finding in run.findings():
                count += 1
                self.stdout.write(str(finding))
        if count:
            raise CommandError(
                ngettext(
                    "%(count)s finding: the record is not whole.",
                    "%(count)s findings: the record is not whole.",
                    count,
                )
                % {"count": count}
            )
        self.stdout.write(
            _("%(size)s records verified, %(erased)s of them erased at the end of their time. Root %(root)s.")
            % {"size": run.size, "erased": run.erased, "root": run.root.hex()}
        )
        if kept:
            self.stdout.write(
                ngettext("%(count)s kept head confirmed.", "%(count)s kept heads confirmed.", len(kept))
                % {"count": len(kept)}
            )

    def _head(self, *, sign: bool, **_options: Any) -> None:
        seal()
        head = present_head()
        self.stdout.write((signed(head, private_key()) if sign else head).to_line())

    def _prove(self, *, number: int, size: int | None, **_options: Any) -> None:
        try:
            proof = prove_inclusion(number, size)
        except ValueError as error:
            raise CommandError(
                _("There is no record %(number)s in a tree of %(size)s.")
                % {"number": number, "size": size if size is not None else AuditHead.objects.get(pk=1).size}
            ) from error
        found = AuditRecord.objects.filter(pk=AuditLeaf.objects.get(pk=number).record_id).first()
        entry = serialise(found).decode() if found is not None else None
        self.stdout.write(json.dumps({**proof.as_json(), "entry": entry}, ensure_ascii=False, indent=2))
        if not proof.holds(leaf_hash(found) if found is not None else None):
            raise CommandError(_("The proof does not hold. Run `manage.py audit verify`."))

    def _consistency(self, *, first: int, second: int | None, **_options: Any) -> None:
        try:
            proof = prove_consistency(first, second)
        except ValueError as error:
            raise CommandError(
                _("The first tree has to be the smaller one, and the second can't be larger than ours.")
            ) from error
        self.stdout.write(json.dumps(proof.as_json(), indent=2))
        if not proof.holds():
            raise CommandError(_("The proof does not hold. Run `manage.py audit verify`."))

    def _seal(self, **_options: Any) -> None:
        count = seal()
        self.stdout.write(
            ngettext("%(count)s record sealed.", "%(count)s records sealed.", count) % {"count": count}
        )

    def _prune(self, **_options: Any) -> None:
        for category, count in erase_expired(by=SYSTEM).items():
            self.stdout.write(
                ngettext(
                    "%(category)s: %(count)s record erased.", "%(category)s: %(count)s records erased.", count
                )
                % {"category": category.label, "count": count}
            )

    def _key(self, *, public: bool, **_options: Any) -> None:
        self.stdout.write(public_key().hex() if public else new_key())


def _heads_of(path: Path) -> Iterator[Head]:
    try:
        yield from read_heads(path)
    except NotAHead as error:
        raise CommandError(
            _("%(path)s: this is no signed head: %(line)s") % {"path": path, "line": error}
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(_("%(path)s can't be read.") % {"path": path}) from error


def _keys(given: list[str]) -> list[bytes]:
    """The keys whose heads are believed: those given, else our own. Raises CommandError, KeyProblem."""
    try:
        keys = [bytes.fromhex(each) for each in given]
    except ValueError as error:
        raise CommandError(_("A public key is written as 64 hexadecimal digits.")) from error
    try:
        return [*keys, public_key()]
    except KeyProblem:
        if not keys:
            raise
        return keys


@contextmanager
def _progress(*, quiet: bool) -> Iterator[Callable[[int, int], None]]:
    """A bar on the error stream, when that is a terminal."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, disable=quiet or not console.is_terminal) as bar:
        task = bar.add_task(_("Verifying"), total=None)
        yield lambda done, size: bar.update(task, completed=done, total=size)
