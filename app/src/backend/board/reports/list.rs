//! Reported posts page by page, for those who decide. Nobody is told who reported them.

use std::collections::HashMap;

use sea_orm::{
    ColumnTrait, Condition, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait},
};
use uuid::Uuid;

use super::{
    super::{rows, views::pictures_of},
    open,
};
use crate::{
    backend::{
        Ctx, access,
        db::Cursor,
        entities::{parties, posts, reports},
        markdown,
    },
    domain::{
        PartyId,
        people::UNSEEN,
        report::{Reason, ReportList, ReportedPost, ReportedWords, ReportsPage, by_reason},
        time::Millis,
    },
    error::Result,
};

/// Posts on a page.
const PAGE: usize = 30;
/// Notes on a page; of more the oldest are left out.
const NOTES: u64 = 300;

/// When a post was reported last.
fn latest() -> Expr {
    Expr::col((reports::Entity, reports::Column::CreatedAt)).max()
}

/// A post with open reports.
#[derive(FromQueryResult)]
struct Found {
    post_id: Uuid,
    party_id: Uuid,
    title: String,
    at: Millis,
}

/// Whose words are shown.
#[derive(Clone, Copy)]
enum Words {
    /// Those of authors whom the viewer may see.
    OfSeen,
    /// All of them. Who wrote them is told of those alone whom the viewer may see.
    OfAll,
}

/// Its words.
#[derive(FromQueryResult)]
struct Said {
    #[sea_orm(nested)]
    about: rows::Row,
    pictures: i64,
}

/// Reported posts of one party, for its hosts (5 queries).
pub async fn of_party(ctx: &Ctx, party: PartyId, after: Option<&str>) -> Result<ReportsPage> {
    ctx.user()?;
    let standing = access::standing(ctx, ctx.db().read(), party).await?;
    standing.may_manage(ctx)?;
    let list = page(ctx, open().add(reports::Column::PartyId.eq(party.0)), after, Words::OfSeen).await?;
    Ok(ReportsPage { theme: standing.party.theme.parse().unwrap_or_default(), title: standing.party.title, list })
}

/// Reported posts of all parties, for those who look after the site (5 queries). They decide about all words, also about
/// those of people whom they must not see; pictures are shown of the others.
pub async fn everywhere(ctx: &Ctx, after: Option<&str>) -> Result<ReportList> {
    access::may_administer(ctx)?;
    page(ctx, open(), after, Words::OfAll).await
}

async fn page(ctx: &Ctx, which: Condition, after: Option<&str>, whose: Words) -> Result<ReportList> {
    let mut page = reports::Entity::find()
        .inner_join(parties::Entity)
        .select_only()
        .columns([reports::Column::PostId, reports::Column::PartyId])
        .column(parties::Column::Title)
        .expr_as(latest(), "at")
        .filter(which)
        .group_by(reports::Column::PostId)
        .group_by(reports::Column::PartyId)
        .group_by(parties::Column::Title)
        .order_by_desc(latest())
        .order_by_desc(reports::Column::PostId)
        .limit(PAGE as u64 + 1);
    if let Some(after) = Cursor::parse(after)? {
        page = page.having(after.older(latest(), reports::Column::PostId));
    }
    let mut found = page.into_model::<Found>().all(ctx.db().read()).await?;
    let more = found.len() > PAGE;
    found.truncate(PAGE);
    let next = found.last().filter(|_| more).map(|found| Cursor { at: found.at, id: found.post_id }.to_string());
    Ok(ReportList { posts: views(ctx, found, whose).await?, next })
}

/// Posts with their words, reasons and notes (at most 4 queries).
async fn views(ctx: &Ctx, found: Vec<Found>, whose: Words) -> Result<Vec<ReportedPost>> {
    let ids: Vec<Uuid> = found.iter().map(|found| found.post_id).collect();
    let mut words = words(ctx, &ids, whose).await?;
    let mut reasons = reasons(ctx, &ids).await?;
    let mut notes = notes(ctx, &ids).await?;
    let view = |found: Found| ReportedPost {
        party: found.party_id.into(),
        title: found.title,
        post: found.post_id.into(),
        words: words.remove(&found.post_id),
        reasons: reasons.remove(&found.post_id).unwrap_or_default(),
        notes: notes.remove(&found.post_id).unwrap_or_default(),
        at: found.at,
    };
    Ok(found.into_iter().map(view).collect())
}

/// What the posts say (at most 2 queries).
async fn words(ctx: &Ctx, ids: &[Uuid], whose: Words) -> Result<HashMap<Uuid, ReportedWords>> {
    let posts = posts::Entity::find().filter(posts::Column::Id.is_in(ids.iter().copied()));
    let posts = match whose {
        Words::OfSeen => rows::with_authors(ctx, posts),
        Words::OfAll => rows::with_seen_authors(ctx, posts),
    };
    let posts = posts.expr_as(rows::picture_count(), "pictures");
    let said = posts.into_model::<Said>().all(ctx.db().read()).await?;
    let mut shown = match whose {
        // Hosts open the post.
        Words::OfSeen => HashMap::new(),
        Words::OfAll => pictures_of(ctx.db().read(), ids).await?,
    };
    let words = said.into_iter().map(|Said { about, pictures }| {
        let author = about.display_name.or(about.guest_name);
        let shown = shown.remove(&about.post.id).filter(|_| author.is_some()).unwrap_or_default();
        let words = ReportedWords {
            author: author.unwrap_or_else(|| UNSEEN.to_owned()),
            username: about.username,
            html: markdown::to_html(&about.post.text),
            pictures,
            shown,
        };
        (about.post.id, words)
    });
    Ok(words.collect())
}

/// How many chose which reason (1 query). These are not counted out by who sees whom, for they name nobody.
async fn reasons(ctx: &Ctx, ids: &[Uuid]) -> Result<HashMap<Uuid, Vec<(Reason, i64)>>> {
    let rows: Vec<(Uuid, String, i64)> = reports::Entity::find()
        .select_only()
        .columns([reports::Column::PostId, reports::Column::Reason])
        .column_as(reports::Column::Id.count(), "people")
        .filter(reports::Column::PostId.is_in(ids.iter().copied()))
        .filter(open())
        .group_by(reports::Column::PostId)
        .group_by(reports::Column::Reason)
        .into_tuple()
        .all(ctx.db().read())
        .await?;
    Ok(by_reason(&rows))
}

/// What else was said, by people whom the viewer may see (1 query).
async fn notes(ctx: &Ctx, ids: &[Uuid]) -> Result<HashMap<Uuid, Vec<String>>> {
    let rows: Vec<(Uuid, String)> = reports::Entity::find()
        .select_only()
        .columns([reports::Column::PostId, reports::Column::Note])
        .filter(reports::Column::PostId.is_in(ids.iter().copied()))
        .filter(reports::Column::Note.ne(""))
        .filter(open())
        .filter(access::seen(ctx, reports::Column::UserId))
        .filter(access::seen_guest(ctx, reports::Column::InviteId))
        .order_by_desc(reports::Column::CreatedAt)
        .order_by_desc(reports::Column::Id)
        .limit(NOTES)
        .into_tuple()
        .all(ctx.db().read())
        .await?;
    let mut notes: HashMap<Uuid, Vec<String>> = HashMap::new();
    for (post, note) in rows {
        notes.entry(post).or_default().push(note);
    }
    Ok(notes)
}
