"""Reads a formula into a tree, by the rules

either     = both { "or" both }
both       = negation { "and" negation }
negation   = "not" negation | comparison
comparison = sum [ ("<" | "<=" | ">" | ">=" | "=" | "<>") sum ]
sum        = product { ("+" | "-") product }
product    = signed { ("*" | "/") signed }
signed     = "-" signed | "+" signed | atom
atom       = number | name | name "(" either { "," either } ")" | "(" either ")"
"""

from collections.abc import Callable
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from .faults import FormulaError
from .functions import CHOICE, FUNCTIONS
from .lexing import Token, tokens
from .syntax import Binary, Call, Name, Node, Number, Unary

DEEPEST = 40
COMPARISONS = frozenset({"<", "<=", ">", ">=", "=", "<>"})
WORDS = frozenset({"and", "or", "not", CHOICE})
RESERVED = WORDS | FUNCTIONS.keys()
"""Nothing else may have these names."""


def parse(text: str) -> Node:
    """The tree of a formula. Raises `FormulaError`."""
    reader = _Reader(list(tokens(text)))
    tree = reader.either()
    reader.expect("")
    return tree


class _Reader:
    """Goes through the words, one rule of the grammar a method."""

    def __init__(self, words: list[Token]) -> None:
        self.words, self.at, self.depth = words, 0, 0

    @property
    def word(self) -> Token:
        """The next word."""
        return self.words[self.at]

    def take(self) -> Token:
        """The next word, passed over."""
        self.at += 1
        return self.words[self.at - 1]

    def expect(self, text: str) -> None:
        """Pass over this word or the end. Raises `FormulaError` when another one stands there."""
        if self.word.text != text or (not text and self.word.kind != "end"):
            raise FormulaError(
                _("Here “%(text)s” is missing.") % {"text": text}
                if text
                else _("Here the formula should end."),
                self.word.position,
            )
        self.at += 1

    def either(self) -> Node:
        self.depth += 1
        if self.depth > DEEPEST:
            raise FormulaError(_("The formula is nested too deeply."), self.word.position)
        tree = self.both()
        while self.word.text == "or":
            sign = self.take()
            tree = Binary("or", tree, self.both(), sign.position)
        self.depth -= 1
        return tree

    def both(self) -> Node:
        tree = self.negation()
        while self.word.text == "and":
            sign = self.take()
            tree = Binary("and", tree, self.negation(), sign.position)
        return tree

    def negation(self) -> Node:
        if self.word.text != "not":
            return self.comparison()
        return self.prefixed(self.negation)

    def prefixed(self, operand: Callable[[], Node]) -> Node:
        """A sign and what follows it."""
        sign = self.take()
        self.depth += 1
        if self.depth > DEEPEST:
            raise FormulaError(_("The formula is nested too deeply."), sign.position)
        tree = Unary(sign.text, operand(), sign.position)
        self.depth -= 1
        return tree

    def comparison(self) -> Node:
        tree = self.sum()
        if self.word.text not in COMPARISONS:
            return tree
        sign = self.take()
        return Binary(sign.text, tree, self.sum(), sign.position)

    def sum(self) -> Node:
        tree = self.product()
        while self.word.text in {"+", "-"}:
            sign = self.take()
            tree = Binary(sign.text, tree, self.product(), sign.position)
        return tree

    def product(self) -> Node:
        tree = self.signed()
        while self.word.text in {"*", "/"}:
            sign = self.take()
            tree = Binary(sign.text, tree, self.signed(), sign.position)
        return tree

    def signed(self) -> Node:
        return self.prefixed(self.signed) if self.word.text in {"-", "+"} else self.atom()

    def atom(self) -> Node:
        word = self.take()
        if word.kind == "number":
            return Number(Decimal(word.text), word.position)
        if word.text == "(":
            tree = self.either()
            self.expect(")")
            return tree
        if word.kind == "name" and self.word.text == "(":
            return self.call(word)
        if word.kind == "name" and word.text not in RESERVED:
            return Name(word.text, word.position)
        raise FormulaError(_("Here a number or a name is missing."), word.position)

    def call(self, name: Token) -> Node:
        """A function's values in brackets."""
        self.expect("(")
        arguments = [self.either()]
        while self.word.text == ",":
            self.take()
            arguments.append(self.either())
        self.expect(")")
        if name.text == CHOICE:
            known = len(arguments) == 3
        elif name.text in FUNCTIONS:
            known = FUNCTIONS[name.text].takes(len(arguments))
        else:
            raise FormulaError(
                _("There is no function “%(name)s”. There are: %(names)s.")
                % {"name": name.text, "names": ", ".join([CHOICE, *FUNCTIONS])},
                name.position,
            )
        if not known:
            raise FormulaError(
                _("The function “%(name)s” takes another number of values.") % {"name": name.text},
                name.position,
            )
        return Call(name.text, tuple(arguments), name.position)
