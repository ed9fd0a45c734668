"""What other plugins may ask of the interviews: `ask("interviews", subsite)`."""

from plugins.interviews.services.interviews import announce_interview, save_interview

__all__ = ["announce_interview", "save_interview"]
