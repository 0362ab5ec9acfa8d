//! The environments that there are.

/// For whom an application is, as far as its name says: the tier of its environment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tier {
    /// It serves users.
    Production,
    /// It is to become production.
    Staging,
    /// Somebody works on it, or tries it.
    Development,
    /// The name says none, or several.
    Other,
}

impl Tier {
    /// All of them, the one first that matters most.
    pub const ALL: [Self; 4] = [Self::Production, Self::Staging, Self::Development, Self::Other];

    /// Its name in the document and in the configuration.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Production => "production",
            Self::Staging => "staging",
            Self::Development => "development",
            Self::Other => "other",
        }
    }

    /// The one of a name.
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tier| tier.as_str() == name)
    }
}
