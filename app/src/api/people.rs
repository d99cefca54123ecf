//! People among each other over HTTP. `next` is the list to go back to.

use leptos::prelude::*;

use crate::{
    domain::people::{PeoplePage, PeopleTab, ProfilePage},
    error::Result,
};

/// Somebody's page.
#[server(prefix = "/api", endpoint = "people/profile")]
pub async fn profile(#[server(default)] username: String) -> Result<ProfilePage> {
    use crate::backend::{Ctx, people};
    Ctx::serve(|ctx| async move { people::profile(&ctx, &username).await }).await
}

/// A page of people around the viewer.
#[server(prefix = "/api", endpoint = "people/list")]
pub async fn list(tab: PeopleTab, after: Option<String>) -> Result<PeoplePage> {
    use crate::backend::{Ctx, people};
    Ctx::serve(|ctx| async move { people::list(&ctx, tab, after.as_deref()).await }).await
}

#[server(prefix = "/api", endpoint = "people/follow")]
pub async fn follow(#[server(default)] username: String, #[server(default)] next: String) -> Result<()> {
    use crate::{
        backend::{Ctx, ctx::redirect_with, people},
        domain::flash::Flash,
    };
    let username = Ctx::serve(|ctx| async move { people::follow(&ctx, &username).await }).await?;
    redirect_with(&people::back(&username, &next), Flash::Followed);
    Ok(())
}

#[server(prefix = "/api", endpoint = "people/unfollow")]
pub async fn unfollow(#[server(default)] username: String, #[server(default)] next: String) -> Result<()> {
    use crate::{
        backend::{Ctx, ctx::redirect_with, people},
        domain::flash::Flash,
    };
    let username = Ctx::serve(|ctx| async move { people::unfollow(&ctx, &username).await }).await?;
    redirect_with(&people::back(&username, &next), Flash::Unfollowed);
    Ok(())
}

/// From then on the two do not see each other.
#[server(prefix = "/api", endpoint = "people/block")]
pub async fn block(#[server(default)] username: String) -> Result<()> {
    use crate::{
        backend::{Ctx, ctx::redirect_with, people},
        domain::flash::Flash,
    };
    Ctx::serve(|ctx| async move { people::block(&ctx, &username).await }).await?;
    redirect_with("/people?tab=blocked", Flash::Blocked);
    Ok(())
}

#[server(prefix = "/api", endpoint = "people/unblock")]
pub async fn unblock(#[server(default)] username: String) -> Result<()> {
    use crate::{
        backend::{Ctx, ctx::redirect_with, people},
        domain::flash::Flash,
    };
    Ctx::serve(|ctx| async move { people::unblock(&ctx, &username).await }).await?;
    redirect_with("/people?tab=blocked", Flash::Unblocked);
    Ok(())
}
