"""The files of a county: which there are and which columns each has."""

from dataclasses import dataclass

ORGANISATIONS_FILE = "organisations.csv"
SETTINGS_FILE = "settings.csv"
PEOPLE_FILE = "people.csv"


@dataclass(frozen=True, slots=True)
class Format:
    """The columns that a file must have, in their usual order, and those that it may have besides."""

    required: tuple[str, ...]
    optional: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns, the required ones first."""
        return self.required + self.optional


ORGANISATIONS = Format(
    required=(
        "code",
        "name",
        "name_en",
        "slug",
        "kind",
        "parent",
        "hostname",
        "profile",
        "address",
        "phone",
    ),
    optional=("pinyin",),
)
COLUMNS = Format(
    required=("slug", "title", "title_en", "parent", "kind", "description", "keywords", "menu"),
)
SETTINGS = Format(
    required=("organisation",),
    optional=(
        "site_id_code",
        "icp_number",
        "police_number",
        "sponsor",
        "contact_phone",
        "contact_email",
        "contact_address",
        "report_error_url",
        "tagline",
    ),
)
PEOPLE = Format(required=("username", "name", "email", "organisation", "role"))


def columns_file(profile: str) -> str:
    """The name of a folder's own blueprint of columns for a profile."""
    return f"columns-{profile}.csv"


def format_of(file: str) -> Format | None:
    """The format of a file by its name, or None for a file that is not one of a county's."""
    if file.startswith("columns-") or file == "columns.csv":
        return COLUMNS
    return {ORGANISATIONS_FILE: ORGANISATIONS, SETTINGS_FILE: SETTINGS, PEOPLE_FILE: PEOPLE}.get(file)
