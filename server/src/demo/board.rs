//! What is said on the boards of the demo.

use std::sync::Arc;

use anyhow::{Context, Result};
use app::{
    backend::{
        Ctx, board,
        ctx::RequestFacts,
        entities::{invites, posts},
    },
    domain::{
        PartyId, PostId,
        board::{PictureForm, PostForm},
        picture::Purpose,
        time::MINUTE,
        user::Person,
    },
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, sea_query::Expr};

use super::{
    ctx_of, draw, picture, told,
    words::{BOARDS, GUEST, Said},
};
use crate::state::AppState;

/// Whoever speaks on one board.
struct Speakers<'a> {
    state: &'a AppState,
    people: &'a [Person],
    /// The first guest without an account.
    guest: Ctx,
}

/// Lets the guests of the party with this number talk; most parties are silent.
pub async fn fill(state: &AppState, party: PartyId, number: usize, people: &[Person]) -> Result<()> {
    let Some((_, posts)) = BOARDS.iter().find(|(of, _)| *of == number) else { return Ok(()) };
    let speakers = Speakers { state, people, guest: guest(state, party).await? };
    for post in *posts {
        let id = speakers.say(party, post, None).await?;
        for reply in post.replies {
            speakers.say(party, reply, Some(id)).await?;
        }
    }
    Ok(())
}

impl Speakers<'_> {
    fn ctx(&self, by: &str) -> Result<Ctx> {
        if by == GUEST {
            return Ok(self.guest.clone());
        }
        let person = self.people.iter().find(|person| person.username == by);
        Ok(ctx_of(self.state, person.with_context(|| format!("nobody in the demo is called {by}"))?))
    }

    async fn say(&self, party: PartyId, said: &Said, above: Option<PostId>) -> Result<PostId> {
        let ctx = self.ctx(said.by)?;
        let mut pictures = Vec::new();
        for (seed, alt) in said.pictures {
            let drawn = if seed % 2 == 0 { draw::table(*seed)? } else { draw::cover(*seed)? };
            let id = picture(self.state, &ctx, Purpose::Post, drawn).await?;
            pictures.push(PictureForm { id: id.to_string(), alt: (*alt).into() });
        }
        let form = PostForm {
            text: said.text.into(),
            reply_to: above.map(|above| above.to_string()).unwrap_or_default(),
            announcement: if said.announcement { "1".into() } else { String::new() },
            pictures,
        };
        let draft = form.parse().map_err(|problems| anyhow::anyhow!("{problems:?}"))?;
        let (id, _) = board::add(&ctx, party, draft).await.map_err(told)?;
        self.backdate(id, said.minutes_ago).await?;
        for (reaction, people) in said.reactions {
            for by in *people {
                board::react(&self.ctx(by)?, party, id, reaction, true).await.map_err(told)?;
            }
        }
        Ok(id)
    }

    /// People do not say everything at once.
    async fn backdate(&self, post: PostId, minutes: i64) -> Result<()> {
        let services = &self.state.services;
        posts::Entity::update_many()
            .col_expr(posts::Column::CreatedAt, Expr::value(services.clock.now() - minutes * MINUTE))
            .filter(posts::Column::Id.eq(post.0))
            .exec(services.db.write())
            .await?;
        Ok(())
    }
}

/// The first guest without an account, with the personal link opened.
pub async fn guest(state: &AppState, party: PartyId) -> Result<Ctx> {
    let guest = invites::Entity::find()
        .filter(invites::Column::PartyId.eq(party.0))
        .filter(invites::Column::UserId.is_null())
        .order_by_asc(invites::Column::Id)
        .one(state.services.db.read())
        .await?
        .context("the party has no guest without account")?;
    let ctx = state.command_ctx();
    let token = state.services.links.token(guest.id.into(), guest.generation);
    let facts = RequestFacts { guest_of: vec![(party, token)], ..ctx.facts.as_ref().clone() };
    Ok(Ctx { facts: Arc::new(facts), ..ctx })
}
