-- People sign in and allow clients to act for them. Times are seconds since 1970. Codes, refresh tokens and the cookies
-- of sign-in sessions are SHA-256 hashes: what they are hashes of is nowhere.

-- Argon2id in PHC form; NULL for a user who cannot sign in.
ALTER TABLE users ADD COLUMN password_hash TEXT;

-- Compared byte by byte (RFC 9700 section 2.1).
CREATE TABLE redirect_uris (
    application_id INTEGER NOT NULL REFERENCES applications (id) ON DELETE CASCADE,
    uri TEXT NOT NULL,
    PRIMARY KEY (application_id, uri)
) STRICT, WITHOUT ROWID;

CREATE TABLE sessions (
    hash BLOB PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    expires INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX sessions_by_user ON sessions (user_id);
CREATE INDEX sessions_by_expiry ON sessions (expires);

-- What a user allowed once, and the family of all that was issued from it. Ending the grant ends its family.
-- AUTOINCREMENT: the id of an ended grant is never given again.
CREATE TABLE grants (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    application_id INTEGER NOT NULL REFERENCES applications (id) ON DELETE CASCADE,
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    scope TEXT NOT NULL,
    -- When the last of its family expires.
    expires INTEGER NOT NULL
) STRICT;

CREATE INDEX grants_by_application ON grants (application_id);
CREATE INDEX grants_by_user ON grants (user_id);
CREATE INDEX grants_by_expiry ON grants (expires);

-- A used code stays while its grant lives, so that a second use is noticed (RFC 6749 section 4.1.2).
CREATE TABLE codes (
    hash BLOB PRIMARY KEY,
    grant_id INTEGER NOT NULL REFERENCES grants (id) ON DELETE CASCADE,
    redirect_uri TEXT NOT NULL,
    -- S256 (RFC 7636 section 4.2).
    challenge TEXT NOT NULL,
    expires INTEGER NOT NULL,
    uses INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE INDEX codes_by_grant ON codes (grant_id);

-- A used refresh token stays while its grant lives, so that a second use is noticed (RFC 9700 section 4.14.2).
CREATE TABLE refresh_tokens (
    hash BLOB PRIMARY KEY,
    grant_id INTEGER NOT NULL REFERENCES grants (id) ON DELETE CASCADE,
    issued INTEGER NOT NULL,
    expires INTEGER NOT NULL,
    uses INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE INDEX refresh_tokens_by_grant ON refresh_tokens (grant_id);

-- NULL for client credentials, whose token acts for the owner of the application.
ALTER TABLE tokens ADD COLUMN grant_id INTEGER REFERENCES grants (id) ON DELETE CASCADE;

CREATE INDEX tokens_by_grant ON tokens (grant_id);
