-- What is known of every URL of a collection. One row a page key (pipelines.page.urls.key).
-- Times are ISO 8601 in UTC, days ISO days; `not_before` is seconds since the epoch.
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS pages (
    seq INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    url TEXT NOT NULL,
    host TEXT NOT NULL,
    role TEXT NOT NULL,
    site TEXT NOT NULL,
    via TEXT NOT NULL,
    referrer TEXT,
    depth INTEGER NOT NULL,
    list_key TEXT,
    number INTEGER NOT NULL,
    first TEXT,
    date TEXT,
    hops INTEGER NOT NULL,
    etag TEXT,
    modified TEXT,
    mode TEXT NOT NULL,            -- the kind of run that added it
    status TEXT NOT NULL,          -- pending deferred outside aside read unchanged redirected gone rejected failed twin left
    priority INTEGER NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0,
    not_before REAL NOT NULL DEFAULT 0,
    found TEXT NOT NULL,
    fetched TEXT,                  -- when it last came whole, and not as unchanged
    http INTEGER,
    kind TEXT,
    reason TEXT,
    hub INTEGER NOT NULL DEFAULT 0, -- looked at by every run
    article_seen TEXT,             -- when an article was first read here
    check_at TEXT,                 -- when to look at it again
    checks INTEGER NOT NULL DEFAULT 0,
    turn INTEGER NOT NULL DEFAULT 0, -- the number of the run that visited it last
    walked INTEGER NOT NULL DEFAULT 0 -- the number of the backfill that visited it last
);
CREATE INDEX IF NOT EXISTS pages_pending ON pages (host, priority DESC, seq) WHERE status = 'pending';
CREATE INDEX IF NOT EXISTS pages_deferred ON pages (seq) WHERE status = 'deferred';
CREATE INDEX IF NOT EXISTS pages_outside ON pages (seq) WHERE status = 'outside';
CREATE INDEX IF NOT EXISTS pages_left ON pages (seq) WHERE status = 'left';
CREATE INDEX IF NOT EXISTS pages_aside ON pages (seq) WHERE status = 'aside';
CREATE INDEX IF NOT EXISTS pages_failed ON pages (seq) WHERE status = 'failed';
CREATE INDEX IF NOT EXISTS pages_hubs ON pages (seq) WHERE hub = 1;
CREATE INDEX IF NOT EXISTS pages_gone ON pages (seq) WHERE status = 'gone';
CREATE INDEX IF NOT EXISTS pages_rejected ON pages (seq) WHERE status = 'rejected';
CREATE INDEX IF NOT EXISTS pages_seen ON pages (article_seen) WHERE article_seen IS NOT NULL;
CREATE INDEX IF NOT EXISTS pages_due ON pages (check_at) WHERE check_at IS NOT NULL;

CREATE TABLE IF NOT EXISTS articles (
    article_id TEXT PRIMARY KEY,
    key TEXT NOT NULL,
    version INTEGER NOT NULL,
    digest TEXT NOT NULL,
    run TEXT NOT NULL
) WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS articles_digest ON articles (digest);

-- The records that each version of an article was read from, by the pages it stood on.
CREATE TABLE IF NOT EXISTS named (
    article_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    key TEXT NOT NULL,
    file TEXT NOT NULL,
    record TEXT NOT NULL,
    PRIMARY KEY (article_id, version, key)
) WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS named_key ON named (key);

-- How far each file of articles is committed; what lies beyond is cut at the next start.
CREATE TABLE IF NOT EXISTS offsets (file TEXT PRIMARY KEY, size INTEGER NOT NULL) WITHOUT ROWID;

-- WARC files whose every record is in the index. A kill can leave one that is mended and not read in yet.
CREATE TABLE IF NOT EXISTS indexed (file TEXT PRIMARY KEY) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS runs (run TEXT PRIMARY KEY, report TEXT NOT NULL) WITHOUT ROWID;
