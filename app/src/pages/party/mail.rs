//! Mails to the guests of a party, for its hosts.

mod reminders;
mod sent;
mod write;

use leptos::prelude::*;

use self::{
    reminders::reminders,
    sent::{sent, unreached},
    write::{nudge, write},
};
use super::{guests::send_invitations, known, party_in_path};
use crate::{
    api,
    components::{Head, Icon, load},
    domain::{PartyId, live::Topic, mail::MailDesk},
    error::AppError,
    islands::Live,
};

/// Invitations, messages, reminders, and what became of them.
#[component]
pub fn PartyMailPage() -> impl IntoView {
    let party = party_in_path();
    let loading = async move {
        let party = known(party).await?;
        Ok::<_, AppError>((party, api::mail::desk(party).await?))
    };
    load(loading, |(party, desk)| page(party, desk))
}

fn page(party: PartyId, desk: MailDesk) -> impl IntoView {
    let invite = (desk.to_come && desk.to_invite > 0).then(|| send_invitations(party, desk.to_invite));
    let nudge = (desk.open && desk.to_nudge > 0).then(|| nudge(party, desk.to_nudge));
    let reminders = desk.to_come.then(|| reminders(party, &desk.reminders));
    view! {
        <Head title=format!("Mail · {}", desk.title) noindex=true />
        <div class="container mid page">
            <a class="back" href=format!("/p/{party}")><Icon name="arrow-left" />{desk.title}</a>
            <div class="page-head">
                <div>
                    <h1>"Mail"</h1>
                    <p>"To guests with an e-mail address. All others you reach with their personal links."</p>
                </div>
            </div>
            <div class="stack loose">
                {invite}
                {write(party)}
                {nudge}
                {reminders}
                <div class="stack loose" id="sent" data-topic=Topic::Answers.code()>
                    {unreached(party, desk.unreached)}
                    {sent(desk.counts)}
                </div>
            </div>
            <Live party=party />
        </div>
    }
}
