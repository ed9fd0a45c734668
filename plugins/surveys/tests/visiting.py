"""Visiting a survey of the township Shiqiao, with one code."""

HOST = {"host": "localhost"}
CODE = "abcd-efgh-2345-6789"


def address(survey, rest=""):
    return f"/townships/shiqiao/-/surveys/{survey.slug}/{rest}"


def post(client, survey, data, rest=""):
    return client.post(address(survey, rest), {"code": CODE, "part": "1", **data}, headers=HOST)


def shown(answer):
    return answer.content.decode()
