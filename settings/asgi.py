"""The application for ASGI servers, which is how it is served: pages in threads, live streams on the event loop."""
# ruff: noqa: I001 - the application is set up first

from .wsgi import application as pages

from core.streams.server import Server

application = Server(pages)
