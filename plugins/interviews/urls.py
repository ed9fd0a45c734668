"""Addresses below `-/interviews/` of every subsite where the plugin is on."""

from django.urls import path

from plugins.interviews import asking, views

app_name = "interviews"
urlpatterns = [
    path("", views.index, name="index"),
    path("question/", asking.find_question, name="question"),
    path("<slug:slug>/", views.interview, name="interview"),
    path("<slug:slug>/ask/", asking.ask, name="ask"),
    path("<slug:slug>/stream/", views.stream, name="stream"),
    path("<slug:slug>/subtitles/", views.subtitles, name="subtitles"),
]
