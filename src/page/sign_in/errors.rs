//! What is wrong with the form for credentials, and which field has to do with it.

/// What is wrong with what was typed, or with the answer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SignInErrors {
    /// At the client ID.
    pub client_id: Option<String>,
    /// At the client secret.
    pub secret: Option<String>,
    /// At the access token.
    pub token: Option<String>,
    /// Above the box.
    pub note: Option<String>,
    /// The token endpoint could not be reached: the same request as a command.
    pub command: Option<String>,
    /// When another try makes sense, in milliseconds since 1970.
    pub retry_at: Option<f64>,
    /// The server knows no such client, or it has another secret.
    pub wrong: bool,
    /// The user stopped it.
    pub stopped: bool,
}

/// The fields of the sign-in page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignInField {
    /// The client ID.
    ClientId,
    /// The client secret.
    Secret,
    /// The access token.
    Token,
}

impl SignInErrors {
    /// The field that the user has to look at: the first one with a message.
    pub fn field(&self) -> Option<SignInField> {
        if self.token.is_some() {
            Some(SignInField::Token)
        } else if self.client_id.is_some() {
            Some(SignInField::ClientId)
        } else if self.secret.is_some() || self.wrong || self.stopped {
            Some(SignInField::Secret)
        } else {
            None
        }
    }
}
