"""What Scrapy says of dropped items."""

from __future__ import annotations

import logging
from typing import Any

from scrapy.logformatter import LogFormatter, LogFormatterResult


class QuietFormatter(LogFormatter):
    """Dropped items are counted in the report, and an unchanged article is nothing to warn of."""

    def dropped(self, item: Any, exception: BaseException, *args: Any, **kwargs: Any) -> LogFormatterResult:
        return {"level": logging.DEBUG, "msg": "dropped: %(reason)s", "args": {"reason": str(exception)}}
