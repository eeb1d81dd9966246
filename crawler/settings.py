"""Scrapy's settings. `scrapy crawl news -a target=…` from the project's root uses them as they are."""

from crawler import VERSION

BOT_NAME = "shilu"
SPIDER_MODULES = ["spiders.news"]
USER_AGENT = f"Shilu/{VERSION} (+https://example.org/shilu; set SHILU_USER_AGENT to name yourself)"

# Manners. Hosts on private networks that a target names are waited for only where --delay says so.
ROBOTSTXT_OBEY = True
DOWNLOAD_DELAY = 1.0
DOWNLOAD_DELAY_JITTER = 0.0
CONCURRENT_REQUESTS = 64
CONCURRENT_REQUESTS_PER_DOMAIN = 8
# Scrapy starts this many tasks for every response to work through its items; a page gives one at most.
CONCURRENT_ITEMS = 1
DOWNLOAD_TIMEOUT = 60
DOWNLOAD_MAXSIZE = 256 * 1024 * 1024
DOWNLOAD_WARNSIZE = 0
# What came before a connection broke is archived, and the page is tried again.
DOWNLOAD_FAIL_ON_DATALOSS = False
# pywb shows zstd as rubbish and warcio raises on br: what we keep must be readable by others.
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Encoding": "gzip, deflate",
}
DOWNLOAD_HANDLERS = {
    "http": "crawler.render.handler.RenderHandler",
    "https": "crawler.render.handler.RenderHandler",
    "file": None,
    "ftp": None,
    "s3": None,
    "data": None,
}

# The frontier keeps redirects, retries, depth and duplicates, the capture decodes contents, the session counts. What
# Scrapy brings along for these would do the same work again, in memory; and what is listed to be switched off is
# imported all the same. So the lists of what is on by default are our own.
SCHEDULER = "crawler.crawling.scheduler.FrontierScheduler"
DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"
DOWNLOADER = "crawler.hosts.downloader.Downloader"
DOWNLOADER_MIDDLEWARES_BASE = {
    "crawler.manners.robots.RobotsTxt": 100,
    "scrapy.downloadermiddlewares.downloadtimeout.DownloadTimeoutMiddleware": 350,
    "scrapy.downloadermiddlewares.defaultheaders.DefaultHeadersMiddleware": 400,
    "scrapy.downloadermiddlewares.useragent.UserAgentMiddleware": 500,
    "scrapy.downloadermiddlewares.httpproxy.HttpProxyMiddleware": 750,
}
SPIDER_MIDDLEWARES_BASE: dict[str, int] = {}
# Scrapy's cookie jar looks up public suffixes on the network at first use; news is read without cookies.
COOKIES_ENABLED = False
EXTENSIONS_BASE = {
    "scrapy.extensions.logcount.LogCount": 0,
    "scrapy.extensions.closespider.CloseSpider": 0,
    "scrapy.extensions.feedexport.FeedExporter": 0,
    "scrapy.extensions.throttle.AutoThrottle": 0,
}
EXTENSIONS = {
    "crawler.crawling.session.Session": 0,
    "crawler.manners.delays.Delays": 10,
    "crawler.crawling.progress.Progress": 20,
    "crawler.render.rendering.Rendering": 30,
}
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
ITEM_PIPELINES = {
    "pipelines.items.SchemaPipeline": 100,
    "pipelines.items.VersionPipeline": 200,
    "crawler.crawling.writer.ArticleWriter": 900,
}
LOG_FORMATTER = "crawler.crawling.log_format.QuietFormatter"
LOG_LEVEL = "INFO"
LOG_INSTALL_ROOT_HANDLER = False
LOG_VERSIONS: list[str] = []

TWISTED_REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"
TWISTED_DNS_RESOLVER = "crawler.hosts.resolver.Resolver"

# Ours. None: not given.
SHILU_OUT = None
SHILU_LIMIT = 0
SHILU_TIME_LIMIT = 0.0
SHILU_RECHECK = None
SHILU_WARC_SIZE = 10**9
SHILU_OPERATOR = None
SHILU_DELAY = None
SHILU_PROGRESS = None
SHILU_RENDER = "auto"
SHILU_BROWSER = None
# What a robots.txt means that answers 5xx or not at all: `wait` for it (RFC 9309, 2.3.1.4), or `allow` everything.
SHILU_ROBOTS_UNREACHABLE = "wait"
