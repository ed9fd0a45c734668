"""Writes of the interviews, by subject. Everything that changes a row goes through here."""

PERMISSION = "interviews_manage_interviews"
ANSWERING = "interviews_answer_questions"
KIND = "interviews.interview"
