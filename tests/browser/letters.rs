//! What the module leaves to the browser's tables of Unicode does what Rust's own would do.

use oauth_apps::api::decode_list;
use oauth_apps::applications::{ApplicationTable, Query};
use oauth_apps::session::shown;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn a_search_does_not_mind_the_case_of_any_letter() {
    for (name, typed) in [("STRASSE Łódź", "łÓDŹ strasse"), ("ΟΔΟΣ", "οδος"), ("İzmir", "i\u{307}ZMIR"), ("Я𐐀", "я𐐨")]
    {
        let json = ["[{\"id\":1,\"client_id\":\"c\",\"name\":\"", name, "\"}]"].concat();
        let list = decode_list(json.as_bytes()).unwrap();
        let table = ApplicationTable::new(list.applications);
        assert_eq!(table.count_matches(&Query::new(typed)), 1, "{typed} in {name}");
        assert_eq!(table.count_matches(&Query::new("q")), 0, "q in {name}");
        assert_eq!(name.to_lowercase(), typed.to_lowercase().split(' ').rev().collect::<Vec<_>>().join(" "), "{name}");
    }
}

#[wasm_bindgen_test]
fn a_letter_of_any_language_is_shown_and_what_has_no_look_is_named() {
    for character in ['é', 'ß', 'Ж', '中', '٣', '½', '𐐀', 'ª', '\u{345}'] {
        assert!(character.is_alphanumeric());
        assert_eq!(shown(character), ["“", &character.to_string(), "”"].concat());
    }
    for (character, named) in [('\u{200b}', "U+200B"), ('\u{202e}', "U+202E"), ('€', "U+20AC"), ('\u{301}', "U+0301")]
    {
        assert!(!character.is_alphanumeric());
        assert_eq!(shown(character), named);
    }
}
