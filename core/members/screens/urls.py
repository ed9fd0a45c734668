"""Addresses of the member screens, below /admin/."""

from django.urls import path

from .inviting import InviteScreen, WithdrawScreen
from .leaving import LeaveScreen
from .listing import MembersScreen
from .own import AnswerScreen, OwnOfficesScreen
from .roles import RolesScreen
from .sign_in import SignInScreen

urlpatterns = [
    path("members/", MembersScreen.as_view(), name="members_choice"),
    path("members/<slug:subsite>/", MembersScreen.as_view(), name="members"),
    path("members/<slug:subsite>/invite/", InviteScreen.as_view(), name="members_invite"),
    path(
        "members/<slug:subsite>/invitations/<int:invitation>/withdraw/",
        WithdrawScreen.as_view(),
        name="members_withdraw",
    ),
    path("members/<slug:subsite>/<int:person>/", RolesScreen.as_view(), name="members_roles"),
    path("members/<slug:subsite>/<int:person>/leave/", LeaveScreen.as_view(), name="members_leave"),
    path("members/<slug:subsite>/<int:person>/sign-in/", SignInScreen.as_view(), name="members_sign_in"),
    path("my-offices/", OwnOfficesScreen.as_view(), name="own_offices"),
    path("my-offices/<int:invitation>/", AnswerScreen.as_view(), name="own_offices_answer"),
]
