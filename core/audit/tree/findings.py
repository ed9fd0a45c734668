"""What a verification can find, in words."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


class Kind(StrEnum):
    """What happened to the record."""

    EDITED = "edited"
    DELETED = "deleted"
    INSERTED = "inserted"
    REWRITTEN = "rewritten"
    TREE = "tree"
    HEAD = "head"
    ERASURE = "erasure"
    UNGUARDED = "unguarded"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it has to be. `first` and `last` are numbers of records; 0 when it is about none."""

    kind: Kind
    first: int
    last: int
    words: str

    def __str__(self) -> str:
        return self.words


def edited(sequence: int, fields: list[str], kept: bytes, found: bytes) -> Finding:
    """The record is not what its leaf says."""
    what = ", ".join(fields) if fields else _("it can't be told which field")
    words = _("Record %(sequence)s was edited: %(fields)s. Hash in the tree %(kept)s, of the record %(found)s.") % {
        "sequence": sequence, "fields": what, "kept": kept.hex(), "found": found.hex(),
    }  # fmt: skip
    return Finding(Kind.EDITED, sequence, sequence, words)


def search_text_edited(sequence: int) -> Finding:
    """Only what the search looks at was changed, to hide the record."""
    words = _("Record %(sequence)s was edited: the search would not find it by its own words.")
    return Finding(Kind.EDITED, sequence, sequence, words % {"sequence": sequence})


def deleted(first: int, last: int, *, with_leaf: bool) -> Finding:
    """Records are gone that nobody erased at the end of their time."""
    if with_leaf:
        words = ngettext(
            "Record %(first)s was deleted, and its place in the tree with it.",
            "Records %(first)s to %(last)s were deleted, and their places in the tree with them.",
            last - first + 1,
        )
    else:
        words = _("Record %(first)s was deleted; its place in the tree is still there.")
    return Finding(Kind.DELETED, first, last, words % {"first": first, "last": last})


def cut_off(size: int, claimed: int, when: str) -> Finding:
    """A kept head tells of more records than there are."""
    words = _(
        "Records %(first)s to %(last)s were deleted: the head kept from %(when)s tells of %(last)s records, "
        "the tree has %(size)s."
    ) % {"first": size + 1, "last": claimed, "when": when, "size": size}
    return Finding(Kind.DELETED, size + 1, claimed, words)


def inserted(record_id: int) -> Finding:
    """A record without a place in the tree."""
    words = _("A record was inserted past the program: row %(row)s has no place in the tree.")
    return Finding(Kind.INSERTED, 0, 0, words % {"row": record_id})


def leaves_inserted(first: int, last: int) -> Finding:
    """Places beyond the head."""
    words = _(
        "Records %(first)s to %(last)s were inserted past the program: the head of the tree does not reach them."
    )
    return Finding(Kind.INSERTED, first, last, words % {"first": first, "last": last})


def rewritten(sequence: int, fields: list[str]) -> Finding:
    """Record and leaf agree, but not with the chain."""
    words = _(
        "Record %(sequence)s was re-written with its hash: the chain from record %(before)s does not lead to it."
    )
    said = words % {"sequence": sequence, "before": sequence - 1}
    if fields:
        said += " " + _("What differs: %(fields)s.") % {"fields": ", ".join(fields)}
    return Finding(Kind.REWRITTEN, sequence, sequence, said)


def rewritten_between(first: int, last: int, when: str) -> Finding:
    """The tree does not lead to a kept head."""
    words = _(
        "Something between record %(first)s and record %(last)s was re-written, the tree with it: it does not lead to "
        "the head kept from %(when)s."
    ) % {"first": first, "last": last, "when": when}
    return Finding(Kind.REWRITTEN, first, last, words)


def nodes_differ(sequence: int) -> Finding:
    """A stored subtree is not what its leaves give."""
    words = _(
        "The tree does not fit its records at number %(sequence)s: its stored nodes are not what they give."
    )
    return Finding(Kind.TREE, sequence, sequence, words % {"sequence": sequence})


def head_differs(size: int) -> Finding:
    """The head row is not what the leaves give."""
    words = _("The head of the tree is not what its %(size)s records give.")
    return Finding(Kind.TREE, size, size, words % {"size": size})


def not_placed(reason: str) -> Finding:
    """Sealing failed."""
    words = _("Waiting records can't get their places in the tree: %(reason)s")
    return Finding(Kind.TREE, 0, 0, words % {"reason": reason})


def head_not_trusted(size: int, when: str) -> Finding:
    """A kept head with a signature of somebody else."""
    words = _("The head of %(size)s records kept from %(when)s is not signed with a known key.")
    return Finding(Kind.HEAD, size, size, words % {"size": size, "when": when})


def head_not_confirmed(size: int, when: str) -> Finding:
    """A kept head that a gap keeps from being compared."""
    words = _(
        "The head of %(size)s records kept from %(when)s can't be compared: places before it are missing."
    )
    return Finding(Kind.HEAD, size, size, words % {"size": size, "when": when})


def erasure_differs(record_id: int) -> Finding:
    """What is erased is not what the record of the erasure says."""
    words = _("More or other records are erased than the erasure in row %(row)s tells of.")
    return Finding(Kind.ERASURE, 0, 0, words % {"row": record_id})


def erased_early(record_id: int) -> Finding:
    """What is erased was younger than the erasure says, or than law lets be erased."""
    words = _("The erasure in row %(row)s took records before their time was over.")
    return Finding(Kind.ERASURE, 0, 0, words % {"row": record_id})


def unguarded(name: str) -> Finding:
    """A trigger is gone."""
    words = _("The database no longer refuses changes: %(name)s is missing or was replaced.")
    return Finding(Kind.UNGUARDED, 0, 0, words % {"name": name})
