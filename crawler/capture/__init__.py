"""Records every exchange on the wire, below the header parsing of Twisted and Scrapy."""

from crawler.capture.handler import SETTINGS, CaptureHandler, Recorder

__all__ = ["SETTINGS", "CaptureHandler", "Recorder"]
