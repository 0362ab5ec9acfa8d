//! Which words name an environment. The rules by which they count are in [`super`].

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::tier::Tier;
use crate::applications::fold::fold;

/// Words of several languages, as they are written; each is folded before it is compared.
pub(super) const WORDS: [(Tier, &[&str]); 3] = [
    (
        Tier::Production,
        &[
            // English, and short forms
            "production prod prd",
            // German, Dutch, Danish, Norwegian, Swedish
            "produktion produktiv produktivsystem produktionssystem produktionsumgebung productie produksjon",
            // Spanish, Portuguese, Italian, Romanian; French is as English
            "producción produção produzione producție",
            // Polish, Czech, Croatian
            "produkcja produkcji produkcję produkcyjny produkcyjna produkcyjne produkcyjnego produkcyjnej produkce produkční",
            // Hungarian, Turkish, Greek
            "éles üretim παραγωγή",
            // Russian, Ukrainian
            "прод продакшн продакшен продуктив продуктивний",
            // Arabic, Hebrew, Hindi
            "إنتاج الإنتاج ייצור उत्पादन",
            // Japanese, Chinese, Korean
            "本番 プロダクション 生产 生產 正式 프로덕션 운영 운영용",
        ],
    ),
    (
        Tier::Staging,
        &[
            "staging stage stg preproduction preprod uat qa",
            // German, Dutch
            "vorproduktion abnahme voorproductie acceptatie",
            // French, Spanish, Portuguese, Italian
            "préproduction préprod preproducción preprodução homologação homolog hml preproduzione collaudo",
            // Polish
            "przedprodukcja przedprodukcyjny przedprodukcyjna przedprodukcyjne akceptacyjny akceptacyjna akceptacyjne",
            // Russian, Ukrainian
            "стейджинг стейдж предпрод препрод",
            // Japanese, Chinese, Korean
            "ステージング 検証環境 预发布 預發布 预生产 預生產 스테이징",
        ],
    ),
    (
        Tier::Development,
        &[
            "development develop dev devel sandbox test tests testing tst preview local localhost",
            // German, Dutch
            "entwicklung entwicklungssystem entwicklungsumgebung testsystem testumgebung testomgeving vorschau lokal ontwikkeling lokaal",
            // French, Spanish, Portuguese, Italian, Romanian
            "développement essai aperçu desarrollo prueba pruebas desenvolvimento teste testes sviluppo prova dezvoltare",
            // Polish
            "deweloperski deweloperska deweloperskie testowy testowa testowe testowego testowej testy piaskownica lokalny lokalna lokalne",
            // Czech
            "vývoj vývojový testovací lokální",
            // Danish, Norwegian, Swedish, Finnish, Hungarian, Turkish, Greek
            "udvikling utvikling utveckling kehitys testi fejlesztés teszt geliştirme ανάπτυξη δοκιμή",
            // Russian, Ukrainian
            "разработка тест тестовый тестовая тестовое песочница локальный розробка тестовий",
            // Arabic, Hebrew, Hindi
            "تطوير التطوير اختبار الاختبار פיתוח בדיקה विकास परीक्षण",
            // Japanese, Chinese, Korean
            "開発 テスト サンドボックス ローカル プレビュー 开发 開發 测试 測試 沙箱 沙盒 개발 개발용 테스트 테스트용 샌드박스",
        ],
    ),
];

/// What Japanese and Chinese put behind such a word: "environment", "for".
const ENDINGS: [&str; 3] = ["環境", "环境", "用"];

/// A word behind one of these does not count: `non-production`, `hors production`, `nie produkcja`.
const NOT: &str = "non not no nicht kein keine hors sans não nie niet geen ikke inte не";

/// What may stand between such a word and the environment: `not for production`, `no longer production`.
const BETWEEN: &str = "for in use used longer yet a the to be für im w na pour en";

/// The production behind one of these is none yet.
const BEFORE: &str = "pre vor";

/// Nor is it one behind one of these: `post-production` is a trade.
const BEHIND: &str = "post";

/// What a word does with the environment behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// It names an environment.
    Tier(Tier),
    /// What is behind it does not count.
    Not,
    /// It says nothing between a [`Self::Not`] and what is behind.
    Between,
    /// A production behind it is staging.
    Before,
    /// A production behind it does not count.
    Behind,
}

/// The words by which names are read: those of above, and what the embedder adds.
pub struct Words {
    known: BTreeMap<String, Word>,
    /// What the embedder adds: words that stand one behind the other.
    own: Vec<(Vec<String>, Tier)>,
    /// How the embedder calls an environment, as written.
    names: Vec<(Tier, String)>,
}

thread_local! {
    /// What was read, by what the embedder adds: elements of one page mostly add the same.
    static READ: RefCell<BTreeMap<String, Rc<Words>>> = const { RefCell::new(BTreeMap::new()) };
}

impl Words {
    /// As [`Self::new`] reads them, once for all elements.
    pub fn of(own: &str) -> Rc<Self> {
        READ.with_borrow_mut(|read| read.entry(own.to_owned()).or_insert_with(|| Rc::new(Self::new(own))).clone())
    }

