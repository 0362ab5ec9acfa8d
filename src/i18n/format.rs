//! Dates, ages, numbers and plurals, as `Intl` of the browser writes them: no tables of ours.

use js_sys::{Array, Date, Function, Intl, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use super::{ENGLISH, Plural, Texts, fill};
use crate::api::bare;

/// A language with its formatters. Made once for a mounted page: making a formatter is slow, using one is not.
pub struct Locale {
    /// The texts of the language.
    pub texts: &'static Texts,
    /// The language of the texts, for `lang`: another one may have no catalogue here, but its dates and numbers.
    pub tag: String,
    plural: Intl::PluralRules,
    number: Function,
    date: Function,
    time: Function,
    moment: Function,
    ago: Intl::RelativeTimeFormat,
    collator: Function,
}

impl Locale {
    /// Makes the formatters for a language tag (BCP 47), whose catalogue is `texts`. The tag must be well-formed: the element's facade sees to it.
    ///
    /// Where the language has no catalogue here, words are English, and so is what goes into a sentence with them: the
    /// rule of plurals, how long ago something was. Numbers, dates and the order of names are the user's all the same.
    pub fn new(tag: &str, texts: &'static Texts) -> Self {
        let spoken = if std::ptr::eq(texts, &ENGLISH) && !is_english(tag) { "en" } else { tag };
        let (tags, words) = (Array::of1(&JsValue::from_str(tag)), Array::of1(&JsValue::from_str(spoken)));
        let date = bare(&[("dateStyle", "medium".into())]);
        let time = bare(&[("timeStyle", "short".into())]);
        let moment = bare(&[("dateStyle", "long".into()), ("timeStyle", "long".into())]);
        let ago = bare(&[("style", "short".into())]);
        let collator = bare(&[("numeric", true.into()), ("sensitivity", "base".into())]);
        Self {
            texts,
            tag: spoken.to_owned(),
            plural: Intl::PluralRules::new(&words, &bare(&[])),
            number: Intl::NumberFormat::new(&tags, &bare(&[])).format(),
            date: Intl::DateTimeFormat::new(&tags, &date).format(),
            time: Intl::DateTimeFormat::new(&tags, &time).format(),
            moment: Intl::DateTimeFormat::new(&tags, &moment).format(),
            ago: Intl::RelativeTimeFormat::new(&words, &ago),
            collator: Intl::Collator::new(&tags, &collator).compare(),
        }
    }

    /// Writes a whole number with the language's separators.
    pub fn number(&self, number: f64) -> String {
        call(&self.number, &JsValue::from_f64(number))
    }

    /// Writes a number of things: `12 applications`.
    pub fn count(&self, plural: &Plural, number: f64) -> String {
        let form = match String::from(self.plural.select(number)).as_str() {
            "one" => plural.one,
            "few" => plural.few,
            "many" => plural.many,
            _ => plural.other,
        };
        fill(form, &[("n", &self.number(number))])
    }

    /// Writes a day: `18 Nov 2026`. `ms` counts from 1970.
    pub fn date(&self, ms: f64) -> String {
        call(&self.date, &Date::new(&JsValue::from_f64(ms)))
    }

    /// Writes a time of today, or a day and a time.
    pub fn time(&self, ms: f64) -> String {
        self.clock_of_today(ms).unwrap_or_else(|| {
            let at = Date::new(&JsValue::from_f64(ms));
            [call(&self.date, &at), call(&self.time, &at)].join(", ")
        })
    }

    /// Writes a moment in whole: day, time to the second, time zone.
    pub fn moment(&self, ms: f64) -> String {
        call(&self.moment, &Date::new(&JsValue::from_f64(ms)))
    }

    /// Writes the time of a moment of today; nothing for another day.
    pub fn clock_of_today(&self, ms: f64) -> Option<String> {
        let at = Date::new(&JsValue::from_f64(ms));
        (at.to_date_string() == Date::new_0().to_date_string()).then(|| call(&self.time, &at))
    }

    /// Writes how long ago something was, in words that suit a passed time: `2 min ago`.
    pub fn ago(&self, ms: f64) -> String {
        let minutes = (ms / 60_000.0).floor();
        let (number, unit) = if minutes < 60.0 { (minutes, "minute") } else { ((minutes / 60.0).floor(), "hour") };
        String::from(self.ago.format(-number, unit))
    }

    /// Writes about how long ago something was, in the largest unit that it fills: `8 sec. ago`, `10 days ago`, `2 yr. ago`.
    pub fn age(&self, ms: f64) -> String {
        const UNITS: [(&str, f64); 5] = [
            ("year", 31_557_600_000.0),
            ("month", 2_629_800_000.0),
            ("day", 86_400_000.0),
            ("hour", 3_600_000.0),
            ("minute", 60_000.0),
        ];
        // What a clock that goes slow puts into the future is now.
        let ms = ms.max(0.0);
        let (unit, length) = UNITS.into_iter().find(|(_, length)| ms >= *length).unwrap_or(("second", 1000.0));
        String::from(self.ago.format(-(ms / length).round(), unit))
    }

    /// Writes a length of time: `14 minutes`, `30 seconds`.
    pub fn length(&self, ms: f64) -> String {
        let seconds = (ms / 1000.0).ceil();
        if seconds < 90.0 {
            self.count(&self.texts.seconds(), seconds)
        } else if seconds < 5400.0 {
            self.count(&self.texts.minutes_old(), (seconds / 60.0).floor())
        } else {
            self.count(&self.texts.hours_old(), (seconds / 3600.0).floor())
        }
    }

    /// Gives the indices of `words` in the order of the language, numbers by their value, equals in their old order.
    ///
    /// One call into the browser's own sort: each word carries its index behind U+FFFE, which sorts before everything.
    pub fn order<'a>(&self, words: impl Iterator<Item = &'a str>) -> Vec<u32> {
        let keys: Array = words
            .enumerate()
            .map(|(index, word)| JsValue::from_str(&[word, "\u{FFFE}", &index.to_string()].concat()))
            .collect();
        if let Ok(sort) = Reflect::get(&keys, &JsValue::from_str("sort")) {
            // A comparator of the browser's own does not throw for strings.
            let _ = sort.unchecked_into::<Function>().call1(&keys, &self.collator);
        }
        let index = |key: String| key.get(key.rfind('\u{FFFE}')? + 3..)?.parse().ok();
        keys.iter().filter_map(|key| index(key.as_string()?)).collect()
    }
}

fn call(format: &Function, value: &JsValue) -> String {
    format.call1(&JsValue::NULL, value).ok().and_then(|text| text.as_string()).unwrap_or_default()
}

/// Whether a tag's language is English, which `enm` is not.
fn is_english(tag: &str) -> bool {
    tag.split('-').next() == Some("en")
}
