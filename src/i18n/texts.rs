//! What a catalogue is: its strings in one row, and a method for each.

/// A text that depends on a number, one form for each category of `Intl.PluralRules`.
#[derive(Clone, Copy)]
pub struct Plural {
    /// `one`: 1 in English and Polish.
    pub one: &'static str,
    /// `few`: 2 to 4, 22 to 24... in Polish.
    pub few: &'static str,
    /// `many`: 0, 5 to 21... in Polish.
    pub many: &'static str,
    /// `other`: the rest, and fractions.
    pub other: &'static str,
}

/// Declares `Texts` and `ENGLISH`: a method for each text, in the order in which every language has its strings.
///
/// A row of strings rather than a struct of fields, since reading a language into fields is 8 kB of code.
macro_rules! catalogue {
    (texts: $($text:ident $english:literal)*; plurals: $($plural:ident $one:literal $few:literal $many:literal $other:literal)*) => {
        /// The names of all texts, in their order; a plural has four strings.
        #[cfg(test)]
        pub const NAMES: &[&str] = &[$(stringify!($text),)* $(stringify!($plural), stringify!($plural), stringify!($plural), stringify!($plural),)*];

        /// English.
        pub static ENGLISH: Texts = Texts([$($english,)* $($one, $few, $many, $other,)*]);

        #[expect(non_camel_case_types, reason = "each is the name of a method")]
        enum Place { $($text,)* $($plural,)* }

        const TEXTS: usize = [$($english),*].len();
        const COUNT: usize = TEXTS + 4 * [$($one),*].len();

        /// All texts of one language. A method is named for what it says; `{n}` and the like are places to fill.
        pub struct Texts([&'static str; COUNT]);

        #[expect(missing_docs, reason = "each is the name of its English text")]
        impl Texts {
            $(pub fn $text(&self) -> &'static str { self.0[Place::$text as usize] })*
            $(pub fn $plural(&self) -> $crate::i18n::Plural {
                const AT: usize = TEXTS + 4 * (Place::$plural as usize - TEXTS);
                let [one, few, many, other] = [self.0[AT], self.0[AT + 1], self.0[AT + 2], self.0[AT + 3]];
                $crate::i18n::Plural { one, few, many, other }
            })*
        }

        impl Texts {
            /// A catalogue out of its strings; none when one is missing or too many.
            pub fn new(strings: Vec<&'static str>) -> Option<Self> {
                Some(Self(strings.try_into().ok()?))
            }

            /// Every text, in their order.
            #[cfg(test)]
            pub fn all(&self) -> Vec<&'static str> {
                self.0.to_vec()
            }
        }
    };
}

pub(super) use catalogue;
