//! Writes `data.d.ts`: the types of [`data`](super::data) and of errors for TypeScript, with their comments.

use ts_rs::{Config, TS};

use super::data::{Application, ApplicationList, ApplicationPage, CreatedApplication, Deletion, Secret, TokenAnswer};
use super::error_fields::{ErrorFields, KnownCode};
use super::model::Defect;

/// The text of `data.d.ts`.
#[must_use]
pub fn data_types() -> String {
    let types = [
        declared::<ApplicationList<'static>>(),
        declared::<ApplicationPage<'static>>(),
        declared::<Application<'static>>(),
        declared::<Secret<'static>>(),
        declared::<Defect>(),
        declared::<CreatedApplication<'static>>(),
        declared::<Deletion>(),
        declared::<TokenAnswer<'static>>(),
        declared::<ErrorFields>(),
        declared::<KnownCode>(),
    ];
    let head = "// What the typed client gives, and the fields of an error. Made from the Rust types of src/api: edit those.\n";
    [head.to_owned(), types.concat()].concat()
}

fn declared<T: TS>() -> String {
    let declaration = T::decl(&Config::default());
    let mut text = ["\n", &T::docs().unwrap_or_default(), "export "].concat();
    for (index, line) in declaration.lines().enumerate() {
        text.push_str(if index > 0 { "  " } else { "" });
        match line.strip_suffix(", };") {
            Some(last) if index > 0 => text.extend([last, ",\n};"]),
            _ => text.push_str(line.trim_end()),
        }
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::data_types;

    #[test]
    fn every_type_and_its_comments_are_there() {
        let types = data_types();
        for line in [
            "export type ApplicationList = {",
            "export type ApplicationPage = {",
            "  applications: Array<Application>,",
            "  rest: ErrorFields | null,",
            "  id: string | null,",
            "  clientType: \"confidential\" | \"public\" | (string & {}),",
            "  defects: Array<Defect>,",
            "export type Secret = { \"kind\": \"usable\",",
            "export type CreatedApplication = {",
            "export type Deletion = {",
            "  refreshToken?: string,",
            "  code: KnownCode | (string & {}),",
            "  fields: Record<string, string[]>,",
            "  outcomeUnknown: boolean,",
            "};",
            " * An OAuth 2.0 client (RFC 6749 section 2) as `GET /o/apps/` lists it.",
        ] {
            assert!(types.lines().any(|other| other == line), "{line}\n{types}");
        }
        assert!(types.contains("export type KnownCode = \"unreachable\" | "));
        assert!(!types.contains("bigint"));
    }
}
