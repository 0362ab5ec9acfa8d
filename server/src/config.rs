//! The configuration: flags and environment, read and checked before anything starts.
//!
//! The key never comes by a flag, which other users of the machine could see: from a file or from `OAUTH_APPS_KEY`.

use std::{net::SocketAddr, path::PathBuf};

use clap::{Args, Parser, Subcommand, ValueEnum, builder::RangedU64ValueParser};
use ipnet::IpNet;

use crate::{issuer::Issuer, network, origin::Origin, redirect_uri::RedirectUri, store::Location};

const AFTER_HELP: &str = "\
The key seals the client secrets in the database. Without it they cannot be read.
Give it by --key-file, or in the environment as OAUTH_APPS_KEY: 32 bytes in base64,
as `openssl rand -base64 32` prints. Every flag with [env: …] can be set there too.

Exit codes: 0 done, 1 failed while running, 2 wrong configuration.";

/// The command line.
#[derive(Debug, Parser)]
#[command(name = "oauth-apps-server", version, about = "The reference API server for OAuth 2.0 applications",
    after_help = AFTER_HELP, args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub struct Cli {
    /// What to do; `serve` when omitted.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// The options of `serve`.
    #[command(flatten)]
    pub serve: ServeOptions,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the API, and the page if --page is given (the default)
    #[command(after_help = AFTER_HELP)]
    Serve(Box<ServeOptions>),
    /// Fill a user's account with realistic applications, for development; prints JSON
    Seed(SeedOptions),
    /// Create a user, or give one another password, read from standard input (one line, at least 8 characters)
    User(UserOptions),
    /// Create or show the client of the user "development"; prints JSON with its id and secret
    DevelopmentClient(DevelopmentClientOptions),
    /// Print the OpenAPI document
    Openapi,
}

/// Where the data is and what opens it.
#[derive(Args, Clone, Debug)]
pub struct StoreOptions {
    /// SQLite file, created if missing, or :memory:
    #[arg(long, env = "OAUTH_APPS_DATABASE", value_name = "FILE", default_value = "oauth-apps.sqlite")]
    pub database: Location,
    /// File with the key, in base64
    #[arg(long, env = "OAUTH_APPS_KEY_FILE", value_name = "FILE")]
    pub key_file: Option<PathBuf>,
    /// Create the key file (mode 0600) if it is missing
    #[arg(long, requires = "key_file")]
    pub create_key: bool,
}

/// The options of `serve`.
#[derive(Args, Clone, Debug)]
pub struct ServeOptions {
    /// Where the data is.
    #[command(flatten)]
    pub store: StoreOptions,
    /// Address to listen on; port 0 takes a free one
    #[arg(long, env = "OAUTH_APPS_LISTEN", value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// Folder with the built page, served at /
    #[arg(long, env = "OAUTH_APPS_PAGE", value_name = "FOLDER")]
    pub page: Option<PathBuf>,
    /// Origin whose pages may use the API (CORS); repeat it or separate by commas
    #[arg(long = "cors-origin", env = "OAUTH_APPS_CORS_ORIGINS", value_name = "ORIGIN", value_delimiter = ',')]
    pub cors_origins: Vec<Origin>,
    /// Other origin that the served page may ask (connect-src); repeat it or separate by commas
    #[arg(long = "api-origin", env = "OAUTH_APPS_API_ORIGINS", value_name = "ORIGIN", value_delimiter = ',')]
    pub api_origins: Vec<Origin>,
    /// Lifetime of an access token in seconds, 1 to 86400
    #[arg(long, env = "OAUTH_APPS_TOKEN_LIFETIME", value_name = "SECONDS", default_value_t = 36_000,
        value_parser = clap::value_parser!(u64).range(1..=86_400))]
    pub token_lifetime: u64,
    /// Lifetime of refresh tokens in seconds, counted from the sign-in, 0 to 31536000; 0 gives none
    #[arg(long, env = "OAUTH_APPS_REFRESH_TOKEN_LIFETIME", value_name = "SECONDS", default_value_t = 86_400,
        value_parser = clap::value_parser!(u64).range(0..=31_536_000))]
    pub refresh_token_lifetime: u64,
    /// Lifetime of an authorization code in seconds, 1 to 60
    #[arg(long, env = "OAUTH_APPS_CODE_LIFETIME", value_name = "SECONDS", default_value_t = 60,
        value_parser = clap::value_parser!(u64).range(1..=60))]
    pub code_lifetime: u64,
    /// How long a person stays signed in at the authorization endpoint, in seconds, 1 to 604800
    #[arg(long, env = "OAUTH_APPS_SESSION_LIFETIME", value_name = "SECONDS", default_value_t = 43_200,
        value_parser = clap::value_parser!(u64).range(1..=604_800))]
    pub session_lifetime: u64,
    /// Origin that the authorization server is reached at, its issuer identifier (default: http://ADDRESS:PORT)
    #[arg(long, env = "OAUTH_APPS_ISSUER", value_name = "ORIGIN")]
    pub issuer: Option<Origin>,
    /// Let a token with the scope read alone list applications
    #[arg(long, env = "OAUTH_APPS_LIST_WITH_READ")]
    pub list_with_read: bool,
    /// Reached by HTTPS (a proxy in front): send Strict-Transport-Security, mark cookies as Secure
    #[arg(long, env = "OAUTH_APPS_HTTPS")]
    pub https: bool,
    /// Address of a proxy in front, or a network of them: its X-Forwarded-For says where a client is; repeat it or
    /// separate by commas. Without it the address of the connection counts
    #[arg(long = "trusted-proxy", env = "OAUTH_APPS_TRUSTED_PROXIES", value_name = "ADDRESS", value_delimiter = ',',
        value_parser = network::proxy)]
    pub trusted_proxies: Vec<IpNet>,
    /// Connections at once, 1 to 10000; of more, those that wait longest for their client are closed
    #[arg(long, env = "OAUTH_APPS_MAX_CONNECTIONS", value_name = "N", default_value_t = 200,
        value_parser = RangedU64ValueParser::<usize>::new().range(1..=10_000))]
    pub max_connections: usize,
    /// Seconds for the headers of a request, 1 to 300; an idle connection is closed after as many
    #[arg(long, env = "OAUTH_APPS_HEADER_TIMEOUT", value_name = "SECONDS", default_value_t = 15,
        value_parser = clap::value_parser!(u64).range(1..=300))]
    pub header_timeout: u64,
    /// Seconds for the body of a request and its answer, 1 to 600; an answer that nobody reads is dropped after as many
    #[arg(long, env = "OAUTH_APPS_REQUEST_TIMEOUT", value_name = "SECONDS", default_value_t = 30,
        value_parser = clap::value_parser!(u64).range(1..=600))]
    pub request_timeout: u64,
    /// What to log, to standard error, such as info or oauth_apps_server=debug
    #[arg(long, env = "OAUTH_APPS_LOG", value_name = "FILTER", default_value = "info")]
    pub log: String,
    /// Shape of the log
    #[arg(long, env = "OAUTH_APPS_LOG_FORMAT", value_name = "FORMAT", default_value = "text")]
    pub log_format: LogFormat,
}

