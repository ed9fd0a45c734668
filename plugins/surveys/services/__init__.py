"""Writes of the surveys, by subject. Everything that changes a row goes through here."""

PERMISSION = "surveys_manage_surveys"
