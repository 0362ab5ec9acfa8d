//! Keeps the rows of a list packed: a row is some hundred bytes end to end with the others, and becomes an [`Application`] when
//! somebody asks for it. A hundred thousand applications as they are would be some hundred bytes more each, and half a million
//! pieces of memory.
//!
//! Pure.

use std::fmt;

use table::{Record, Records, fingerprint};
use zeroize::Zeroizing;

use super::error::Error;
use super::model::{AppId, Application, ClientType, DEFECTS, Defect, Defects, RowKey};
use super::others::Others;
use super::secret::{ClientSecret, SecretText};
use super::secret_forms::Form;

/// A row before it is packed: nothing of it is its own.
pub struct Row<'a> {
    /// As it is written; empty where there is none.
    pub id: &'a str,
    /// Empty where there is none.
    pub name: &'a str,
    /// Empty where there is none.
    pub client_id: &'a str,
    /// As it is written; empty where there is none.
    pub client_type: &'a str,
    /// What the secret is.
    pub form: Form,
    /// In clear; not kept in another form.
    pub secret: &'a str,
    /// In milliseconds since 1970 UTC.
    pub created: Option<f64>,
    /// In milliseconds since 1970 UTC.
    pub updated: Option<f64>,
    /// Empty where there is none.
    pub grant_type: &'a str,
    /// Each as it is written.
    pub redirect_uris: &'a [String],
    /// None where the server does not say it.
    pub skip_authorization: Option<bool>,
    /// What nothing is known of, as [`Others`] has it.
    pub others: &'a str,
    /// What is wrong with it. That its id comes again is told of the list.
    pub defects: Defects,
}

/// What a list call brought.
#[derive(Debug, PartialEq)]
pub struct Listing {
    /// The rows in the server's order.
    pub applications: Rows,
    /// How many there are in all, where the server says so.
    pub total: Option<u64>,
    /// Why the list ends early: a later page failed, or `next` was refused.
    pub rest: Option<Error>,
    /// When the last page was written by the server's own clock, in milliseconds since 1970; none where the browser does
    /// not show it.
    pub date: Option<f64>,
}

/// Rows in the server's order, found by their index.
#[derive(Default)]
pub struct Rows {
    records: Records,
    /// Whether another row has the id of one.
    is_repeated: Vec<bool>,
    /// How many rows before one have its id, or have none as well; of those alone where there are any.
    nth: Vec<(u32, u32)>,
}

impl Rows {
    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// Adds a row at the end. Its key is what [`Rows::set_nth`] says.
    pub fn push<'a>(&mut self, row: impl Into<Row<'a>>) {
        let row = row.into();
        self.records.push(room(&row), |record| pack(&row, record));
        self.is_repeated.push(row.defects.has(Defect::DuplicateId));
    }

    /// Takes away all from an index on.
    pub(super) fn truncate(&mut self, len: usize) {
        self.records.truncate(len);
        self.is_repeated.truncate(len);
        self.nth.retain(|(index, _)| (*index as usize) < len);
    }

    /// Takes away all from an index on but some, which have no key yet.
    pub(super) fn keep(&mut self, from: usize, kept: &[usize]) {
        let kept: Vec<_> = kept.iter().map(|index| Zeroizing::new(self.records.bytes(*index).to_vec())).collect();
        self.truncate(from);
        for row in kept {
            self.records.push(row.len(), |record| record.extend_from_slice(&row));
            self.is_repeated.push(false);
        }
    }

    /// Says how many rows before one have its id, or have none as well. From row to row.
    pub(super) fn set_nth(&mut self, index: usize, nth: u32) {
        if nth > 0 {
            self.nth.push((index as u32, nth));
        }
    }

    /// Says that another row has the id of one.
    pub(super) fn set_repeated(&mut self, index: usize) {
        if let Some(is_repeated) = self.is_repeated.get_mut(index) {
            *is_repeated = true;
        }
    }

    /// A row.
    #[must_use]
    pub fn get(&self, index: usize) -> Option<Application> {
        let is_repeated = self.is_repeated.get(index) == Some(&true);
        Some(unpack(self.records.get(index)?, self.nth(index), is_repeated))
    }

    /// All rows.
    pub fn iter(&self) -> impl Iterator<Item = Application> + Clone {
        (0..self.len()).filter_map(|index| self.get(index))
    }

    /// The key of a row.
    #[must_use]
    pub fn key(&self, index: usize) -> Option<RowKey> {
        self.records.get(index)?;
        Some(RowKey::new(self.id(index).parse().ok(), self.nth(index)))
    }

    /// The row with a key.
    #[must_use]
    pub fn find(&self, key: RowKey) -> Option<usize> {
        let id = key.id();
        let id = id.as_ref().map_or("", AppId::as_str);
        (0..self.len()).find(|index| self.id_bytes(*index) == id.as_bytes() && self.nth(*index) == key.nth())
    }

    /// When a row was created, in milliseconds since 1970.
    #[must_use]
    pub fn created(&self, index: usize) -> Option<f64> {
        time(self.records.get(index)?.float())
    }

    /// The id of a row as it is written; empty where it has none.
    #[must_use]
    pub fn id(&self, index: usize) -> &str {
        self.records.get(index).map_or("", |mut record| skip_times(&mut record).text())
    }

    /// The same as bytes: nobody looks whether they are a text.
    pub(super) fn id_bytes(&self, index: usize) -> &[u8] {
        self.records.get(index).map_or(&[], |mut record| skip_times(&mut record).bytes())
    }

    /// The name and the client ID of a row.
    #[must_use]
    pub fn names(&self, index: usize) -> (&str, &str) {
        self.records.get(index).map_or(("", ""), |mut record| {
            let (_, name, client_id) = skip_texts(&mut record);
            (name, client_id)
        })
    }

    /// The client type of a row.
    #[must_use]
    pub fn client_type(&self, index: usize) -> ClientType {
        self.records.get(index).map_or(ClientType::Other(String::new()), |mut record| {
            skip_texts(&mut record);
            client_type(&mut record)
        })
    }

    /// A number that a row has for as long as nothing of it changes, in another list too.
    #[must_use]
    pub fn identity(&self, index: usize) -> u64 {
        let is_repeated = u64::from(self.is_repeated.get(index) == Some(&true));
        fingerprint(self.records.bytes(index)) ^ (u64::from(self.nth(index)) << 1 | is_repeated)
    }

    fn nth(&self, index: usize) -> u32 {
        let place = self.nth.binary_search_by_key(&(index as u32), |(index, _)| *index);
        place.ok().and_then(|place| self.nth.get(place)).map_or(0, |(_, nth)| *nth)
    }
}

