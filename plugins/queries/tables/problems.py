"""What can be wrong with an uploaded table, and the sentence that says so to its editor."""

import enum
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _


class Problem(enum.Enum):
    """A kind of fault; the value is the message, its placeholders are filled from the fault's details."""

    EMPTY_FILE = _("The file is empty.")
    TOO_LARGE = _("The file has %(size)s; at most %(limit)s are accepted.")
    TOO_MANY_ROWS = _("The file has more than %(limit)s rows.")
    TOO_MANY_COLUMNS = _("The file has more than %(limit)s columns.")
    TOO_MANY_CELLS = _("The file has more than %(limit)s cells.")
    UNKNOWN_FORMAT = _("This is neither a CSV file nor an XLSX workbook.")
    OLD_WORKBOOK = _("This is an old or encrypted workbook. Save it as XLSX without a password.")
    MACROS = _("The workbook contains macros. Save it as XLSX without macros.")
    UNPACKED_TOO_LARGE = _("The workbook would unpack to more than is accepted.")
    DAMAGED_WORKBOOK = _("The workbook is damaged and cannot be read.")
    NO_SHEET = _("The workbook has no visible sheet with content.")
    UNKNOWN_SHEET = _('The workbook has no sheet "%(sheet)s".')
    UNKNOWN_ENCODING = _("The text is neither UTF-8, UTF-16 nor GB18030.")
    DAMAGED_ENCODING = _("The text is UTF-8, but line %(line)s is damaged.")
    DAMAGED_QUOTES = _("Record %(row)s cannot be read; a quotation mark is missing or misplaced.")
    NO_HEADER = _("No row with column names was found.")
    EMPTY_NAME = _("Column %(position)s has no name.")
    DUPLICATE_NAME = _('The name "%(name)s" stands over columns %(first)s and %(position)s.')
    LONG_NAME = _("The name of column %(position)s is longer than %(limit)s characters.")
    NO_ROWS = _("There is no row below the column names.")
    WRONG_WIDTH = _("the row has %(cells)s cells, the header has %(columns)s")
    CELL_TOO_LONG = _("the cell has more than %(limit)s characters")
    CELL_ERROR = _('the cell holds the error "%(value)s"')
    CONTROL_CHARACTER = _("the cell holds a control character")
    NO_STORED_RESULT = _("the formula has no stored result; open the file, save it and upload it again")
    DIGITS_LOST = _(
        "the number %(value)s is too long for a numeric cell and has lost digits; format the column as text"
    )
    MERGED_CELLS = _("the cells %(range)s are merged; unmerge them and fill in every cell")
    MISSING_COLUMN = _('The column "%(name)s" is missing.')
    UNEXPECTED_COLUMN = _('The column "%(name)s" does not belong to this table.')
    NOT_INTEGER = _('"%(value)s" is not a whole number')
    NOT_DECIMAL = _('"%(value)s" is not a number')
    NOT_MONEY = _('"%(value)s" is not an amount of money')
    NOT_PERCENTAGE = _('"%(value)s" is not a percentage')
    NOT_DATE = _('"%(value)s" is not a date')
    NOT_DATETIME = _('"%(value)s" is not a date with a time')
    NOT_BOOLEAN = _('"%(value)s" is neither yes nor no')
    NOT_CODE = _('"%(value)s" is not a code')
    NOT_PHONE = _('"%(value)s" is not a telephone number')
    NOT_ID_NUMBER = _("the cell is not an identity number")
    WRONG_CHECKSUM = _("the identity number has a wrong check digit")

    def text(self, **details: Any) -> str:
        """The message in the current language."""
        message = gettext(self.value)
        return message % details if details else message


class TableError(Exception):
    """The file as a whole cannot be taken. Every reader raises this and nothing else, whatever the bytes."""

    def __init__(self, problem: Problem, **details: Any) -> None:
        super().__init__(problem, details)
        self.problem = problem
        self.details = details

    @property
    def message(self) -> str:
        """The message in the current language."""
        return self.problem.text(**self.details)

    def __str__(self) -> str:
        return self.message
