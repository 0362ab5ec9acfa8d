-- Users own applications; applications own tokens. Times are seconds since 1970.

CREATE TABLE users (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    created INTEGER NOT NULL
) STRICT;

-- AUTOINCREMENT: the id of a deleted application is never given again.
CREATE TABLE applications (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    client_id TEXT NOT NULL UNIQUE,
    -- Sealed with the key of the configuration; NULL for a public client.
    client_secret BLOB,
    client_type TEXT NOT NULL CHECK (client_type IN ('confidential', 'public')),
    authorization_grant_type TEXT NOT NULL,
    created INTEGER NOT NULL,
    CHECK ((client_type = 'public') = (client_secret IS NULL))
) STRICT;

CREATE INDEX applications_by_user ON applications (user_id, id);

CREATE TABLE tokens (
    -- SHA-256 of the token. The token itself is nowhere.
    hash BLOB PRIMARY KEY,
    application_id INTEGER NOT NULL REFERENCES applications (id) ON DELETE CASCADE,
    scope TEXT NOT NULL,
    issued INTEGER NOT NULL,
    expires INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX tokens_by_application ON tokens (application_id);
CREATE INDEX tokens_by_expiry ON tokens (expires);

-- One row: a known text sealed with the key, so that a wrong key is told at the start.
CREATE TABLE key_check (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    sealed BLOB NOT NULL
) STRICT;
