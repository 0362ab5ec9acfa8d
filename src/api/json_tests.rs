//! Tests what is ours about reading JSON: leniency member by member, lone surrogates, repeated names, nesting.

use proptest::prelude::*;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::{Lenient, Object, Text, elements, first_value, is_value, object};

/// Reads a text as a member of an object is read.
fn lossy_text(json: &str) -> Option<String> {
    let json: &RawValue = serde_json::from_str(json).ok()?;
    Text::lossy(json).map(|text| text.0.into_owned())
}

#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
struct Sample<'a> {
    count: Lenient<u8>,
    #[serde(borrow)]
    word: Lenient<Text<'a>>,
}

/// What became of the two members: a number or a text, or why there is none.
fn sample(json: &str) -> Option<[String; 2]> {
    fn told<T>(member: Lenient<T>, text: impl FnOnce(T) -> String) -> String {
        match member {
            Lenient::Absent => "absent".into(),
            Lenient::Null => "null".into(),
            Lenient::Wrong => "wrong".into(),
            Lenient::Is(value) => text(value),
        }
    }
    let Sample { count, word } = object(json)?;
    Some([told(count, |count| count.to_string()), told(word, |word| word.0.into_owned())])
}

#[test]
fn a_wrong_type_spoils_its_own_member_alone() {
    for (json, count, word) in [
        (r#"{"count":7,"word":"a","more":[{}]}"#, "7", "a"),
        (r#" {"count":"7","word":"\u0061"} "#, "wrong", "a"),
        (r#"{"count":256,"word":[1]}"#, "wrong", "wrong"),
        (r#"{"count":null}"#, "null", "absent"),
        (r#"{"count":1e999,"word":"\ud800"}"#, "wrong", "wrong"),
    ] {
        assert_eq!(sample(json), Some([count.to_owned(), word.to_owned()]), "{json}");
    }
    for json in ["[7,\"a\"]", "7", "null", "\"a\"", "", "{", r#"{"count":7}x"#, r#"{"count":7,}"#] {
        assert_eq!(sample(json), None, "{json}");
    }
}

#[test]
fn the_last_of_equal_members_wins_and_escapes_in_names_are_read() {
    let members = Object::parse(r#"{"a":1,"a":null,"\u0062":"x","\ud800":1}"#).unwrap();
    assert!(members.get("a").is_none());
    assert_eq!(members.read::<String>("b").as_deref(), Some("x"));
    assert_eq!(members.read("\u{fffd}"), Some(1));
    assert_eq!(sample(r#"{"count":1,"word":"a","count":2}"#), Some(["2".into(), "a".into()]));
    assert_eq!(sample(r#"{"\udc00":1,"count":3,"word":4}"#), Some(["3".into(), "wrong".into()]));
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
        assert!(serde_json::from_str::<Text<'_>>(json).is_err(), "{json}");
        assert_eq!(lossy_text(json).as_deref(), Some(shown), "{json}");
    }
    assert_eq!(lossy_text(r#""\ud83d\uDE00 plain""#).as_deref(), Some("😀 plain"));
    assert_eq!(lossy_text("\"plain\"").as_deref(), Some("plain"));
}

#[test]
fn only_a_string_is_text() {
    for json in ["1", "null", "true", "[1]", "[1,2]", "{}", "\"", "", "\"a\"b", "\"\n\"", r#""\x""#, r#""\u00g0""#] {
        assert_eq!(lossy_text(json), None, "{json}");
    }
}

#[test]
fn a_member_may_nest_without_end() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let deep = [&open.repeat(200_000), "1", &*close.repeat(200_000)].concat();
        let json = format!(r#"{{"deep":{deep},"word":"x","count":{deep}}}"#);
        assert_eq!(Object::parse(&json).unwrap().read::<String>("word").as_deref(), Some("x"));
        assert_eq!(sample(&json), Some(["wrong".into(), "x".into()]));
        assert!(is_value(&deep));
        assert_eq!(elements(&format!("[{deep},{deep}]")).unwrap().len(), 2);
    }
}

#[test]
fn of_what_breaks_off_the_members_before_it_are_kept() {
    for (json, names) in [
        (r#"{"a":1,"b":"x","c"#, &["a", "b"][..]),
        (r#"{"a":"x","b":NaN,"c":1}"#, &["a"]),
        (r#"{"a":{"b":1},}"#, &["a"]),
        (r#"{"a":1} and more"#, &["a"]),
        ("[1]", &[]),
        ("", &[]),
    ] {
        let members = Object::parse_up_to_fault(json);
        assert_eq!(members.members().map(|(name, _)| name).collect::<Vec<_>>(), names, "{json}");
    }
    assert_eq!(first_value("{\"a\":[1]} x"), Some("{\"a\":[1]}"));
    assert_eq!(first_value("[1,]"), None);
}

proptest! {
    #[test]
    fn code_units_are_read_as_utf_16(units in prop::collection::vec(prop_oneof![any::<u16>(), 0xd7f0..0xe010_u16], 0..8)) {
        let json = format!("\"{}\"", units.iter().map(|unit| format!("\\u{unit:04x}")).collect::<String>());
        prop_assert_eq!(lossy_text(&json), Some(String::from_utf16_lossy(&units)));
        let object = format!("{{{json}:{json}}}");
        let members = Object::parse(&object).unwrap();
        prop_assert_eq!(members.get(&String::from_utf16_lossy(&units)).map(|json| json.get()), Some(&*json));
    }

    #[test]
    fn no_text_panics(text in r#"([\[\]{}",:\\ \n]|[0-9eE.+-]|true|false|null|"a"|"count":|\\u00e9|\\ud83d|[a-z\x00-\x1f]){0,12}"#) {
        let _ = (sample(&text), super::fault(&text), first_value(&text), is_value(&text));
        prop_assert!(Object::parse_up_to_fault(&text).members().count() <= text.len());
    }
}
