//! The list of applications: toolbar, banners, rows, and what shows in the place of rows.

mod application_list;
mod banners;
mod blank;
mod changed_row;
mod created_banners;
mod empty_list;
mod environment_filter;
mod filters;
mod group_headings;
mod head_row;
mod list_page;
mod load;
mod load_error;
mod new_application;
mod no_match;
mod refresh;
mod row;
mod row_actions;
mod row_chips;
mod row_dom;
mod row_look;
mod rows;
mod search;
mod skeleton;
mod stale_banner;
mod status;
mod toolbar;
mod type_filter;

pub use list_page::ListPage;
pub use load::load_list;
