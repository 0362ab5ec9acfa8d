//! Files that only their owner may access.

use std::{
    fs::{self, OpenOptions},
    io,
    path::Path,
};

/// Creates a file that its owner alone may read and write.
///
/// # Errors
/// What the system says, such as that it is there already.
pub fn create(path: &Path) -> io::Result<fs::File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Takes the permissions of others from a file, if it exists and belongs to this user. If that fails, the log names the
/// file.
#[cfg(unix)]
pub fn remove_others_access(path: &Path) {
    use std::os::unix::fs::PermissionsExt as _;
    let Ok(about) = fs::metadata(path) else { return };
    let mode = about.permissions().mode();
    if mode & 0o077 == 0 {
        return;
    }
    if let Err(error) = fs::set_permissions(path, fs::Permissions::from_mode(mode & 0o700)) {
        tracing::warn!(file = %path.display(), %error, "others may read this file");
    }
}

/// On other systems the access list of the folder decides.
#[cfg(not(unix))]
pub fn remove_others_access(_: &Path) {}