impl fmt::Debug for Rows {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_list().entries(self.iter()).finish()
    }
}

impl PartialEq for Rows {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl FromIterator<Application> for Rows {
    /// Rows with the keys that they have.
    fn from_iter<T: IntoIterator<Item = Application>>(rows: T) -> Self {
        let mut packed = Self::default();
        for (index, row) in rows.into_iter().enumerate() {
            packed.push(&row);
            packed.set_nth(index, row.key.nth());
        }
        packed
    }
}

/// What a moment is kept as. None is no number.
fn time(millis: f64) -> Option<f64> {
    (!millis.is_nan()).then_some(millis)
}

impl<'a> From<&'a Application> for Row<'a> {
    fn from(row: &'a Application) -> Self {
        let mut defects = Defects::default();
        row.defects.iter().for_each(|defect| defects.set(*defect, true));
        Self {
            id: row.id.as_ref().map_or("", AppId::as_str),
            name: &row.name,
            client_id: &row.client_id,
            client_type: match &row.client_type {
                ClientType::Confidential => "confidential",
                ClientType::Public => "public",
                ClientType::Other(word) => word,
            },
            form: match row.secret {
                ClientSecret::Usable(_) => Form::Clear,
                ClientSecret::Hashed => Form::Hash,
                ClientSecret::Missing => Form::Nothing,
            },
            secret: row.secret.usable().map_or("", SecretText::expose),
            created: row.created,
            updated: row.updated,
            grant_type: row.grant_type.as_deref().unwrap_or_default(),
            redirect_uris: &row.redirect_uris,
            skip_authorization: row.skip_authorization,
            others: row.others.packed(),
            defects,
        }
    }
}

/// How many bytes a row takes at the most.
fn room(row: &Row<'_>) -> usize {
    let texts = [row.id, row.name, row.client_id, row.client_type, row.secret, row.grant_type, row.others].into_iter();
    let uris = row.redirect_uris.iter().map(String::as_str);
    // Two moments, a number, and a byte for each of the rest.
    texts.chain(uris).map(|text| text.len() + Record::MOST).sum::<usize>() + 2 * 8 + Record::MOST + 4
}

fn pack(row: &Row<'_>, record: &mut Vec<u8>) {
    Record::put_float(record, row.created.unwrap_or(f64::NAN));
    Record::put_float(record, row.updated.unwrap_or(f64::NAN));
    for text in [row.id, row.name, row.client_id] {
        Record::put_text(record, text);
    }
    match row.client_type {
        "confidential" => record.push(0),
        "public" => record.push(1),
        word => {
            record.push(2);
            Record::put_text(record, word);
        }
    }
    record.push(row.form as u8);
    Record::put_text(record, if row.form == Form::Clear { row.secret } else { "" });
    Record::put_text(record, row.grant_type);
    Record::put_number(record, row.redirect_uris.len());
    row.redirect_uris.iter().for_each(|uri| Record::put_text(record, uri));
    record.push(row.skip_authorization.map_or(2, u8::from));
    Record::put_text(record, row.others);
    record.push(row.defects.0 & !Defects::of(Defect::DuplicateId).0);
}

