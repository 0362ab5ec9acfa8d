//! Dates, plurals and the order of words, as the browser's `Intl` writes them.

use oauth_apps::i18n::{ENGLISH, Locale, Plural, catalogue};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn polish_counts_with_its_four_forms() {
    // Any words but the English ones: those would bring the English rule.
    let polish = (1..2_000).find_map(|count| catalogue(vec!["słowo".to_owned(); count])).expect("as many as texts");
    let locale = Locale::new("pl", polish);
    let applications =
        Plural { one: "{n} aplikacja", few: "{n} aplikacje", many: "{n} aplikacji", other: "{n} aplikacji" };
    let count = |number| locale.count(&applications, number);
    assert_eq!(count(1.0), "1 aplikacja");
    assert_eq!(count(3.0), "3 aplikacje");
    assert_eq!(count(5.0), "5 aplikacji");
    assert_eq!(count(12.0), "12 aplikacji");
    assert_eq!(count(22.0), "22 aplikacje");
}

#[wasm_bindgen_test]
fn english_counts_with_its_two_forms() {
    let locale = Locale::new("en", &ENGLISH);
    assert_eq!(locale.count(&locale.texts.count_applications(), 1.0), "1 application");
    assert_eq!(locale.count(&locale.texts.count_applications(), 1234.0), "1,234 applications");
}

#[wasm_bindgen_test]
fn words_are_ordered_as_the_language_does_and_numbers_by_value() {
    let locale = Locale::new("pl", &ENGLISH);
    let words = ["Zebra", "łódź", "App 10", "app 9", "Lama", "App 9", ""];
    let ordered: Vec<&str> = locale.order(words.into_iter()).into_iter().map(|at| words[at as usize]).collect();
    assert_eq!(ordered, ["", "app 9", "App 9", "App 10", "Lama", "łódź", "Zebra"]);
}

#[wasm_bindgen_test]
fn a_word_that_begins_another_comes_first_whatever_its_place() {
    let locale = Locale::new("en", &ENGLISH);
    let words = ["API 2", "API", "API 1"];
    assert_eq!(locale.order(words.into_iter()), [1, 2, 0]);
    let same = ["x"; 12];
    assert_eq!(locale.order(same.into_iter()), (0..12).collect::<Vec<u32>>());
}

#[wasm_bindgen_test]
fn ages_and_lengths_are_in_words() {
    let locale = Locale::new("en", &ENGLISH);
    assert_eq!(locale.ago(150_000.0), "2 min. ago");
    assert_eq!(locale.length(1_000.0), "1 second");
    assert_eq!(locale.length(60_000.0), "60 seconds");
    assert_eq!(locale.length(14.0 * 60_000.0), "14 minutes");
}
