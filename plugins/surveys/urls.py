"""Addresses below `-/surveys/` of every subsite where the plugin is on."""

from django.urls import path

from plugins.surveys import views
from plugins.surveys.answering import telephone_views
from plugins.surveys.answering import views as answering

app_name = "surveys"
urlpatterns = [
    path("preview/<str:token>/", answering.preview, name="preview"),
    path("<slug:slug>/", answering.answer, name="survey"),
    path("<slug:slug>/keep/", answering.keep, name="keep"),
    path("<slug:slug>/continue/", answering.resume, name="continue"),
    path("<slug:slug>/telephone/", telephone_views.telephone, name="telephone"),
    path("<slug:slug>/thanks/", views.thanks, name="thanks"),
    path("<slug:slug>/results/", views.results, name="results"),
]