    /// Reads what the embedder adds: `production: live, prd; other: test`. What can't be read adds nothing: the facade has
    /// refused it.
    pub fn new(own: &str) -> Self {
        let mut words = Self { known: BTreeMap::new(), own: Vec::new(), names: Vec::new() };
        for (tier, lists) in WORDS {
            words.add(&lists.join(" "), Word::Tier(tier));
        }
        words.add(BETWEEN, Word::Between);
        words.add(NOT, Word::Not);
        words.add(BEFORE, Word::Before);
        words.add(BEHIND, Word::Behind);
        for (tier, list) in own.split(';').filter_map(|part| part.split_once(':')) {
            words.add_own(tier, list);
        }
        words
    }

    /// Adds a list of words. They are folded as one text, since each fold is a call of the browser.
    fn add(&mut self, list: &str, word: Word) {
        self.known.extend(fold(list).split_whitespace().map(|known| (known.to_owned(), word)));
    }

    fn add_own(&mut self, tier: &str, list: &str) {
        let Some(tier) = Tier::of_name(tier.trim()) else {
            return;
        };
        for entry in list.split(',').map(str::trim).filter(|entry| !entry.is_empty()) {
            let words: Vec<String> = split(&fold(entry)).into_iter().map(|found| found.word.to_owned()).collect();
            if words.is_empty() {
                continue;
            }
            self.own.push((words, tier));
            if !self.names.iter().any(|(named, _)| *named == tier) {
                self.names.push((tier, entry.to_owned()));
            }
        }
    }

    /// What the embedder calls an environment, where they say it: the first of the words that they add.
    pub fn name(&self, tier: Tier) -> Option<&str> {
        self.names.iter().find(|(named, _)| *named == tier).map(|(_, name)| name.as_str())
    }

    /// What a word says, and how many words it says it with.
    pub(super) fn read(&self, words: &[Found<'_>]) -> Option<(Word, usize)> {
        let says = |entry: &[String]| {
            entry.len() <= words.len() && entry.iter().zip(words).all(|(own, found)| own == found.word)
        };
        // The longest of them: it says more.
        let own = self.own.iter().filter(|(entry, _)| says(entry)).max_by_key(|(entry, _)| entry.len());
        if let Some((entry, tier)) = own {
            return Some((Word::Tier(*tier), entry.len()));
        }
        let word = words.first()?.word;
        let stem = ENDINGS.iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word);
        self.known.get(word).or_else(|| self.known.get(stem)).map(|word| (*word, 1))
    }
}

/// A word of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found<'a> {
    /// The word.
    pub word: &'a str,
    /// Where it begins in the text.
    pub start: usize,
    /// Whether it stands in brackets.
    pub is_inside: bool,
}

/// The words of a text. Letters, digits and other scripts are words of their own: `prod2`, `本番API`.
pub fn split(text: &str) -> Vec<Found<'_>> {
    let mut words = Vec::new();
    let (mut start, mut kind, mut depth) = (0, Kind::Between, 0_usize);
    // What is between words ends the last one.
    for (at, character) in text.char_indices().chain([(text.len(), ' ')]) {
        let next = Kind::of(character);
        if next != kind {
            if kind != Kind::Between {
                let word = text.get(start..at).unwrap_or_default();
                words.push(Found { word, start, is_inside: depth > 0 });
            }
            (start, kind) = (at, next);
        }
        match character {
            '(' | '[' | '{' | '（' | '【' | '「' => depth += 1,
            ')' | ']' | '}' | '）' | '】' | '」' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    words
}

/// What stands together as a word. Scripts that put no space between words end one where they change: `本番サーバー`.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Letter,
    Digit,
    Han,
    Hiragana,
    Katakana,
    Hangul,
    Between,
}

impl Kind {
    fn of(character: char) -> Self {
        match character {
            'a'..='z' | 'A'..='Z' => Self::Letter,
            '0'..='9' => Self::Digit,
            '\u{2e80}'..='\u{2fdf}' | '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}' => Self::Han,
            '\u{3040}'..='\u{309f}' => Self::Hiragana,
            // A dot between words.
            '\u{30fb}' | '\u{ff65}' => Self::Between,
            '\u{30a0}'..='\u{30ff}' | '\u{ff66}'..='\u{ff9f}' => Self::Katakana,
            // Folded texts hold its letters one by one.
            '\u{1100}'..='\u{11ff}' | '\u{ac00}'..='\u{d7a3}' => Self::Hangul,
            '\u{ff10}'..='\u{ff19}' => Self::Digit,
            // Signs, punctuation, drawings.
            '\0'..='\u{bf}' | '×' | '÷' | '\u{2000}'..='\u{2bff}' | '\u{3000}'..='\u{303f}' => Self::Between,
            '\u{e000}'..='\u{f8ff}' | '\u{fe00}'..='\u{fe4f}' | '\u{ff01}'..='\u{ff0f}' | '\u{1f000}'..='\u{1faff}' => {
                Self::Between
            }
            _ => Self::Letter,
        }
    }
}
