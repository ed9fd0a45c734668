"""Surveys that an office builds itself."""

KIND = "surveys.survey"
"""A survey, to the review chain."""
TEXTS_KIND = "surveys.texts"
"""A decision which texts of answers citizens see, to the review chain."""
