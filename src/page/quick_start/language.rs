//! The languages of the quick start, and their programs: a file each, in the language itself (`templates/`).

use super::fill::Quoting;

/// A language, or a shell.
pub struct Language {
    /// Its own name.
    pub name: &'static str,
    /// How it writes texts.
    pub quoting: Quoting,
    /// Sets the secret without showing it.
    pub secret: &'static str,
    /// Does the same with the `.env` file, whose name any shell takes as it stands; empty where that takes more than a line.
    pub env_file: &'static str,
    /// Gets a token.
    pub token: &'static str,
    /// Lists all applications, creates one and deletes it.
    pub life_cycle: &'static str,
}

const SHELL_SECRET: &str = include_str!("templates/secret.sh");
const SHELL_ENV_FILE: &str = "set -a; . ./{{env_file}}; set +a";

/// All of them, in the order of their tabs.
pub const LANGUAGES: [Language; 7] = [
    Language {
        name: "curl",
        quoting: Quoting::Shell,
        secret: SHELL_SECRET,
        env_file: SHELL_ENV_FILE,
        token: include_str!("templates/token.sh"),
        life_cycle: include_str!("templates/life_cycle.sh"),
    },
    Language {
        name: "PowerShell",
        quoting: Quoting::PowerShell,
        secret: include_str!("templates/secret.ps1"),
        env_file: "",
        token: include_str!("templates/token.ps1"),
        life_cycle: include_str!("templates/life_cycle.ps1"),
    },
    Language {
        name: "JavaScript",
        quoting: Quoting::Escaped,
        secret: SHELL_SECRET,
        env_file: "node --env-file={{env_file}} program.mjs",
        token: include_str!("templates/token.mjs"),
        life_cycle: include_str!("templates/life_cycle.mjs"),
    },
    Language {
        name: "Python",
        quoting: Quoting::Escaped,
        secret: SHELL_SECRET,
        env_file: SHELL_ENV_FILE,
        token: include_str!("templates/token.py"),
        life_cycle: include_str!("templates/life_cycle.py"),
    },
    Language {
        name: "Rust",
        quoting: Quoting::Escaped,
        secret: SHELL_SECRET,
        env_file: SHELL_ENV_FILE,
        token: include_str!("templates/token.rs"),
        life_cycle: include_str!("templates/life_cycle.rs"),
    },
    Language {
        name: "Go",
        quoting: Quoting::Escaped,
        secret: SHELL_SECRET,
        env_file: SHELL_ENV_FILE,
        token: include_str!("templates/token.go"),
        life_cycle: include_str!("templates/life_cycle.go"),
    },
    Language {
        name: "GitHub",
        quoting: Quoting::Workflow,
        secret: include_str!("templates/secret.gh.sh"),
        env_file: "gh secret set --env-file {{env_file}}",
        token: include_str!("templates/token.yml"),
        life_cycle: include_str!("templates/life_cycle.yml"),
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_program_holds_a_secret_and_each_has_its_places() {
        for Language { name, token, life_cycle, .. } in &LANGUAGES {
            for (program, places) in
                [(token, &["client_id", "token_url"][..]), (life_cycle, &["client_id", "token_url", "apps_url"])]
            {
                for place in places {
                    assert!(program.contains(&format!("{{{{{place}}}}}")), "{name}: {place}");
                }
                assert!(program.contains("CLIENT_SECRET"), "{name}");
                assert!(!program.contains("{{client_secret}}"), "{name}");
            }
        }
    }
}
