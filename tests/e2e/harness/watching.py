"""What a browser page complains of while it is open."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page, Request, Response

NOTE_VIOLATIONS = """
addEventListener("securitypolicyviolation", (event) => {
  console.error(`CSP ${event.effectiveDirective}: ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
});
"""


@dataclass
class Watch:
    """Errors of the console (CSP violations too), scripts' exceptions, failed or foreign requests."""

    expected_status: int = 200
    complaints: list[str] = field(default_factory=list)

    def on(self, page: Page) -> "Watch":
        """Begin to watch a page that has not been opened yet."""
        page.add_init_script(NOTE_VIOLATIONS)
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.complaints.append(f"exception: {error}"))
        page.on("requestfailed", self._failed)
        page.on("response", self._answered)
        return self

    def begin(self, expected_status: int) -> None:
        """Forget what was complained of so far: the next address is opened."""
        self.expected_status = expected_status
        self.complaints = []

    def _said(self, message: ConsoleMessage) -> None:
        # The browser repeats each bad status as an error of its own: those are judged by `_answered`.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.complaints.append(f"console: {message.text}")

    def _failed(self, request: Request) -> None:
        # Leaving a page ends what it was still loading.
        if request.failure != "net::ERR_ABORTED":
            self.complaints.append(f"failed: {request.url} {request.failure}")

    def _answered(self, response: Response) -> None:
        host = urlsplit(response.url).hostname or ""
        if response.url.startswith("http") and host != "localhost" and not host.endswith(".localhost"):
            self.complaints.append(f"foreign: {response.url}")
        expected = self.expected_status if response.request.is_navigation_request() else 200
        if response.status >= 400 and response.status != expected:
            self.complaints.append(f"status {response.status}: {response.url}")
