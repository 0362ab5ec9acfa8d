//! The redirect URIs of applications, compared byte by byte (security rule 24).

use super::{BEGIN_WRITE, Error, Store};
use crate::redirect_uri::RedirectUri;

impl Store {
    /// Makes `uris` the redirect URIs of an application, in place of those it had.
    ///
    /// # Errors
    /// What the database says.
    pub async fn set_redirect_uris(&self, application_id: i64, uris: &[RedirectUri]) -> Result<(), Error> {
        let mut transaction = self.writer.begin_with(BEGIN_WRITE).await?;
        sqlx::query("DELETE FROM redirect_uris WHERE application_id = ?")
            .bind(application_id)
            .execute(&mut *transaction)
            .await?;
        for uri in uris {
            sqlx::query("INSERT INTO redirect_uris (application_id, uri) VALUES (?, ?) ON CONFLICT DO NOTHING")
                .bind(application_id)
                .bind(uri.as_str())
                .execute(&mut *transaction)
                .await?;
        }
        Ok(transaction.commit().await?)
    }

    /// Whether `uri` is, byte for byte, one that the application registered.
    ///
    /// # Errors
    /// What the database says.
    pub async fn has_redirect_uri(&self, application_id: i64, uri: &str) -> Result<bool, Error> {
        let uris: Vec<String> = sqlx::query_scalar("SELECT uri FROM redirect_uris WHERE application_id = ?")
            .bind(application_id)
            .fetch_all(&self.readers)
            .await?;
        Ok(uris.iter().any(|registered| registered == uri))
    }
}
