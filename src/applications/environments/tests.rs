//! A hundred names and more, as people give them.

use super::super::fold::fold;
use super::Tier::{self, Development, Other, Production, Staging};
use super::{Words, words::split};

fn tier_with(own: &str, name: &str) -> Tier {
    Words::new(own).tier(name, &fold(name))
}

fn check(names: &[(Tier, &[&str])]) {
    let words = Words::new("");
    let all = names.iter().flat_map(|(tier, names)| names.iter().map(move |name| (*tier, *name)));
    let found = all.map(|(tier, name)| (tier, name, words.tier(name, &fold(name))));
    let wrong: Vec<_> = found.filter(|(tier, _, found)| tier != found).collect();
    assert!(wrong.is_empty(), "wanted, name, found: {wrong:#?}");
}

#[test]
fn names_are_read_as_people_mean_them() {
    check(&[
        (
            Production,
            &[
                "Production API",
                "production",
                "PRODUCTION",
                "Checkout (production)",
                "Production checkout (old)",
                "Checkout production",
                "checkout-prod",
                "checkout_prod",
                "checkout.prod.eu",
                "prod-eu-1",
                "prod2",
                "2prod",
                "Checkout PROD",
                "Checkout [prd]",
                "Billing/production",
                "Nightly reconciliation · production",
                "Production: Contoso",
                "production→ledger",
                "ｐｒｏｄ API",
                "Prod\u{200b}uction API",
                "checkoutProd",
                "APIProd2",
                "Produkcja",
                "Sklep – produkcja",
                "Serwer produkcyjny",
                "Aplikacja produkcyjna",
                "Produktion",
                "Produktivsystem",
                "Abrechnung (Produktion)",
                "Producción",
                "Facturas de producción",
                "Produção",
                "Produzione",
                "Productie",
                "Boutique production",
                "Produkční server",
                "Éles rendszer",
                "Üretim",
                "Прод",
                "Биллинг (продакшн)",
                "إنتاج",
                "واجهة الإنتاج",
                "本番",
                "決済API（本番）",
                "本番環境",
                "本番サーバー",
                "本番用API",
                "生产环境",
                "운영",
                "운영API",
                "Production (not staging)",
                "Production (migrated from dev)",
                "Production (test account)",
                "PaymentsProduction",
                "Produktionsumgebung",
                "Production (replaces checkout)",
            ],
        ),
        (
            Staging,
            &[
                "Staging API",
                "staging",
                "Checkout stg",
                "checkout-stage",
                "Checkout (staging)",
                "Pre-production",
                "pre prod",
                "preprod",
                "Preproduction checkout",
                "UAT",
                "Billing UAT 2",
                "QA",
                "Staging test client",
                "staging sandbox",
                "Production planning (staging)",
                "Vorproduktion",
                "Abnahme",
                "Préproduction",
                "boutique-préprod",
                "Preproducción",
                "Homologação",
                "Collaudo",
                "Acceptatie",
                "Środowisko akceptacyjne",
                "Стейджинг",
                "ステージング",
                "検証環境",
                "预发布",
                "스테이징",
                "CheckoutStaging",
                "Staging (copy of production)",
                "checkoutPreProd",
                "PaymentsPreProduction",
                "アプリ・ステージング",
            ],
        ),
        (
            Development,
            &[
                "Development API",
                "dev",
                "Checkout dev",
                "checkout-dev-3",
                "dev1",
                "Partner sandbox: Contoso",
                "Test client",
                "test",
                "Testing",
                "Preview 123",
                "preview-feature-x",
                "Local",
                "localhost:3000",
                "Anna’s local app",
                "DEV",
                "billingDev",
                "Entwicklung",
                "Testsystem",
                "Vorschau",
                "Développement",
                "Aperçu",
                "Desarrollo",
                "Pruebas",
                "Desenvolvimento",
                "Sviluppo",
                "Ontwikkeling",
                "Aplikacja testowa",
                "Klient testowy",
                "Piaskownica",
                "Vývoj",
                "Utveckling",
                "Geliştirme",
                "Тестовый клиент",
                "Песочница",
                "تطوير",
                "واجهة التطوير",
                "開発",
                "開発環境",
                "テスト",
                "测试",
                "개발",
                "테스트용",
                "dev (replaces billing)",
                "Sandbox (mirrors production)",
                "サービス・テスト",
                "ﾃｽﾄAPI",
                "Testumgebung",
            ],
        ),
        (
            Other,
            &[
                "",
                " ",
                "Checkout web app",
                "Old API",
                "Product catalogue",
                "Reproduction tracker",
                "Products",
                "producer",
                "non-production",
                "Non production checkout",
                "nonprod",
                "not production",
                "no-prod",
                "Nicht Produktion",
                "hors production",
                "nie produkcja",
                "no producción",
                "não produção",
                "non-pre-production",
                "not dev",
                "Not for production",
                "Do not use in production",
                "No longer production",
                "NonProd",
                "Contoso-NonProd",
                "checkoutNonProd",
                "NotProd",
                "PostProduction",
                "Card acceptance API",
                "メール検証API",
                "Stag party planner",
                "Post-production scheduler",
                "Developer portal",
                "Developers",
                "DevOps dashboard",
                "DevTools",
                "TestFlight sync",
                "Latest prices",
                "Attestation",
                "Contest",
                "Backstage pass",
                "Localisation",
                "Stages",
                "Previews",
                "Testimonials",
                "devops",
                "sandboxed",
                "Staging to production sync",
                "production/staging",
                "Test account in production",
                "Copy of production in staging",
                "開発者ポータル",
                "非本番",
                "生产管理系统",
                "Продукты",
                "iOS app",
                "42",
                "🚀",
                "()",
            ],
        ),
    ]);
}

