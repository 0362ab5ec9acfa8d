//! The catalogue: every text of the page by name. English is in `en.rs`, Polish in `pl.json`.

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

/// Declares [`Texts`] and what goes through all of its texts, so that neither can miss one.
macro_rules! catalogue {
    (texts: $($text:ident)*; plurals: $($plural:ident)*;) => {
        /// All texts of one language. A field is named for what it says; `{n}` and the like are places to fill.
        #[expect(missing_docs, reason = "each field is the name of its English text in `en.rs`")]
        pub struct Texts {
            $(pub $text: &'static str,)*
            $(pub $plural: Plural,)*
        }

        impl Texts {
            /// The names of the fields in their order; a plural has four strings, which are `one`, `few`, `many` and `other`.
            #[cfg(test)]
            pub const NAMES: (&[&str], &[&str]) = (&[$(stringify!($text)),*], &[$(stringify!($plural)),*]);

            /// A catalogue out of its strings, in the order of the fields.
            pub fn read(next: &mut dyn FnMut() -> &'static str) -> Self {
                Self {
                    $($text: next(),)*
                    $($plural: Plural { one: next(), few: next(), many: next(), other: next() },)*
                }
            }

            /// Every text, in the order of the fields.
            #[cfg(test)]
            pub fn all(&self) -> Vec<&'static str> {
                let mut all = vec![$(self.$text),*];
                for plural in [$(self.$plural),*] {
                    all.extend([plural.one, plural.few, plural.many, plural.other]);
                }
                all
            }
        }
    };
}

catalogue! {
    texts:
        sign_in
        sign_in_for
        kind_of_credentials
        client_id_and_secret
        access_token
        client_id
        client_secret
        token_help
        secret_help
        continue_
        signing_in
        cancel
        kept_in_tab
        kept_in_memory
        no_way_in
        portal_waits
        enter_client_id
        enter_client_secret
        token_empty
        token_bad_character
        token_not_bearer
        bad_credentials
        session_ended
        token_refused
        token_refused_draft
        token_expired
        signed_out
        valid_until
        valid_longer
        signed_in_until
        signed_in
        signed_in_as
        sign_out
        sign_in_again
        oauth_applications
        head_text
        new_application
        may_not_create
        search
        clear_search
        type_
        all_types
        confidential
        public
        refresh
        refresh_age
        cancel_loading
        loading
        loading_some
        retrying_in
        loading_applications
        updated_now
        updated
        some_of
        applications
        name
        secret
        created
        id
        grant_type
        actions
        actions_for
        copy_client_id
        copy_secret
        copy_command
        copied
        copied_what
        copy_failed
        copy_failed_text
        secret_hidden
        reveal_secret
        hide_secret_in
        no_secret
        hashed_secret
        secret_not_available
        incomplete_row
        incomplete_row_text
        unreadable_entry
        unnamed
        delete_menu
        no_applications
        no_applications_text
        no_match
        no_match_type
        no_match_type_only
        search_all_types
        partial_list
        partial_list_unknown
        partial_list_text
        retry
        retry_in
        try_again
        try_again_in
        offline
        old_offline
        not_refreshed
        old_text
        read_only
        read_only_text
        unreachable
        unreachable_where
        maybe_offline
        maybe_cors
        maybe_csp
        which_command
        token_command
        timed_out
        timed_out_text
        cancelled
        cancelled_text
        incomplete
        incomplete_text
        not_data
        not_data_text
        no_endpoint
        no_endpoint_text
        forbidden_list
        forbidden_text
        forbidden_scope
        forbidden_unknown
        too_many
        too_many_text
        server_error
        server_error_text
        request_id
        create_text
        name_help
        name_empty
        name_too_long
        name_control
        name_taken
        of_255
        create_application
        creating
        not_created
        may_not_create_text
        checking_created
        was_not_created
        may_be_created
        may_be_created_text
        check_again
        answer_lost
        was_created
        was_created_after_all
        delete_it
        sensitive
        sensitive_text
        no_usable_secret
        download_env
        downloaded
        save_first
        done
        close_unsaved
        close_unsaved_text
        keep_open
        close_without_saving
        close
        created_twice
        created_twice_text
        keep_both
        delete_other
        delete_title
        delete_text
        type_to_confirm
        type_client_id
        type_id
        delete_application
        deleting
        not_deleted
        still_works
        may_not_delete_text
        may_be_deleted
        may_be_deleted_text
        deleted
        already_deleted
        dismiss
        notifications
        hidden_character
        new_here
    ;
    plurals:
        count_applications
        match_elsewhere
        seconds
        minutes_old
        hours_old
    ;
}
