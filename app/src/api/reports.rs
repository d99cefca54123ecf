//! Reports over HTTP. `list` is the list to go back to.

use leptos::prelude::*;

use crate::{
    domain::{
        PartyId, PostId,
        report::{PostToReport, ReportForm, ReportList, ReportsPage},
    },
    error::Result,
};

/// A post that I may report.
#[server(prefix = "/api", endpoint = "board/to_report")]
pub async fn to_report(party: PartyId, post: PostId) -> Result<PostToReport> {
    use crate::backend::{Ctx, board::reports};
    Ctx::serve(|ctx| async move { reports::to_report(&ctx, party, post).await }).await
}

/// Reports a post to the hosts.
#[server(prefix = "/api", endpoint = "board/report")]
pub async fn report(party: PartyId, post: PostId, #[server(flatten)] form: ReportForm) -> Result<()> {
    use crate::{
        backend::{Ctx, board::reports, ctx::redirect_with},
        domain::flash::Flash,
    };
    let above = Ctx::serve(|ctx| async move { reports::report(&ctx, party, post, form.parse()?).await }).await?;
    redirect_with(&format!("/p/{party}/board/{}#post-{post}", above.unwrap_or(post)), Flash::Reported);
    Ok(())
}

/// Closes the reports of a post, which stays.
#[server(prefix = "/api", endpoint = "board/dismiss")]
pub async fn dismiss(party: PartyId, post: PostId, #[server(default)] list: String) -> Result<()> {
    use crate::{
        backend::{Ctx, board::reports, ctx::redirect_with},
        domain::flash::Flash,
    };
    Ctx::serve(|ctx| async move { reports::dismiss(&ctx, party, post).await }).await?;
    redirect_with(&reports::back(party, &list, format!("/p/{party}/reports")), Flash::ReportsClosed);
    Ok(())
}

/// A page of a party's reported posts, for its hosts; `after` is the cursor of the page before.
#[server(prefix = "/api", endpoint = "board/reports")]
pub async fn of_party(party: PartyId, after: Option<String>) -> Result<ReportsPage> {
    use crate::backend::{Ctx, board::reports};
    Ctx::serve(|ctx| async move { reports::of_party(&ctx, party, after.as_deref()).await }).await
}

/// A page of all reported posts, for those who look after the site.
#[server(prefix = "/api", endpoint = "admin/reports")]
pub async fn everywhere(after: Option<String>) -> Result<ReportList> {
    use crate::backend::{Ctx, board::reports};
    Ctx::serve(|ctx| async move { reports::everywhere(&ctx, after.as_deref()).await }).await
}