#[test]
fn every_word_of_the_list_is_read_as_its_own_tier_alone() {
    // A word in two lists, or with a sign in it, would be one that nobody finds.
    let words = Words::new("");
    for (tier, lists) in super::words::WORDS {
        for word in lists.iter().flat_map(|list| list.split_whitespace()) {
            assert_eq!(words.tier(word, &fold(word)), tier, "{word}");
        }
    }
}

#[test]
fn the_embedder_adds_words_and_takes_some_away() {
    let own = "production: live, blue green; development: Spielwiese, 遊び場; other: test, local; unknown: x; staging";
    assert_eq!(tier_with(own, "Checkout live"), Production);
    assert_eq!(tier_with(own, "Checkout Blue-Green 2"), Production);
    assert_eq!(tier_with(own, "Checkout blue"), Other);
    assert_eq!(tier_with(own, "Spielwiese"), Development);
    assert_eq!(tier_with(own, "遊び場"), Development);
    assert_eq!(tier_with(own, "A/B test service"), Other);
    assert_eq!(tier_with(own, "Local business listings prod"), Production);
    assert_eq!(tier_with(own, "non-live"), Other);
    assert_eq!(tier_with(own, "Staging x"), Staging, "what can't be read adds nothing");
    let words = Words::new(own);
    assert_eq!(words.name(Production), Some("live"));
    assert_eq!(words.name(Staging), None);
}

#[test]
fn the_words_that_languages_use_for_new_names_are_read_again() {
    // English, and the catalogues beside it.
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/i18n");
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let files = files.filter(|path| path.extension().is_some_and(|extension| extension == "json"));
    let read = |path| serde_json::from_str::<serde_json::Value>(&std::fs::read_to_string(path).unwrap()).unwrap();
    let english =
        serde_json::json!({ "in_production": "production", "in_staging": "staging", "in_development": "development" });
    let words = Words::new("");
    for texts in files.map(read).chain([english]) {
        for (tier, name) in [(Production, "in_production"), (Staging, "in_staging"), (Development, "in_development")] {
            let word = texts[name].as_str().unwrap();
            assert_eq!(words.named_for("Kasse", tier, word), Some(format!("Kasse {word}")));
        }
    }
}

#[test]
fn words_know_whether_they_stand_in_brackets() {
    let words = |text: &'static str| -> Vec<_> {
        split(text).into_iter().map(|found| (found.word, found.start, found.is_inside)).collect()
    };
    let all = [("a", 0, false), ("b", 3, true), ("c", 6, true), ("d", 10, false), ("2", 11, false)];
    assert_eq!(words("a (b [c]) d2】"), all);
    assert_eq!(words(") (a"), [("a", 3, true)]);
    assert!(words(" -–·🚀 ").is_empty());
}

#[test]
fn a_name_for_another_environment_is_said_as_the_name_says_its_own() {
    let words = Words::new("");
    let named = |name, tier, word| words.named_for(name, tier, word);
    for (name, staging) in [
        ("Checkout", "Checkout staging"),
        ("  Checkout ", "Checkout staging"),
        ("Checkout production", "Checkout staging"),
        ("Production checkout (old)", "Staging checkout (old)"),
        ("checkout-prod", "checkout-staging"),
        ("CHECKOUT_PROD", "CHECKOUT_STAGING"),
        ("Product prod", "Product staging"),
        ("Checkout [dev]", "Checkout [staging]"),
        ("Sklep – produkcja", "Sklep – staging"),
        ("checkoutProd", "checkoutStaging"),
        ("PaymentsDev", "PaymentsStaging"),
        ("쇼핑몰 운영 API", "쇼핑몰 staging API"),
        ("ﾃｽﾄ API", "staging API"),
        ("ＰＲＯＤ２ API", "staging２ API"),
        ("決済API（本番）", "決済API（staging）"),
        // It is for this one already.
        ("Checkout Staging 2", "Checkout Staging 2"),
        // No one word of these can be another.
        ("Checkout pre-production", "Checkout pre-production"),
        ("Google non", "Google non (staging)"),
    ] {
        assert_eq!(named(name, Staging, "staging").as_deref(), Some(staging), "{name}");
    }
    assert_eq!(named("Checkout", Development, "development").as_deref(), Some("Checkout development"));
    assert_eq!(named("Checkout staging", Production, "live").as_deref(), None, "nobody would read it so");
    for name in ["Production of staging", "Test account in production", "non-production checkout", "prod test"] {
        assert_eq!(named(name, Development, "dev"), None, "{name}: nobody knows what to change");
        assert!(words.has_words(name));
    }
    assert!(!words.has_words("Checkout for products"));
    let own = Words::new("development: übung");
    assert_eq!(own.named_for("Checkout Prod", Development, "übung").as_deref(), Some("Checkout übung"));
    assert_eq!(words.named_for(&"prod ".repeat(2000), Staging, "staging"), None, "too long for a name");
    for (name, development, production) in [
        ("Checkout pre-production", "Checkout development", "Checkout production"),
        ("Pre-production checkout", "Development checkout", "Production checkout"),
        ("checkoutPreProd", "checkoutDevelopment", "checkoutProduction"),
    ] {
        assert_eq!(words.named_for(name, Development, "development").as_deref(), Some(development));
        assert_eq!(words.named_for(name, Production, "production").as_deref(), Some(production));
    }
    assert_eq!(named("", Production, "production"), None);
}
