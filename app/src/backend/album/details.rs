//! What people added to one photo: tags, likes, comments, and who is on it.

use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, Func, SimpleExpr},
};
use uuid::Uuid;

use super::people::{candidates, code, may_tag_others};
use crate::{
    backend::{
        Ctx,
        access::{self, Standing, by},
        entities::{invites, photo_comments, photo_likes, photo_people, photo_tags, photos, posts::Author, users},
    },
    domain::{
        album::{CommentView, Person, PhotoView, Status},
        board::AuthorView,
        time::Millis,
    },
    error::Result,
};

/// Comments on a page; of more the oldest are left out.
const COMMENTS: u64 = 200;

/// Somebody who did something with a photo.
#[derive(FromQueryResult)]
struct Somebody {
    id: Uuid,
    user_id: Option<Uuid>,
    invite_id: Option<Uuid>,
    display_name: Option<String>,
    username: Option<String>,
    face: Option<Uuid>,
    guest_name: Option<String>,
}

impl Somebody {
    fn who(&self) -> Option<Author> {
        Author::of(self.user_id, self.invite_id)
    }

    fn name(&self) -> String {
        let name = if self.user_id.is_some() { &self.display_name } else { &self.guest_name };
        name.clone().unwrap_or_default()
    }
}

#[derive(FromQueryResult)]
struct Said {
    #[sea_orm(nested)]
    by: Somebody,
    text: String,
    created_at: Millis,
}

/// Fills in what others added (at most 5 queries).
pub async fn fill<C: ConnectionTrait>(
    ctx: &Ctx,
    db: &C,
    standing: &Standing,
    photo: &photos::Model,
    view: &mut PhotoView,
) -> Result<()> {
    let me = standing.author(ctx);
    let may_change = standing.may_edit_photo(ctx, photo).is_ok();
    view.tags = tags(db, photo.id).await?;
    let on_it = people(ctx, db, photo.id).await?;
    let tagged: Vec<String> = on_it.iter().filter_map(Somebody::who).map(code).collect();
    view.people = on_it
        .into_iter()
        .filter_map(|somebody| {
            let who = somebody.who()?;
            let may_untag = may_change || me == Some(who);
            Some(Person { code: code(who), name: somebody.name(), username: somebody.username, may_untag })
        })
        .collect();
    (view.likes, view.liked) = likes(ctx, db, photo.id, me).await?;
    view.comments = comments(ctx, db, standing, photo.id, may_change).await?;
    let ready = photo.status() == Status::Ready;
    view.may_tag_me = ready && me.is_some_and(|me| !tagged.contains(&code(me)));
    if ready && may_tag_others(ctx, standing, photo) {
        view.candidates = candidates(ctx, db, standing, photo).await?;
        let me = me.map(code);
        view.candidates.retain(|somebody| !tagged.contains(&somebody.code) && Some(&somebody.code) != me.as_ref());
    }
    Ok(())
}

async fn tags<C: ConnectionTrait>(db: &C, photo: Uuid) -> Result<Vec<String>> {
    let tags = photo_tags::Entity::find().filter(photo_tags::Column::PhotoId.eq(photo));
    let tags = tags.order_by_asc(photo_tags::Column::Tag).all(db).await?;
    Ok(tags.into_iter().map(|row| row.tag).collect())
}

async fn people<C: ConnectionTrait>(ctx: &Ctx, db: &C, photo: Uuid) -> Result<Vec<Somebody>> {
    use photo_people::Column::{Id, InviteId, PhotoId, UserId};
    let people = photo_people::Entity::find()
        .left_join(users::Entity)
        .left_join(invites::Entity)
        .select_only()
        .columns([Id, UserId, InviteId])
        .columns([users::Column::DisplayName, users::Column::Username])
        .column_as(users::Column::PhotoId, "face")
        .column_as(invites::Column::Name, "guest_name")
        .filter(PhotoId.eq(photo))
        .filter(access::seen(ctx, UserId))
        .filter(access::seen_guest(ctx, InviteId))
        .order_by_asc(Id)
        .into_model::<Somebody>()
        .all(db)
        .await?;
    Ok(people)
}

/// How many like it, of those whom the viewer sees, and whether the viewer does.
async fn likes<C: ConnectionTrait>(ctx: &Ctx, db: &C, photo: Uuid, me: Option<Author>) -> Result<(i64, bool)> {
    use photo_likes::Column::{Id, InviteId, PhotoId, UserId};
    let mine: SimpleExpr = match me {
        Some(me) => by(me, UserId, InviteId),
        None => Id.is_null(),
    };
    let counted: Option<(i64, i64)> = photo_likes::Entity::find()
        .select_only()
        .column_as(Id.count(), "people")
        .column_as(Expr::expr(Func::count(Expr::case(mine, 1))), "mine")
        .filter(PhotoId.eq(photo))
        .filter(access::seen(ctx, UserId))
        .filter(access::seen_guest(ctx, InviteId))
        .into_tuple()
        .one(db)
        .await?;
    let (all, mine) = counted.unwrap_or_default();
    Ok((all, mine > 0))
}

async fn comments<C: ConnectionTrait>(
    ctx: &Ctx,
    db: &C,
    standing: &Standing,
    photo: Uuid,
    may_delete_all: bool,
) -> Result<Vec<CommentView>> {
    use photo_comments::Column::{CreatedAt, Id, InviteId, PhotoId, Text, UserId};
    let mut said = photo_comments::Entity::find()
        .left_join(users::Entity)
        .left_join(invites::Entity)
        .select_only()
        .columns([Id, UserId, InviteId, Text, CreatedAt])
        .columns([users::Column::DisplayName, users::Column::Username])
        .column_as(users::Column::PhotoId, "face")
        .column_as(invites::Column::Name, "guest_name")
        .filter(PhotoId.eq(photo))
        .filter(access::seen(ctx, UserId))
        .filter(access::seen_guest(ctx, InviteId))
        .order_by_desc(Id)
        .limit(COMMENTS)
        .into_model::<Said>()
        .all(db)
        .await?;
    said.reverse();
    let me = standing.author(ctx);
    let view = |Said { by, text, created_at }: Said| {
        let mine = by.who().is_some() && by.who() == me;
        let host = standing.hosts.iter().any(|(host, _)| Some(host.user_id) == by.user_id);
        let id = by.id.into();
        let author =
            AuthorView { name: by.name(), username: by.username, photo: by.face.map(Into::into), host, me: mine };
        CommentView { id, author, text, at: created_at, may_delete: mine || may_delete_all }
    };
    Ok(said.into_iter().map(view).collect())
}
