"""The built-in sample news site, for `shilu demo`, for the tests, and to play with."""

from crawler.demo.model import DemoArticle, Page
from crawler.demo.server import DemoServer, Served
from crawler.demo.site import DemoSite

__all__ = ["DemoArticle", "DemoServer", "DemoSite", "Page", "Served"]
