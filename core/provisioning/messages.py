"""Every fault that a county's files can have: its code and its text. docs/provisioning.md explains each."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

#: Faults of a file as such.
FILE_MESSAGES: dict[str, Promise] = {
    "file_missing": _("The file is missing. Add it, or make a template with build_county --example."),
    "file_unreadable": _("The file cannot be read: %(reason)s. Correct the folder's permissions."),
    "file_unknown": _("No file of this name is read. Rename it to one of: %(known)s."),
    "file_too_large": _(
        "The file is larger than %(megabytes)d MB. Split the county or remove what is not a table."
    ),
    "empty": _("The file is empty. The first line must name the columns: %(columns)s."),
    "nul": _("The line holds a NUL byte. The file is damaged or not a text file; save it again as CSV."),
    "encoding": _("The text is neither UTF-8 nor GB18030. Save the file as UTF-8."),
    "encoding_damaged": _("The line holds bytes that are no UTF-8, in a file that is. Type the text again."),
    "encoding_utf16": _("The file is UTF-16. Save it as UTF-8."),
    "control_character": _("The line holds the unreadable character %(character)s. Type the text again."),
    "column_missing": _("The column %(column)s is missing. Add it to the first line."),
    "column_unknown": _("The column %(column)s is unknown. Remove it, or use one of: %(known)s."),
    "column_similar": _("The column %(column)s is unknown. Did you mean %(similar)s?"),
    "column_twice": _("The column %(column)s stands there twice. Remove one."),
    "ragged": _(
        "The row has %(found)d cells, but the first line names %(expected)d columns. Check the commas."
    ),
    "quote_stray": _("A quotation mark stands inside a cell. Put the cell in quotation marks and double it."),
    "quote_open": _("A quotation mark is opened here and never closed. Close it."),
}

#: Faults of one cell.
CELL_MESSAGES: dict[str, Promise] = {
    "required": _("%(column)s is empty. Fill it in."),
    "too_long": _("%(column)s has %(found)d characters; at most %(allowed)d are kept. Shorten it."),
    "line_break": _("%(column)s holds a line break. Write it on one line."),
    "code": _("The code “%(value)s” may hold only letters, digits, dots, hyphens and underscores."),
    "slug": _("The slug “%(value)s” may hold only small letters, digits and single hyphens between them."),
    "slug_reserved": _("The slug “%(value)s” is used by the system itself. Choose another."),
    "slug_year": _("The slug “%(value)s” looks like a year, which is an address of its own. Choose another."),
    "hostname": _(
        "The host name “%(value)s” is not valid. Use letters, digits, hyphens and dots, as in a.example.cn."
    ),
    "hostname_upper": _("The host name “%(value)s” has capital letters. Write %(suggestion)s."),
    "hostname_international": _("The host name “%(value)s” is not written in ASCII. Write %(suggestion)s."),
    "hostname_port": _("The host name “%(value)s” must stand alone. Write %(suggestion)s."),
    "hostname_address": _("“%(value)s” is a network address. Give a host name."),
    "email": _("“%(value)s” is not an e-mail address."),
    "url": _("“%(value)s” is not a web address. It begins with https:// or http://."),
    "username": _("The username “%(value)s” may hold only letters, digits and the characters @ . + - _."),
    "choice": _("%(column)s is “%(value)s”. Use one of: %(known)s."),
    "site_id_code": _("The site identification code “%(value)s” must be 10 digits or letters."),
    "pinyin": _(
        "The pinyin “%(value)s” does not fit the name: one syllable for each of its %(expected)d characters."
    ),
}

#: Faults between rows and between files.
TABLE_MESSAGES: dict[str, Promise] = {
    "duplicate": _("The %(column)s “%(value)s” already stands in line %(line)d. Each may stand only once."),
    "parent_missing": _("The parent “%(value)s” is not in this file. Add its row or correct the code."),
    "parent_self": _("“%(value)s” is its own parent. Name another one."),
    "parent_cycle": _("The parents run in a circle: %(cycle)s. One of them must have another parent."),
    "parent_required": _("The %(kind)s “%(value)s” has no parent. Give the code of the county."),
    "parent_of_county": _("The county has no parent. Leave the cell empty."),
    "county_twice": _("There is already a county in line %(line)d. A folder describes one county."),
    "county_missing": _("No row is of the kind county. Add the county itself."),
    "hostname_required": _("An intranet answers only under a host name of its own. Give one."),
    "offices_column_missing": _(
        "The county needs a column with the slug %(slug)s and the kind offices. Add a row."
    ),
    "organisation_unknown": _("The organisation “%(value)s” is not in organisations.csv."),
    "person_differs": _(
        "The username “%(value)s” has another %(column)s in line %(line)d. Make both the same."
    ),
    "power_elsewhere": _("The role %(value)s is given on the county itself only. Correct the organisation."),
    "power_and_role": _(
        "“%(value)s” holds %(power)s in line %(line)d, and so cannot be %(role)s too. Give it to somebody else."
    ),
    "people_forbidden": _("Demonstration accounts cannot exist here. Remove the file people.csv."),
}

#: Faults against what is in the database already.
PRESENT_MESSAGES: dict[str, Promise] = {
    "kind_changed": _("“%(value)s” is a %(before)s already and cannot become a %(after)s. Use a new code."),
    "slug_taken": _("The address %(value)s is taken by another page. Choose another slug."),
    "value_taken": _("The %(column)s “%(value)s” belongs to %(owner)s already. Choose another."),
    "hostname_forbidden": _(
        "Policy allows this office no host name of its own. Empty the cell, or have the central administrator allow "
        "“%(value)s” first."
    ),
    "county_present": _(
        "The database holds the county %(value)s already. One installation serves one county."
    ),
}

MESSAGES: dict[str, Promise] = FILE_MESSAGES | CELL_MESSAGES | TABLE_MESSAGES | PRESENT_MESSAGES
