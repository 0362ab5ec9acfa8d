//! `seed`: fills a user's account with applications like those of real accounts.
//!
//! Names, kinds and dates follow from the number alone; client ids and secrets are random.

use std::io::{self, Write as _};

use serde_json::json;

use super::{development_client, failure::Failure, open_store::open_store};
use crate::{
    clock::now,
    config::SeedOptions,
    store::{ClientType, Draft},
};

const STAGES: [&str; 6] = ["Production", "Staging", "Development", "Sandbox", "Preview", "Disaster recovery"];
const PURPOSES: [&str; 24] = [
    "API",
    "checkout",
    "Nightly reconciliation",
    "mobile app",
    "webhook relay",
    "invoice export",
    "refund worker",
    "reporting dashboard",
    "partner integration",
    "point of sale",
    "fraud screening",
    "subscription billing",
    "customer portal",
    "ledger sync",
    "payout scheduler",
    "support console",
    "data warehouse",
    "load tests",
    "single-page shop",
    "accounting bridge",
    "tax calculation",
    "loyalty programme",
    "kiosk",
    "uptime monitor",
];
/// Names that a list must be able to show.
const UNUSUAL: [&str; 8] = [
    "Nightly reconciliation",
    "Integracja księgowa – środowisko testowe",
    "レポート集計",
    "متجر الهاتف",
    "Ana's notebook (do not delete)",
    "<b>Legacy</b> & \"quoted\" integration",
    "🧾 Receipts 👩‍💻",
    "A very long name that somebody once pasted from a ticket, with the number of the ticket, the name of the team and \
     the reason for the application, so that nobody would ever have to ask what it is for again",
];
const DAY: i64 = 86_400;
/// The oldest application is about this old.
const SPAN: i64 = 3 * 365 * DAY;

/// Creates what is missing and prints `user`, `created` and `applications` as JSON.
///
/// # Errors
/// When the database or the key is wrong.
pub async fn seed(options: &SeedOptions) -> Result<(), Failure> {
    if options.user.trim().is_empty() {
        return Err(Failure::Configuration("--user needs a name".to_owned()));
    }
    let store = open_store(&options.store).await?;
    let user = store.ensure_user(options.user.trim()).await?;
    let wanted = i64::from(options.applications);
    let except = [development_client::NAME, development_client::PAGE_NAME];
    let existing = store.seed_applications(user, except, wanted, |index| draft(index, wanted)).await?;
    let created = (wanted - existing).max(0);
    store.close().await;
    let shown = json!({ "user": options.user.trim(), "created": created, "applications": existing.max(wanted) });
    Ok(writeln!(io::stdout(), "{shown}")?)
}

/// The application of that index, counted from 0, among `count`.
fn draft(index: i64, count: i64) -> Draft {
    let public = index % 7 == 5;
    let (client_type, authorization_grant_type) = match public {
        true => (ClientType::Public, "authorization-code"),
        false => (ClientType::Confidential, "client-credentials"),
    };
    // Oldest first, unevenly: a step of the span and a part of a day.
    let age = SPAN - SPAN / count.max(1) * index - index * 7_919 % DAY;
    Draft { name: name(index), client_type, authorization_grant_type, created: now() - age.max(60) }
}

fn name(index: i64) -> String {
    let pick = |list: &[&'static str], at: i64| list[usize::try_from(at).unwrap_or(0) % list.len()];
    if index % 9 == 4 {
        let name = pick(&UNUSUAL, index / 9);
        return if index / 9 < 8 { name.to_owned() } else { format!("{name} {}", index / 72 + 1) };
    }
    let (stage, purpose) = (pick(&STAGES, index), pick(&PURPOSES, index / 6));
    let round = index / (6 * 24);
    if round == 0 { format!("{stage} {purpose}") } else { format!("{stage} {purpose} {}", round + 1) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seeded_names_are_valid_and_start_with_the_production_api() {
        assert_eq!(name(0), "Production API");
        assert_eq!(name(1), "Staging API");
        for index in 0..2_000 {
            let length = name(index).chars().count();
            assert!((1..=255).contains(&length) && !name(index).chars().any(char::is_control));
        }
    }

    #[test]
    fn seeded_dates_rise_and_lie_in_the_past() {
        let dates: Vec<i64> = (0..500).map(|index| draft(index, 500).created).collect();
        assert!(dates.iter().all(|date| *date < now()));
        assert!(dates[0] < dates[250] && dates[250] < dates[499]);
    }
}
