"""`--set KEY=VALUE`: what a setting takes, told before anything is started.

Scrapy looks at most values when it needs them, in the middle of a run or while it is made up.
"""

from __future__ import annotations

import logging
import re
import ssl
from collections.abc import Callable
from math import isfinite
from typing import TYPE_CHECKING, Any

from crawler.errors import UsageError

if TYPE_CHECKING:
    from scrapy.settings import Settings

# With no request or no thread at a time a run would wait for ever.
_LEAST = {
    "CONCURRENT_REQUESTS": 1,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
    "DOWNLOAD_DELAY": 0,
    "DOWNLOAD_MAXSIZE": 0,
    "DOWNLOAD_TIMEOUT": 0,
    "REACTOR_THREADPOOL_MAXSIZE": 1,
    "SHILU_DELAY": 0,
}
# Scrapy's own are whole numbers, but are read as any.
_FRACTIONS = ("DOWNLOAD_TIMEOUT", "DNS_TIMEOUT")
_CHOICES = {
    "DOWNLOADER_CLIENT_TLS_METHOD": ("TLS", "TLSv1.0", "TLSv1.1", "TLSv1.2"),
    "SHILU_ROBOTS_UNREACHABLE": ("wait", "allow"),
    "TWISTED_REACTOR": ("twisted.internet.asyncioreactor.AsyncioSelectorReactor",),  # the capture runs on asyncio
}
# Scrapy tells of these for every page, with a traceback, and goes on to fail.
_CLASS_BY_DEFAULT_UNSET = "DOWNLOADER_CLIENTCONTEXTFACTORY"
_CLASSES_BY_SCHEME = "DOWNLOAD_HANDLERS"
_CIPHERS = "DOWNLOADER_CLIENT_TLS_CIPHERS"
_CLASS = re.compile(r"[a-z_]\w*(?:\.\w+)*\.[A-Z]\w*")
_NAMED_OTHERWISE = "REFERRER_POLICY"  # takes the names of the standard, too


def give(settings: Settings, pair: str) -> None:
    """Set what `KEY=VALUE` says. Raises UsageError where the setting takes no such value."""
    name, equals, value = pair.partition("=")
    if not equals or not name.isidentifier():
        raise UsageError(f'--set "{pair}": give it as KEY=VALUE')
    default = settings.get(name)
    try:
        settings.set(name, value, "cmdline")
        words = _wrong(settings, name, default)
    except (NameError, ImportError) as error:
        words = str(error)
    except (ValueError, TypeError) as error:
        words = _takes(name, default) or str(error)
    if words:
        raise UsageError(f'--set "{pair}": {words}')
    if name == "DOWNLOAD_DELAY":  # asked for, so it holds for private hosts too
        settings.set("SHILU_DELAY", value, "cmdline")


def _wrong(settings: Settings, name: str, default: Any) -> str | None:
    """Tell what is wrong with the value that was set, None where it will do; raises what reading it raises."""
    value = settings.get(name)
    if name == "LOG_LEVEL" and value not in logging.getLevelNamesMapping():
        return "no such level; INFO and DEBUG are two"
    if name in _CHOICES and value not in _CHOICES[name]:
        return f"{name} takes {' or '.join(_CHOICES[name])}"
    if reads := _reader(settings, name, default):
        read = reads(name)
        if isinstance(read, float | int) and not (isfinite(read) and read >= _LEAST.get(name, read)):
            return _takes(name, default)
    return None


def _reader(settings: Settings, name: str, default: Any) -> Callable[[str], Any] | None:
    """Give what reads a setting of this kind, as Scrapy will when it needs it."""
    if isinstance(default, bool):
        return settings.getbool
    if isinstance(default, float) or name in _FRACTIONS or name == "SHILU_DELAY":
        return settings.getfloat
    if isinstance(default, int):
        return settings.getint
    if name == _CIPHERS:
        return lambda name: _known_ciphers(settings[name])
    if hasattr(default, "items"):
        return lambda name: _loaded(settings.getdict(name), name)
    named = isinstance(default, str) and _CLASS.fullmatch(default) and name != _NAMED_OTHERWISE
    if named or name == _CLASS_BY_DEFAULT_UNSET:
        return lambda name: _load(settings[name])
    return None


def _load(path: str) -> Any:
    from scrapy.utils.misc import load_object

    return load_object(path)


def _loaded(given: dict[str, Any], name: str) -> None:
    """Load what a setting of classes names. Those of the other such settings Scrapy loads before it starts."""
    for path in given.values() if name == _CLASSES_BY_SCHEME else ():
        if path is not None:
            _load(path)


def _known_ciphers(names: str) -> None:
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).set_ciphers(names)
    except ssl.SSLError:
        raise ValueError(f"{_CIPHERS} takes names of cipher suites as OpenSSL writes them") from None


def _takes(name: str, default: Any) -> str | None:
    if isinstance(default, bool):
        return f"{name} takes 0 or 1"
    if isinstance(default, float | int) or name in _LEAST:
        least = f" from {_LEAST[name]} on" if name in _LEAST else ""
        return f"{name} takes a number{least}"
    return f"{name} takes a JSON object" if hasattr(default, "items") else None