/// The shape of the log.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

/// The options of `seed`.
#[derive(Args, Clone, Debug)]
pub struct SeedOptions {
    /// Where the data is.
    #[command(flatten)]
    pub store: StoreOptions,
    /// Name of the user, created if missing
    #[arg(long, value_name = "NAME", default_value = "development")]
    pub user: String,
    /// How many applications the user is to have, 0 to 1000000, the development clients not counted
    #[arg(long, value_name = "N", default_value_t = 12, value_parser = clap::value_parser!(u32).range(0..=1_000_000))]
    pub applications: u32,
}

/// The options of `user`.
#[derive(Args, Clone, Debug)]
pub struct UserOptions {
    /// The user's name
    #[arg(value_name = "NAME")]
    pub name: String,
    /// Make a random password and print it, instead of reading one
    #[arg(long)]
    pub random: bool,
    /// Leave the user's tokens and authorization codes as they are; without it they end with the old password
    #[arg(long)]
    pub keep_grants: bool,
    /// Where the data is.
    #[command(flatten)]
    pub store: StoreOptions,
}

/// The options of `development-client`.
#[derive(Args, Clone, Debug)]
pub struct DevelopmentClientOptions {
    /// Where the data is.
    #[command(flatten)]
    pub store: StoreOptions,
    /// Where the page is: also make a public client for it, with this redirect URI alone; may be repeated
    #[arg(long = "redirect-uri", value_name = "URI")]
    pub redirect_uris: Vec<RedirectUri>,
}

/// What the running server needs to know, beside the database.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Lifetime of an access token, in seconds.
    pub token_lifetime: u64,
    /// Lifetime of refresh tokens from the sign-in on, in seconds; 0 for none.
    pub refresh_token_lifetime: u64,
    /// Lifetime of an authorization code, in seconds, 60 at most.
    pub code_lifetime: u64,
    /// How long a sign-in lasts at the authorization endpoint, in seconds, whatever the browser keeps.
    pub session_lifetime: u64,
    /// Who the authorization server says that it is.
    pub issuer: Issuer,
    /// Whether the scope `read` alone lists applications.
    pub list_with_read: bool,
    /// Origins whose pages may use the API.
    pub cors_origins: Vec<Origin>,
    /// Origins that the served page may ask beside its own.
    pub api_origins: Vec<Origin>,
    /// The folder with the page.
    pub page: Option<PathBuf>,
    /// Whether the server is reached by HTTPS.
    pub https: bool,
    /// The proxies that are believed where a client is.
    pub trusted_proxies: Vec<IpNet>,
    /// How long the body of a request and its answer may take, in seconds.
    pub request_timeout: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            token_lifetime: 36_000,
            refresh_token_lifetime: 86_400,
            code_lifetime: 60,
            session_lifetime: 43_200,
            issuer: Issuer::default(),
            list_with_read: false,
            cors_origins: Vec::new(),
            api_origins: Vec::new(),
            page: None,
            https: false,
            trusted_proxies: Vec::new(),
            request_timeout: 30,
        }
    }
}

impl Settings {
    /// The settings of `options` for a server that listens on `address`.
    #[must_use]
    pub fn new(options: ServeOptions, address: SocketAddr) -> Self {
        let issuer = options.issuer.map_or(Issuer::Listening(address), Issuer::Given);
        let https = options.https || issuer.is_https();
        Self {
            token_lifetime: options.token_lifetime,
            refresh_token_lifetime: options.refresh_token_lifetime,
            code_lifetime: options.code_lifetime,
            session_lifetime: options.session_lifetime,
            issuer,
            list_with_read: options.list_with_read,
            cors_origins: options.cors_origins,
            api_origins: options.api_origins,
            page: options.page,
            https,
            trusted_proxies: options.trusted_proxies,
            request_timeout: options.request_timeout,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        use clap::CommandFactory as _;
        Cli::command().debug_assert();
    }
}
