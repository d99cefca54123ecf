//! For those who look after the whole site.

mod reports;
mod site;

pub use reports::AdminReportsPage;
pub use site::AdminPage;
