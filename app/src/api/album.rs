//! The album over HTTP.

use leptos::prelude::*;

use crate::{
    domain::{
        CommentId, PartyId, PhotoId,
        album::{AlbumPage, MinePage, PhotoForm, PhotoPage, PhotoToReport, ReportedPhoto, RulesForm, Sent, WallPage},
        report::ReportForm,
    },
    error::Result,
};

/// A page of the album, newest first; `after` is the cursor of the page before, `shelf` what hosts look at beside it.
#[server(prefix = "/api", endpoint = "album/show")]
pub async fn show(party: PartyId, #[server(default)] shelf: String, after: Option<String>) -> Result<AlbumPage> {
    use crate::{
        backend::{Ctx, album},
        error::AppError,
    };
    Ctx::serve(|ctx| async move {
        let shelf = shelf.parse().map_err(|_| AppError::NotFound)?;
        album::show(&ctx, party, shelf, after.as_deref()).await
    })
    .await
}

/// One photo with all about it.
#[server(prefix = "/api", endpoint = "album/photo")]
pub async fn photo(party: PartyId, photo: PhotoId) -> Result<PhotoPage> {
    use crate::backend::{Ctx, album};
    Ctx::serve(|ctx| async move { album::photo(&ctx, party, photo).await }).await
}

/// Adds photos. The files themselves were received with the form; this tells what came of them.
#[server(prefix = "/api", endpoint = "album/add")]
pub async fn add(party: PartyId, #[server(default)] photos: Vec<PhotoId>) -> Result<Vec<Sent>> {
    use crate::{
        backend::{Ctx, album, ctx::redirect_with},
        domain::flash::Flash,
    };
    let sent = Ctx::serve(|ctx| async move { album::sent(&ctx, party, &photos).await }).await?;
    redirect_with(&format!("/p/{party}/album"), Flash::PhotosAdded);
    Ok(sent)
}

/// Changes caption and tags.
#[server(prefix = "/api", endpoint = "album/edit")]
pub async fn edit(party: PartyId, photo: PhotoId, #[server(flatten)] form: PhotoForm) -> Result<()> {
    use crate::{
        backend::{Ctx, album, ctx::redirect_with},
        domain::flash::Flash,
    };
    Ctx::serve(|ctx| async move { album::edit(&ctx, party, photo, form.parse()?).await }).await?;
    redirect_with(&format!("/p/{party}/album/{photo}"), Flash::PhotoSaved);
    Ok(())
}

/// Removes a photo with all its files. `list` is the list of reports to go back to.
#[server(prefix = "/api", endpoint = "album/delete")]
pub async fn delete(party: PartyId, photo: PhotoId, #[server(default)] list: String) -> Result<()> {
    use crate::{
        backend::{Ctx, album, board::reports::back, ctx::redirect_with},
        domain::flash::Flash,
    };
    Ctx::serve(|ctx| async move { album::delete(&ctx, party, photo).await }).await?;
    redirect_with(&back(party, &list, format!("/p/{party}/album")), Flash::PhotoRemoved);
    Ok(())
}

/// Has a photo that did not work prepared once more.
#[server(prefix = "/api", endpoint = "album/again")]
pub async fn again(party: PartyId, photo: PhotoId) -> Result<()> {
    use crate::backend::{Ctx, album};
    Ctx::serve(|ctx| async move { album::again(&ctx, party, photo).await }).await
}

/// Hides a photo (`on`) or shows it again.
#[server(prefix = "/api", endpoint = "album/hide")]
pub async fn hide(party: PartyId, photo: PhotoId, #[server(default)] on: String) -> Result<()> {
    use crate::{
        backend::{Ctx, album, ctx::redirect_with},
        domain::flash::Flash,
    };
    let hide = !on.is_empty();
    Ctx::serve(|ctx| async move { album::hide(&ctx, party, photo, hide).await }).await?;
    redirect_with(&format!("/p/{party}/album/{photo}"), if hide { Flash::PhotoHidden } else { Flash::PhotoShown });
    Ok(())
}

