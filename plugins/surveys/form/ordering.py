"""The order of options: each respondent's own where it is randomised, and the same each time they come back."""

from hashlib import sha256

from plugins.surveys.form.definition import Option, Question


def ordered_options(question: Question, seed: str) -> list[Option]:
    """The options in the order for this respondent; exclusive ones keep their place at the end."""
    if not question.randomised:
        return list(question.options)

    def place(option: Option) -> bytes:
        return sha256(f"{seed}|{question.code}|{option.code}".encode()).digest()

    free = sorted((option for option in question.options if not option.exclusive), key=place)
    return [*free, *(option for option in question.options if option.exclusive)]
