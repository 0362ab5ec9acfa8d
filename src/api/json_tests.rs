//! Tests the reader against `serde_json`: the same texts are JSON to both, and say the same.

use std::fmt;

use proptest::prelude::*;
use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::{Members, elements, is_value, lossy_text, text, write_text};

#[test]
fn the_last_of_equal_members_wins_and_escapes_in_names_are_read() {
    let members = Members::read(r#"{"a":1,"a":null,"\u0062":"x","\ud800":1}"#).unwrap();
    assert_eq!(members.get("a"), None);
    assert_eq!(members.text("b").as_deref(), Some("x"));
    assert_eq!(members.get("\u{fffd}"), Some("1"));
}

#[test]
fn a_lone_surrogate_is_no_whole_text_but_can_be_shown() {
    for (json, shown) in [
        (r#""a\ud800b""#, "a\u{fffd}b"),
        (r#""\udc00\ud83d""#, "\u{fffd}\u{fffd}"),
        (r#""\ud83d\ud83d\ude00""#, "\u{fffd}😀"),
        (r#""\ud83d\u0041""#, "\u{fffd}A"),
        (r#""\ud83d\n""#, "\u{fffd}\n"),
    ] {
        assert_eq!(text(json), None, "{json}");
        assert_eq!(lossy_text(json).as_deref(), Some(shown), "{json}");
    }
    assert_eq!(text(r#""\ud83d\uDE00""#).as_deref(), Some("😀"));
}

#[test]
fn only_a_string_is_text() {
    for json in ["1", "null", "true", "[1]", "[1,2]", "{}", "\"", "", "\"a\"b", "\"\n\"", r#""\x""#, r#""\u00g0""#] {
        assert_eq!(lossy_text(json), None, "{json}");
    }
}

#[test]
fn a_member_may_nest_without_end() {
    let deep = [&"[".repeat(200_000), &*"]".repeat(200_000)].concat();
    let json = format!(r#"{{"deep":{deep},"name":"x"}}"#);
    assert_eq!(Members::read(&json).unwrap().text("name").as_deref(), Some("x"));
    assert_eq!(elements(&deep).unwrap().len(), 1);
}

#[test]
fn what_is_nearly_json_is_refused() {
    for json in [
        "",
        " ",
        "nul",
        "nulll",
        "True",
        "01",
        "-",
        "-01",
        "+1",
        "1.",
        ".5",
        "1e",
        "1e+",
        "0x1",
        "NaN",
        "Infinity",
        "[",
        "]",
        "[1,]",
        "[,1]",
        "[1 2]",
        "[1}",
        "{",
        "{]",
        "{,}",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{a:1}",
        "{1:1}",
        "{\"a\":1]",
        "[{\"a\":1]}",
        "'a'",
        "1 1",
        "[]]",
        "\u{feff}1",
        "\u{a0}1",
        "// 1",
        "1//",
    ] {
        assert!(!is_value(json), "{json}");
        agrees(json).unwrap();
    }
    for json in ["-0", "-0.0e-0", "1E+2", " [ ] ", "\t{ }\r\n", "[[],{}]", r#"{"":{"a":[1,{"b":null}]}}"#, "1e999"] {
        assert!(is_value(json), "{json}");
        agrees(json).unwrap();
    }
}

/// Compares what both readers make of a text.
fn agrees(json: &str) -> Result<(), TestCaseError> {
    let value = serde_json::from_str::<&RawValue>(json).ok().map(RawValue::get);
    prop_assert_eq!(is_value(json), value.is_some(), "{}", json);
    let list: Option<Vec<&RawValue>> = serde_json::from_str(json).ok();
    prop_assert_eq!(elements(json), list.map(|list| list.into_iter().map(RawValue::get).collect()), "{}", json);
    prop_assert_eq!(text(json), serde_json::from_str::<String>(json).ok(), "{}", json);
    prop_assert_eq!(
        lossy_text(json).is_some(),
        value.is_some_and(|value| value.trim_start().starts_with('"')),
        "{}",
        json
    );
    let members = Members::read(json);
    prop_assert_eq!(members.is_some(), value.is_some_and(|value| value.trim_start().starts_with('{')), "{}", json);
    // serde_json refuses an object for a lone surrogate in a name; where it does not, all is the same.
    if let (Some(members), Ok(Pairs(pairs))) = (members, serde_json::from_str(json)) {
        let found: Vec<_> = members.0.iter().map(|(name, json)| (&**name, *json)).collect();
        prop_assert_eq!(found, pairs.iter().map(|(name, json)| (&**name, *json)).collect::<Vec<_>>(), "{}", json);
    }
    Ok(())
}

/// An object as `serde_json` reads it.
struct Pairs<'a>(Vec<(String, &'a str)>);

impl<'de> Deserialize<'de> for Pairs<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Object;
        impl<'de> Visitor<'de> for Object {
            type Value = Pairs<'de>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut pairs = Vec::new();
                while let Some((name, json)) = map.next_entry::<String, &RawValue>()? {
                    pairs.push((name, json.get()));
                }
                Ok(Pairs(pairs))
            }
        }
        deserializer.deserialize_map(Object)
    }
}

/// Valid JSON with white space, escapes, lone surrogates and repeated names.
fn json() -> impl Strategy<Value = String> {
    let string =
        r#""([^"\\\x00-\x1f]|\\["\\/bfnrt]|\\u[0-9a-fA-F]{4}|\\ud83d\\ude0[0-9]|\\u[dD][89a-fA-F][0-9]{2}){0,6}""#;
    let number = "-?(0|[1-9][0-9]{0,30})(\\.[0-9]{1,4})?([eE][+-]?[0-9]{1,2})?";
    let leaf = prop_oneof![string, number, "true|false|null"];
    let inner = leaf.prop_recursive(5, 40, 5, move |inner| {
        let member = ("[ \t\r\n]?", string, "[ \n]?", inner.clone(), "[ \n]?").prop_map(
            |(before, name, between, value, after)| [before, name, between, ":".into(), value, after].concat(),
        );
        prop_oneof![
            (prop::collection::vec(inner, 0..5), "[ \t\r\n]?")
                .prop_map(|(items, space)| format!("[{space}{}{space}]", items.join(&format!("{space},")))),
            prop::collection::vec(member, 0..5).prop_map(|members| format!("{{{}}}", members.join(","))),
        ]
    });
    ("[ \n]?", inner, "[ \n]?").prop_map(|(before, value, after)| [before, value, after].concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn any_text_is_read_as_serde_json_reads_it(text in "\\PC*|.*") {
        agrees(&text)?;
    }

    #[test]
    fn any_text_of_jsons_own_characters_is_read_as_serde_json_reads_it(
        text in r#"([\[\]{}",:\\ \n]|[0-9eE.+-]|true|false|null|"a"|"a":|\\u00e9|\\ud83d|[a-z\x00-\x1f]){0,12}"#,
    ) {
        agrees(&text)?;
    }

    #[test]
    fn json_is_read_as_serde_json_reads_it(json in json()) {
        prop_assert!(is_value(&json), "{}", json);
        agrees(&json)?;
    }

    #[test]
    fn spoilt_json_is_read_as_serde_json_reads_it(
        json in json(),
        at in any::<prop::sample::Index>(),
        to in any::<prop::sample::Index>(),
        other in r#"[\[\]{}",:\\ 0eE.+tn-]|.|"#,
    ) {
        let characters: Vec<char> = json.chars().collect();
        let (at, to) = (at.index(characters.len()), to.index(characters.len() + 1));
        let head: String = characters[..at].iter().collect();
        agrees(&head)?;
        for rest in [at, at + 1, to] {
            agrees(&[&head, &other, &*characters[rest..].iter().collect::<String>()].concat())?;
        }
    }

    #[test]
    fn code_units_are_read_as_utf_16(units in prop::collection::vec(prop_oneof![any::<u16>(), 0xd7f0..0xe010_u16], 0..8)) {
        let json = format!("\"{}\"", units.iter().map(|unit| format!("\\u{unit:04x}")).collect::<String>());
        prop_assert_eq!(text(&json), String::from_utf16(&units).ok());
        prop_assert_eq!(lossy_text(&json), Some(String::from_utf16_lossy(&units)));
        let object = format!("{{{json}:{json}}}");
        let members = Members::read(&object).unwrap();
        prop_assert_eq!(members.get(&String::from_utf16_lossy(&units)), Some(&*json));
    }

    #[test]
    fn serde_json_reads_back_what_is_written(written in "\\PC*|[\\x00-\\x7fé]{0,40}") {
        let mut json = String::new();
        write_text(&written, &mut json);
        prop_assert_eq!(serde_json::from_str::<String>(&json).ok(), Some(written.clone()));
        prop_assert_eq!(text(&json), Some(written));
    }
}