/// Lets others see a photo that waits.
#[server(prefix = "/api", endpoint = "album/approve")]
pub async fn approve(party: PartyId, photo: PhotoId) -> Result<()> {
    use crate::backend::{Ctx, album};
    Ctx::serve(|ctx| async move { album::approve(&ctx, party, photo).await }).await
}

/// Lets others see all photos that wait.
#[server(prefix = "/api", endpoint = "album/approve_all")]
pub async fn approve_all(party: PartyId) -> Result<()> {
    use crate::backend::{Ctx, album, ctx::redirect};
    Ctx::serve(|ctx| async move { album::approve_all(&ctx, party).await }).await?;
    redirect(&format!("/p/{party}/album"));
    Ok(())
}

/// Makes a photo the cover of the party.
#[server(prefix = "/api", endpoint = "album/cover")]
pub async fn cover(party: PartyId, photo: PhotoId) -> Result<()> {
    use crate::{
        backend::{Ctx, album, ctx::redirect_with},
        domain::flash::Flash,
    };
    Ctx::serve(|ctx| async move { album::cover(&ctx, party, photo).await }).await?;
    redirect_with(&format!("/p/{party}"), Flash::CoverChosen);
    Ok(())
}

/// Who adds photos, who sees them when, and whether the album is closed.
#[server(prefix = "/api", endpoint = "album/rules")]
pub async fn rules(party: PartyId, #[server(flatten)] form: RulesForm) -> Result<()> {
    use crate::{
        backend::{Ctx, album, ctx::redirect_with},
        domain::flash::Flash,
    };
    Ctx::serve(|ctx| async move { album::rules(&ctx, party, &form).await }).await?;
    redirect_with(&format!("/p/{party}/album"), Flash::PartySaved);
    Ok(())
}

/// Likes a photo (`on`), or no longer.
#[server(prefix = "/api", endpoint = "album/like")]
pub async fn like(party: PartyId, photo: PhotoId, #[server(default)] on: String) -> Result<()> {
    use crate::backend::{Ctx, album};
    Ctx::serve(|ctx| async move { album::like(&ctx, party, photo, !on.is_empty()).await }).await
}

/// Says something about a photo.
#[server(prefix = "/api", endpoint = "album/comment")]
pub async fn comment(party: PartyId, photo: PhotoId, #[server(default)] text: String) -> Result<()> {
    use crate::backend::{Ctx, album, ctx::redirect};
    let comment = Ctx::serve(|ctx| async move { album::comment(&ctx, party, photo, &text).await }).await?;
    redirect(&format!("/p/{party}/album/{photo}#comment-{comment}"));
    Ok(())
}

/// Removes a comment.
#[server(prefix = "/api", endpoint = "album/uncomment")]
pub async fn uncomment(party: PartyId, photo: PhotoId, comment: CommentId) -> Result<()> {
    use crate::backend::{Ctx, album, ctx::redirect};
    Ctx::serve(|ctx| async move { album::uncomment(&ctx, party, photo, comment).await }).await?;
    redirect(&format!("/p/{party}/album/{photo}"));
    Ok(())
}

/// Tags somebody, or with no `person` the viewer.
#[server(prefix = "/api", endpoint = "album/tag")]
pub async fn tag(party: PartyId, photo: PhotoId, #[server(default)] person: String) -> Result<()> {
    use crate::backend::{Ctx, album, ctx::redirect};
    Ctx::serve(|ctx| async move { album::tag(&ctx, party, photo, &person).await }).await?;
    redirect(&format!("/p/{party}/album/{photo}"));
    Ok(())
}

