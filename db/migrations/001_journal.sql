-- The journal is the truth; every other table is a cache and can be rebuilt from it.
-- SQL that SQLite 3.34 understands: no STRICT, no RETURNING.

CREATE TABLE workspace (
    key TEXT PRIMARY KEY CHECK (typeof(key) = 'text'),
    value TEXT NOT NULL CHECK (typeof(value) = 'text')
);

CREATE TABLE journal (
    n INTEGER PRIMARY KEY CHECK (typeof(n) = 'integer'),
    id TEXT NOT NULL UNIQUE CHECK (typeof(id) = 'text'),
    kind TEXT NOT NULL CHECK (typeof(kind) = 'text'),
    body BLOB NOT NULL CHECK (typeof(body) = 'blob'),
    at TEXT NOT NULL CHECK (typeof(at) = 'text'),
    hash TEXT NOT NULL CHECK (typeof(hash) = 'text')
);

CREATE TRIGGER journal_is_never_changed BEFORE UPDATE ON journal
BEGIN
    SELECT RAISE(ABORT, 'the journal is append-only');
END;

CREATE TRIGGER journal_is_never_deleted BEFORE DELETE ON journal
BEGIN
    SELECT RAISE(ABORT, 'the journal is append-only');
END;

-- INSERT OR REPLACE deletes without firing the trigger above, so an existing number or id is refused before it comes to that.
CREATE TRIGGER journal_is_never_replaced BEFORE INSERT ON journal
WHEN EXISTS (SELECT 1 FROM journal WHERE n = NEW.n OR id = NEW.id)
BEGIN
    SELECT RAISE(ABORT, 'the journal is append-only');
END;

CREATE TRIGGER journal_has_no_gaps BEFORE INSERT ON journal
WHEN NEW.n <> (SELECT COALESCE(MAX(n), 0) + 1 FROM journal)
BEGIN
    SELECT RAISE(ABORT, 'the journal has no gaps');
END;

-- Caches.

CREATE TABLE return_entry (
    form TEXT NOT NULL,
    unit TEXT NOT NULL,
    period TEXT NOT NULL,
    kind TEXT NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (form, unit, period, kind, n)
) WITHOUT ROWID;

CREATE TABLE edition_entry (
    name TEXT NOT NULL,
    number INTEGER NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (name, number, n)
) WITHOUT ROWID;

CREATE TABLE head (
    form TEXT NOT NULL,
    unit TEXT NOT NULL,
    period TEXT NOT NULL,
    item TEXT NOT NULL,
    field TEXT NOT NULL,
    vintage TEXT NOT NULL,
    edit TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (form, unit, period, item, field, vintage, edit)
) WITHOUT ROWID;

CREATE TABLE replaced (
    edit TEXT NOT NULL,
    form TEXT NOT NULL,
    unit TEXT NOT NULL,
    period TEXT NOT NULL,
    item TEXT NOT NULL,
    field TEXT NOT NULL,
    vintage TEXT NOT NULL,
    PRIMARY KEY (edit, form, unit, period, item, field, vintage)
) WITHOUT ROWID;
