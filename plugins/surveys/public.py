"""What other plugins may ask of the surveys: `ask("surveys", subsite)`."""

from plugins.surveys.services.surveys import create_survey, publish_survey

__all__ = ["create_survey", "publish_survey"]
