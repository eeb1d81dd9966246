"""What Scrapy says of dropped items."""

from __future__ import annotations

import logging
from typing import Any

from scrapy.logformatter import LogFormatter, LogFormatterResult

from crawler.errors import StorageError


class QuietFormatter(LogFormatter):
    """Dropped items are counted in the report, and an unchanged article is nothing to warn of."""

    def dropped(self, item: Any, exception: BaseException, *args: Any, **kwargs: Any) -> LogFormatterResult:
        return {"level": logging.DEBUG, "msg": "dropped: %(reason)s", "args": {"reason": str(exception)}}

    def item_error(self, item: Any, exception: BaseException, *args: Any, **kwargs: Any) -> LogFormatterResult:
        """What disk or state refuse ends the run, which tells it once and in words."""
        said = super().item_error(item, exception, *args, **kwargs)
        if isinstance(exception, StorageError):
            said["level"] = logging.DEBUG
        return said
