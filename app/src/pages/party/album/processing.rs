//! My photos that are not ready: how far each has come.

use leptos::prelude::*;

use crate::{
    components::{ErrorSummary, Icon, PostForm},
    domain::{
        PartyId,
        album::{Processing, Status},
    },
};

pub fn processing(party: PartyId, photos: Vec<Processing>) -> Option<impl IntoView> {
    let failed = photos.iter().filter(|photo| photo.status == Status::Failed).count();
    let heading = match photos.len() - failed {
        0 => "Photos that did not work".to_owned(),
        1 => "1 photo is being prepared".to_owned(),
        count => format!("{count} photos are being prepared"),
    };
    (!photos.is_empty()).then(|| {
        let photos = photos.into_iter().map(|photo| line(party, photo)).collect_view();
        view! {
            <section class="panel stack" aria-labelledby="processing">
                <h2 class="part" id="processing">{heading}</h2>
                <ul class="processing">{photos}</ul>
            </section>
        }
    })
}

fn line(party: PartyId, photo: Processing) -> impl IntoView {
    let (icon, class) = if photo.status == Status::Failed { ("warn", "bad") } else { ("hourglass", "muted") };
    let words = photo.failure.map_or(photo.status.label(), |failure| failure.label());
    let name = photo.name.clone();
    let form = |action: &'static str, label: &'static str| {
        let name = photo.name.clone();
        view! {
            <PostForm action=action subject=photo.id.to_string()>
                <ErrorSummary />
                <input type="hidden" name="party" value=party.to_string() />
                <input type="hidden" name="photo" value=photo.id.to_string() />
                <button class="btn small">{label}<span class="sr-only">" (" {name} ")"</span></button>
            </PostForm>
        }
    };
    let again = photo.again.then(|| form("/api/album/again", "Try again"));
    let remove = form("/api/album/delete", "Remove");
    view! {
        <li>
            <Icon name=icon />
            <div><p>{name}</p><p class=format!("small {class}")>{words}</p></div>
            <div class="row">{again} {remove}</div>
        </li>
    }
}
