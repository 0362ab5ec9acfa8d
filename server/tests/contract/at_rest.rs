//! What the database file holds.

use std::{fs, path::Path};

use oauth_apps_server::{
    secrets::Key,
    store::{Error, Location, Store},
};

use crate::{
    flow::{Browser, PASSWORD, VERIFIER, pair_in, parameter, request},
    running::Running,
};

/// Every byte of the database's files, the write-ahead log included.
fn bytes_in(folder: &Path) -> Vec<u8> {
    let mut bytes = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        bytes.extend(fs::read(entry.unwrap().path()).unwrap());
    }
    bytes
}

fn holds(bytes: &[u8], canary: &str) -> bool {
    bytes.windows(canary.len()).any(|window| window == canary.as_bytes())
}

/// security rule 26
#[tokio::test]
async fn no_secret_and_no_token_stands_in_the_database_file() {
    let server = Running::start().await;
    let client = server.client("ana").await;
    let token = server.token(&client, "read write").await;
    let before = bytes_in(server.folder.path());
    server.store.close().await;
    for bytes in [before, bytes_in(server.folder.path())] {
        assert!(holds(&bytes, &client.client_id), "the search finds nothing at all");
        assert!(!holds(&bytes, &client.secret), "the secret stands in the file");
        assert!(!holds(&bytes, &token), "the token stands in the file");
        assert!(!holds(&bytes, &client.secret[..16]) && !holds(&bytes, &token[..16]));
    }
}

/// security rule 26
#[tokio::test]
async fn no_code_refresh_token_cookie_or_password_stands_in_the_database_file() {
    let server = Running::start().await;
    server.person("canary-user").await;
    let client = server.page_client().await;
    let path = request(&client, &[]);
    let mut browser = Browser::new(&server);
    let unused = parameter(&browser.allow(&path, "canary-user").await, "code").unwrap();
    let used = parameter(browser.submit(&path, &[("action", "allow")]).await.header("location"), "code").unwrap();
    let (access, refresh) = pair_in(&server.redeem(&client, &used).await);
    let (next_access, next_refresh) = pair_in(&server.refresh(&client, &refresh).await);
    let before = bytes_in(server.folder.path());
    server.store.close().await;
    let cookie = browser.cookie.split('=').nth(1).unwrap();
    let canaries =
        [&unused, &used, &access, &refresh, &next_access, &next_refresh, cookie, PASSWORD, VERIFIER, "some-state"];
    for bytes in [before, bytes_in(server.folder.path())] {
        assert!(holds(&bytes, "canary-user") && holds(&bytes, "$argon2id$"), "the search finds nothing at all");
        for canary in canaries {
            assert!(!holds(&bytes, canary), "{canary} stands in the file");
            assert!(!holds(&bytes, &canary[..8]), "a part of {canary} stands in the file");
        }
    }
}

/// security rule 26: sealed with the key of the configuration, and bound to its client.
#[tokio::test]
async fn the_database_opens_only_with_its_key() {
    let server = Running::start().await;
    let other = Key::from_base64(Key::generate_base64().unwrap().expose()).unwrap();
    let file = Location::File(server.folder.path().join("applications.sqlite"));
    assert!(matches!(Store::open(&file, other).await, Err(Error::WrongKey)));
}

/// Whatever the umask is, and also where they were made before.
#[cfg(unix)]
#[tokio::test]
async fn the_files_of_the_database_and_the_key_are_their_owners_alone() {
    use crate::process::{Serving, in_folder, succeed};
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let modes = || {
        let files = fs::read_dir(folder.path()).unwrap().map(|file| {
            let file = file.unwrap();
            (file.file_name().into_string().unwrap(), file.metadata().unwrap().permissions().mode() & 0o777)
        });
        files.collect::<std::collections::BTreeMap<_, _>>()
    };
    let private = |names: &[&str]| names.iter().map(|name| ((*name).to_owned(), 0o600)).collect();
    succeed(&mut in_folder(folder.path(), &["development-client", "--create-key"]));
    assert_eq!(modes(), private(&["a.sqlite", "key"]));
    for name in ["a.sqlite", "key"] {
        fs::set_permissions(folder.path().join(name), fs::Permissions::from_mode(0o664)).unwrap();
    }
    let serving = Serving::start(folder.path(), &[]);
    assert_eq!(modes(), private(&["a.sqlite", "a.sqlite-shm", "a.sqlite-wal", "key"]));
    assert_eq!(serving.stop().0, Some(0));
}

#[tokio::test]
async fn what_was_created_is_there_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let file = Location::File(folder.path().join("a.sqlite"));
    let text = Key::generate_base64().unwrap();
    let open = async || Store::open(&file, Key::from_base64(text.expose()).unwrap()).await.unwrap();
    let store = open().await;
    let user = store.ensure_user("ana").await.unwrap();
    let draft = oauth_apps_server::store::Draft::confidential("Kept".into());
    let made = store.create_application(user, draft).await.unwrap();
    store.close().await;
    let found = open().await.applications(user).await.unwrap();
    assert_eq!((found.len(), found[0].name.as_str(), found[0].id), (1, "Kept", made.id));
    assert!(found[0].client_secret.as_ref().unwrap().equals(&made.client_secret.unwrap()));
}

#[tokio::test]
async fn a_database_in_memory_works_too() {
    let key = Key::from_base64(Key::generate_base64().unwrap().expose()).unwrap();
    let store = Store::open(&":memory:".parse().unwrap(), key).await.unwrap();
    let user = store.ensure_user("ana").await.unwrap();
    let draft = oauth_apps_server::store::Draft::confidential("a".into());
    let made = store.create_application(user, draft).await.unwrap();
    assert_eq!(store.applications(user).await.unwrap().len(), 1);
    assert!(store.delete_application(user, made.id).await.unwrap());
    assert!(store.applications(user).await.unwrap().is_empty());
}
