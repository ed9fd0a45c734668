"""Makes the migrated database of this folder the template of the tests in a repository: `seed.py REPOSITORY`.

pytest would make the same one itself, from nothing; that takes half a minute.
"""

import sys
from pathlib import Path

import django

django.setup()

from django.conf import settings
from django.core.management import call_command

from core.testing.database_engines import copy, template_key

call_command("migrate", verbosity=0)
call_command("createcachetable", verbosity=0)
folder = Path(sys.argv[1]) / ".pytest_cache" / "d" / "databases"
folder.mkdir(parents=True)
copy(settings.DATABASES["default"]["NAME"], folder / f"{template_key()}.sqlite3")
