//! `soiree demo`: people, parties, answers and posts to look at, with pictures that the program draws itself.

mod album;
mod big;
mod board;
mod draw;
mod guests;
mod large_album;
mod long_board;
mod people;
mod plans;
mod words;

use anyhow::{Result, bail};
use app::{
    backend::{Ctx, entities::users, parties as hosting},
    domain::{
        PartyId, PictureId,
        party::PartyForm,
        picture::Purpose,
        time::{self, DAY},
        user::Person,
    },
    error::AppError,
};
use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::json;

use crate::{config::Config, state::AppState, uploads};

/// The password of everybody in the demo.
const PASSWORD: &str = "let us dance tonight";

/// Fills an empty site, with so many more posts on the board of the first party, so many photos in the albums and so
/// many more people around, and prints two logins.
pub async fn run(config: &Config, json: bool, posts: usize, photos: usize, big: usize) -> Result<()> {
    let state = AppState::without_site(config).await?;
    if users::Entity::find().count(state.services.db.read()).await? > 0 {
        bail!("there are people in this database already; the demo wants an empty one (SOIREE_DATA=demo make demo)");
    }
    let people = people::make(&state).await?;
    let mut parties = Vec::new();
    for (number, plan) in plans::PLANS.iter().enumerate() {
        let host = &people[plan.host % people.len()];
        let party = party(&state, host, plan, number).await?;
        guests::invite(&ctx_of(&state, host), party, plan, &people, number).await.map_err(told)?;
        board::fill(&state, party, number, &people).await?;
        if parties.is_empty() {
            album::fill(&state, party, host).await?;
        }
        parties.push(party);
    }
    let (party, quiet) = (parties[0], parties[plans::QUIET]);
    long_board::fill(&state, party, &people, posts).await?;
    large_album::fill(&state, &parties, &people, photos).await?;
    if big > 0 {
        big::fill(&state, big).await?;
    }
    let link = guests::link(&state, party).await?;
    if json {
        let logins = people::LOGINS.map(|login| json!({ "login": login, "password": PASSWORD }));
        let quiet = json!({ "party": quiet, "guest": guests::link(&state, quiet).await? });
        println!("{}", json!({ "party": party, "guest": link, "quiet": quiet, "logins": logins }));
    } else {
        print(config, &link);
    }
    Ok(())
}

fn print(config: &Config, link: &str) {
    let [first, second] = people::LOGINS;
    println!("The demo is ready at {}\n", config.http.base_url);
    println!("  log in as  {first}   with  {PASSWORD}   (hosts parties)");
    println!("  log in as  {second}   with  {PASSWORD}   (is invited)");
    println!("  or as a guest without account:  {link}");
}

/// The context of a person, as if they were logged in.
pub fn ctx_of(state: &AppState, person: &Person) -> Ctx {
    Ctx { user: Some(person.clone()), ..state.command_ctx() }
}

/// Use-cases tell their errors to people; here the person is at the command line.
pub fn told(error: AppError) -> anyhow::Error {
    anyhow::anyhow!("{error} ({error:?})")
}

async fn party(state: &AppState, host: &Person, plan: &plans::Plan, number: usize) -> Result<PartyId> {
    let ctx = ctx_of(state, host);
    let cover = match plan.drawn {
        true => Some(picture(state, &ctx, Purpose::Cover, draw::cover(number as u32)?).await?),
        false => None,
    };
    let first_entry = state.services.clock.now() + i64::from(plan.days) * DAY;
    let day = time::to_local_input(first_entry, plan.zone);
    let form = PartyForm {
        title: plan.title.into(),
        description: plan.description.into(),
        place: plan.place.into(),
        flat: plan.flat.into(),
        address: plan.address.into(),
        time_zone: plan.zone.into(),
        first_entry: format!("{}T{}", &day[..10], plan.hour),
        cover: cover.map(|id| id.to_string()).unwrap_or_default(),
        cover_alt: if plan.drawn { "Paper moons and lanterns over coloured hills".into() } else { String::new() },
        theme: plan.theme.into(),
        capacity: plan.capacity.into(),
        plus_ones: plan.plus_ones.into(),
        visibility: plan.visibility.into(),
        ..PartyForm::default()
    };
    let draft = form.parse().map_err(|problems| anyhow::anyhow!("{problems:?}"))?;
    hosting::create(&ctx, draft).await.map_err(told)
}

/// Sends a drawn picture the way that uploads go.
pub async fn picture(state: &AppState, ctx: &Ctx, purpose: Purpose, png: Vec<u8>) -> Result<PictureId> {
    let file = tempfile::NamedTempFile::new()?;
    std::fs::write(file.path(), png)?;
    let kept = uploads::keep(state, ctx, purpose, file.path().to_owned()).await;
    kept.map_err(|error| told(uploads::explain("picture", error)))
}
