"""Questions in the language of SQLite's full-text tables (FTS5)."""

from core.search.tokens import Sequence

from .questions import AllOf, AnyOf, NoneOf, Question


def match_text(question: Question) -> tuple[bool, str]:
    """The question in FTS5's language, and whether it is what must *not* match.

    FTS5 knows NOT only between two operands, so a negation moves outwards until it has a first one.
    """
    match question:
        case Sequence():
            # Tokens are letters and digits only: nothing in them can end the string.
            return False, f'"{" ".join(question.tokens)}"{" *" if question.open_end else ""}'
        case NoneOf():
            negated, text = match_text(question.part)
            return not negated, text
        case AllOf():
            wanted, unwanted = _sides(question.parts)
            if not wanted:
                return True, _group("OR", unwanted)
            return False, _but_not(_group("AND", wanted), unwanted)
        case AnyOf():
            wanted, unwanted = _sides(question.parts)
            if not unwanted:
                return False, _group("OR", wanted)
            return True, _but_not(_group("AND", unwanted), wanted)
    raise TypeError(f"Not a question: {question!r}")


def _sides(parts: tuple[Question, ...]) -> tuple[list[str], list[str]]:
    rendered = [match_text(part) for part in parts]
    return [text for negated, text in rendered if not negated], [
        text for negated, text in rendered if negated
    ]


def _group(connector: str, texts: list[str]) -> str:
    return texts[0] if len(texts) == 1 else f"({f' {connector} '.join(texts)})"


def _but_not(text: str, unwanted: list[str]) -> str:
    return f"({text} NOT {_group('OR', unwanted)})" if unwanted else text