fn unpack(mut record: Record<'_>, nth: u32, is_repeated: bool) -> Application {
    let (created, updated) = (record.float(), record.float());
    let (id, name, client_id) = (record.text(), record.text(), record.text());
    let id = id.parse().ok();
    let client_type = client_type(&mut record);
    let (form, secret) = (record.byte(), record.text());
    let form = [Form::Clear, Form::Hash].into_iter().find(|known| *known as u8 == form).unwrap_or(Form::Nothing);
    let grant_type = Some(record.text()).filter(|kind| !kind.is_empty()).map(str::to_owned);
    let redirect_uris = (0..record.number()).map(|_| record.text().to_owned()).collect();
    let skip_authorization = Some(record.byte()).filter(|byte| *byte < 2).map(|byte| byte == 1);
    let others = Others::new(record.text());
    let defects = Defects(record.byte());
    let is_there = |defect| if defect == Defect::DuplicateId { is_repeated } else { defects.has(defect) };
    Application {
        id,
        key: RowKey::new(id, nth),
        name: name.to_owned(),
        client_id: client_id.to_owned(),
        client_type,
        secret: ClientSecret::of_form(form, SecretText::new(secret.to_owned())),
        created: time(created),
        updated: time(updated),
        grant_type,
        redirect_uris,
        skip_authorization,
        others,
        defects: DEFECTS.into_iter().filter(|defect| is_there(*defect)).collect(),
    }
}

/// Passes the moments, and gives id, name and client ID.
fn skip_texts<'a>(record: &mut Record<'a>) -> (&'a str, &'a str, &'a str) {
    skip_times(record);
    (record.text(), record.text(), record.text())
}

/// Passes the moments.
fn skip_times<'a, 'b>(record: &'b mut Record<'a>) -> &'b mut Record<'a> {
    record.float();
    record.float();
    record
}

fn client_type(record: &mut Record<'_>) -> ClientType {
    match record.byte() {
        0 => ClientType::Confidential,
        1 => ClientType::Public,
        _ => ClientType::Other(record.text().to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::Rows;
    use crate::api::decode_list;

    const LIST: &[u8] = br#"[{"id": 1, "name": "A", "client_id": "a", "client_type": "native", "client_secret": "s", "created": "2026-01-01T00:00:00Z",
        "updated": "2026-01-02T00:00:00.5Z", "team": {"id": 7}, "authorization_grant_type": "password", "redirect_uris": ["https://a", "https://b"],
        "skip_authorization": false}, {"id": 1, "name": 3, "client_id": "", "client_type": [], "client_secret": 7}, {}, null,
        {"id": 170141183460469231731687303715884105728, "client_secret": "pbkdf2_sha256$6$s$h", "skip_authorization": true}]"#;

    #[test]
    fn a_row_is_the_same_after_it_was_packed_again() {
        let rows = decode_list(LIST).unwrap().applications;
        let again: Rows = rows.iter().collect();
        assert_eq!(again, rows);
        assert_eq!(
            (0..5).map(|at| again.identity(at)).collect::<Vec<_>>(),
            (0..5).map(|at| rows.identity(at)).collect::<Vec<_>>()
        );
        for (index, row) in rows.iter().enumerate() {
            assert_eq!((rows.key(index), rows.find(row.key)), (Some(row.key), Some(index)));
            assert_eq!(rows.names(index), (&*row.name, &*row.client_id));
            assert_eq!((rows.created(index), rows.client_type(index)), (row.created, row.client_type));
        }
    }

    #[test]
    fn a_row_that_changes_has_another_identity() {
        let identity = |list: &[u8]| decode_list(list).unwrap().applications.identity(0);
        let one = identity(br#"[{"id": 1, "name": "A", "client_id": "a"}]"#);
        assert_eq!(one, identity(br#"[{"client_id": "a", "name": "\u0041", "id": 1}]"#));
        for other in [
            r#"[{"id": 1, "name": "B", "client_id": "a"}]"#,
            r#"[{"id": 1, "name": "A", "client_id": "a", "client_secret": "s"}]"#,
            r#"[{"id": 1, "name": "A", "client_id": "a", "extra": 1}]"#,
            r#"[{"id": 1, "name": "A", "client_id": "a"}, {"id": 1, "name": "B", "client_id": "b"}]"#,
        ] {
            assert_ne!(one, identity(other.as_bytes()), "{other}");
        }
    }
}
