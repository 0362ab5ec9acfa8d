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
/// English is not a row but in the methods, so that a text goes with who says it to a part of the module that comes
/// later. Another language is a row of strings rather than a struct of fields: reading it into fields is 8 kB of code.
macro_rules! catalogue {
    (texts: $($text:ident $english:literal)*; plurals: $($plural:ident $one:literal $few:literal $many:literal $other:literal)*) => {
        /// The names of all texts, in their order; a plural has four strings.
        #[cfg(test)]
        pub const NAMES: &[&str] = &[$(stringify!($text),)* $(stringify!($plural), stringify!($plural), stringify!($plural), stringify!($plural),)*];

        /// English.
        pub static ENGLISH: Texts = Texts(None);

        #[expect(non_camel_case_types, reason = "each is the name of a method")]
        enum Place { $($text,)* $($plural,)* }

        const TEXTS: usize = [$(stringify!($text)),*].len();
        const COUNT: usize = TEXTS + 4 * [$(stringify!($plural)),*].len();

        /// All texts of one language. A method is named for what it says; `{n}` and the like are places to fill.
        pub struct Texts(Option<[&'static str; COUNT]>);

        #[expect(missing_docs, reason = "each is the name of its English text")]
        impl Texts {
            $(pub fn $text(&self) -> &'static str { self.text(Place::$text as usize, $english) })*
            $(pub fn $plural(&self) -> $crate::i18n::Plural {
                const AT: usize = TEXTS + 4 * (Place::$plural as usize - TEXTS);
                $crate::i18n::Plural {
                    one: self.text(AT, $one),
                    few: self.text(AT + 1, $few),
                    many: self.text(AT + 2, $many),
                    other: self.text(AT + 3, $other),
                }
            })*
        }

        impl Texts {
            /// A catalogue out of its strings; none when one is missing or too many.
            pub fn new(strings: Vec<&'static str>) -> Option<Self> {
                Some(Self(Some(strings.try_into().ok()?)))
            }

            #[inline(never)]
            fn text(&self, place: usize, english: &'static str) -> &'static str {
                self.0.as_ref().and_then(|texts| texts.get(place).copied()).unwrap_or(english)
            }

            /// Every text, in their order.
            #[cfg(test)]
            pub fn all(&self) -> Vec<&'static str> {
                let english = [$($english,)* $($one, $few, $many, $other,)*];
                (0..).zip(english).map(|(place, english)| self.text(place, english)).collect()
            }
        }
    };
}

pub(super) use catalogue;
