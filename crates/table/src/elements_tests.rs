//! Tests that the elements of a list are those that `serde_json` finds, wherever the text is cut, and that what is left of the
//! text is JSON if and only if the whole was.

use proptest::prelude::*;
use serde_json::Value;

use super::{Elements, Sink};

#[derive(Default)]
struct Found(Vec<Value>);

impl Sink for Found {
    fn is_list(&self, name: &[u8]) -> bool {
        name == b"results"
    }

    fn element(&mut self, json: &[u8]) -> bool {
        let value = serde_json::from_slice(json);
        value.is_ok_and(|value| {
            self.0.push(value);
            true
        })
    }
}

/// The elements, and what is left.
fn cut(text: &[u8], size: usize) -> (Vec<Value>, String) {
    let (mut elements, mut found) = (Elements::default(), Found::default());
    text.chunks(size).for_each(|bytes| elements.take(bytes, &mut found));
    (found.0, String::from_utf8_lossy(&elements.finish()).into_owned())
}

#[test]
fn elements_come_out_and_their_numbers_stay() {
    for size in 1..20 {
        let (found, left) = cut(br#"[ {"a":"]\"}"} , [1,[2]], 3,"x,]" ,null]"#, size);
        assert_eq!(found, serde_json::from_str::<Vec<Value>>(r#"[{"a":"]\"}"},[1,[2]],3,"x,]",null]"#).unwrap());
        assert_eq!(left, "[ 0, 1, 2,3,4]");
        let (found, left) =
            cut(br#"{"count": 2, "x": {"results": [9]}, "y": [8], "results": [1, 2], "next": "]"}"#, size);
        assert_eq!(found, [Value::from(1), Value::from(2)]);
        assert_eq!(left, r#"{"count": 2, "x": {"results": [9]}, "y": [8], "results": [0, 1], "next": "]"}"#);
    }
}

#[test]
fn of_two_lists_of_the_name_the_numbers_tell_which_is_which() {
    let (found, left) = cut(br#"{"results":[7],"results":[8,9]}"#, 5);
    assert_eq!(found, [7, 8, 9].map(Value::from));
    assert_eq!(left, r#"{"results":[0],"results":[1,2]}"#);
}

#[test]
fn what_is_no_list_is_left_as_it_is() {
    for text in ["", "<html>", "null", "3", "\"[1]\"", "\u{feff} 1", "}", "[", "{\"results\"", "{]", "[}]", "[{}}, 1]"]
    {
        let (_, left) = cut(text.as_bytes(), 3);
        assert_eq!(left, text, "{text}");
    }
    assert_eq!(cut("\u{feff}\n[true]".as_bytes(), 1).1, "\u{feff}\n[0]");
}

/// Texts of what JSON is made of, in any order.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "[",
        "]",
        "{",
        "}",
        ",",
        ":",
        "\"results\"",
        "\"",
        "\\",
        "1",
        "{\"a\":1}",
        "null",
        " ",
        "[1]",
        "\"]\"",
        "\"\\\"\"",
    ]);
    prop::collection::vec(piece, 0..16).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn what_is_left_is_json_if_and_only_if_the_whole_was(text in pieces(), size in 1_usize..8) {
        let (_, left) = cut(text.as_bytes(), size);
        prop_assert_eq!(serde_json::from_str::<Value>(&left).is_ok(), serde_json::from_str::<Value>(&text).is_ok());
    }

    #[test]
    fn where_the_text_is_cut_does_not_matter(text in pieces(), size in 1_usize..8) {
        prop_assert_eq!(cut(text.as_bytes(), size), cut(text.as_bytes(), text.len().max(1)));
    }
}
