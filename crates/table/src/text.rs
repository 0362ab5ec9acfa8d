//! What is asked of each text of a long list.

/// Whether a text has ASCII letters and digits alone. Looks at all of it: so it is vectorised.
#[must_use]
#[inline(never)]
#[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
pub fn is_alphanumeric(text: &str) -> bool {
    text.bytes().fold(true, |is, byte| is & byte.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::is_alphanumeric;

    proptest! {
        #[test]
        fn it_is_what_the_standard_library_says(text in "[a-zA-Z0-9]{0,70}([^a-zA-Z0-9][a-zA-Z0-9]{0,20})?") {
            prop_assert_eq!(is_alphanumeric(&text), text.bytes().all(|byte| byte.is_ascii_alphanumeric()));
        }
    }
}