/// Takes somebody off a photo, or with no `person` the viewer.
#[server(prefix = "/api", endpoint = "album/untag")]
pub async fn untag(party: PartyId, photo: PhotoId, #[server(default)] person: String) -> Result<()> {
    use crate::backend::{Ctx, album, ctx::redirect};
    Ctx::serve(|ctx| async move { album::untag(&ctx, party, photo, &person).await }).await?;
    redirect(&format!("/p/{party}/album/{photo}"));
    Ok(())
}

/// Whether others may tag the viewer in photos. Guests without account say of which party they are one.
#[server(prefix = "/api", endpoint = "album/tagging")]
pub async fn tagging(party: Option<PartyId>, #[server(default)] untaggable: String) -> Result<()> {
    use crate::{
        backend::{Ctx, album, ctx::redirect_with},
        domain::flash::Flash,
    };
    Ctx::serve(|ctx| async move { album::tagging(&ctx, party, !untaggable.is_empty()).await }).await?;
    let page = party.map_or_else(|| "/album".to_owned(), |party| format!("/p/{party}/album"));
    redirect_with(&page, Flash::TaggingSaved);
    Ok(())
}

/// Photos of the viewer's over all parties, newest first; `after` is the cursor of the page before.
#[server(prefix = "/api", endpoint = "album/mine")]
pub async fn mine(after: Option<String>) -> Result<MinePage> {
    use crate::backend::{Ctx, album};
    Ctx::serve(|ctx| async move { album::mine(&ctx, after.as_deref()).await }).await
}

/// The latest photos, for a screen at the party.
#[server(prefix = "/api", endpoint = "album/wall")]
pub async fn wall(party: PartyId) -> Result<WallPage> {
    use crate::backend::{Ctx, album};
    Ctx::serve(|ctx| async move { album::wall(&ctx, party).await }).await
}

/// A photo that I may report.
#[server(prefix = "/api", endpoint = "album/to_report")]
pub async fn to_report(party: PartyId, photo: PhotoId) -> Result<PhotoToReport> {
    use crate::backend::{Ctx, album::reports};
    Ctx::serve(|ctx| async move { reports::to_report(&ctx, party, photo).await }).await
}

/// Reports a photo to the hosts.
#[server(prefix = "/api", endpoint = "album/report")]
pub async fn report(party: PartyId, photo: PhotoId, #[server(flatten)] form: ReportForm) -> Result<()> {
    use crate::{
        backend::{Ctx, album::reports, ctx::redirect_with},
        domain::flash::Flash,
    };
    Ctx::serve(|ctx| async move { reports::report(&ctx, party, photo, form.parse()?).await }).await?;
    redirect_with(&format!("/p/{party}/album/{photo}"), Flash::Reported);
    Ok(())
}

/// Closes the reports of a photo, which stays. `list` is the list of reports to go back to.
#[server(prefix = "/api", endpoint = "album/dismiss")]
pub async fn dismiss(party: PartyId, photo: PhotoId, #[server(default)] list: String) -> Result<()> {
    use crate::{
        backend::{Ctx, album::reports, board::reports::back, ctx::redirect_with},
        domain::flash::Flash,
    };
    Ctx::serve(|ctx| async move { reports::dismiss(&ctx, party, photo).await }).await?;
    redirect_with(&back(party, &list, format!("/p/{party}/reports")), Flash::PhotoReportsClosed);
    Ok(())
}

/// Reported photos of a party, for its hosts.
#[server(prefix = "/api", endpoint = "album/reports")]
pub async fn reports(party: PartyId) -> Result<Vec<ReportedPhoto>> {
    use crate::backend::{Ctx, album::reports};
    Ctx::serve(|ctx| async move { reports::of_party(&ctx, party).await }).await
}

/// All reported photos, for those who look after the site.
#[server(prefix = "/api", endpoint = "admin/photo_reports")]
pub async fn all_reports() -> Result<Vec<ReportedPhoto>> {
    use crate::backend::{Ctx, album::reports};
    Ctx::serve(|ctx| async move { reports::everywhere(&ctx).await }).await
}
