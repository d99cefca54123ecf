//! From what is asked for to a query that a range of an index answers.
//!
//! One term drives, and the photos that it leads to are asked for the others. The driver is the rarest one. Where it is
//! common, the newest photos with it are walked through until a page is full, over all parties; where it is rare, all
//! photos with it that lie in the viewer's parties are gathered and put into order. Either way it is asked once, for
//! identifiers alone, and a page costs the same, however many photos there are.

use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect,
    RelationTrait, Select,
    sea_query::{Asterisk, Expr, ExprTrait, Func, Query, SelectStatement, UnionType},
};
use uuid::Uuid;

use super::Scope;
use crate::{
    backend::{
        Ctx,
        access::unseen,
        db::Cursor,
        entities::{
            invites, photo_people,
            photo_terms::{self, Column as Term, TITLE},
            photos,
        },
    },
    domain::search::Asked,
    error::{AppError, Result},
};

/// A term with more rows than this in the viewer's parties is common.
const COMMON: i64 = 1_500;
/// The index under another name, where it is asked a second time.
const OTHER: &str = "other";

/// How a question is answered.
pub struct Plan<'a> {
    scope: &'a Scope,
    asked: &'a Asked,
    driver: &'a str,
    /// The index has the photos in the order of the page.
    ordered: bool,
}

impl<'a> Plan<'a> {
    /// Looks which term is the rarest, counting no further than needed (1 query).
    pub async fn of<C: ConnectionTrait>(db: &C, scope: &'a Scope, asked: &'a Asked) -> Result<Self> {
        let mut counts = Query::select();
        for (number, term) in asked.terms.iter().enumerate() {
            let few = Query::select()
                .column(Term::PhotoId)
                .from(photo_terms::Entity)
                .and_where(Term::Term.eq(term.as_str()))
                .and_where(scope.terms())
                .limit(COMMON.unsigned_abs() + 1)
                .to_owned();
            let count = Query::select().expr(Func::count(Expr::col(Asterisk))).from_subquery(few, "few").to_owned();
            counts.expr_as(count, name(number));
        }
        let row = db.query_one(&counts).await?.ok_or(AppError::Internal)?;
        let mut rarest: Option<(i64, &'a str)> = None;
        for (number, term) in asked.terms.iter().enumerate() {
            let count: i64 = row.try_get("", &name(number))?;
            if rarest.is_none_or(|(fewest, _)| count < fewest) {
                rarest = Some((count, term.as_str()));
            }
        }
        let (count, driver) = rarest.ok_or(AppError::Internal)?;
        Ok(Self { scope, asked, driver, ordered: scope.is_one_party() || count > COMMON })
    }

    /// The newest photos found behind a cursor, each once and at most so many, and whether there are more (1 query).
    pub async fn newest<C: ConnectionTrait>(
        &self,
        ctx: &Ctx,
        db: &C,
        after: Option<Cursor>,
        most: usize,
    ) -> Result<(Vec<Uuid>, bool)> {
        let found = self.in_order(ctx, after).select_only().column(photos::Column::Id).limit(most as u64 + 1);
        let mut ids: Vec<Uuid> = found.into_tuple().all(db).await?;
        let more = ids.len() > most;
        // Whoever has a term twice stands there twice, one after the other.
        ids.dedup();
        ids.truncate(most);
        Ok((ids, more))
    }

    /// The photos found, in no order.
    fn photos(&self, ctx: &Ctx) -> Select<photos::Entity> {
        let mut found = photos::Entity::find()
            .join(JoinType::InnerJoin, photo_terms::Relation::Photo.def().rev())
            .filter(Term::Term.eq(self.driver))
            .filter(named(ctx, Expr::col((photo_terms::Entity, Term::TaggedId))))
            .filter(self.scope.visible());
        if self.scope.is_one_party() {
            // Its title would find everything.
            found = found.filter(Term::Kind.ne(TITLE));
        }
        let within = match self.ordered && !self.scope.is_one_party() {
            false => self.scope.terms(),
            true => self.scope.looked_at(),
        };
        found = found.filter(within);
        for term in self.asked.terms.iter().filter(|term| *term != self.driver) {
            found = found.filter(Expr::exists(self.also(ctx, term)));
        }
        if let Some(from) = self.asked.from {
            found = found.filter(Term::At.gte(from));
        }
        if let Some(until) = self.asked.until {
            found = found.filter(Term::At.lt(until));
        }
        found
    }

    /// The same, the newest first, behind a cursor.
    fn in_order(&self, ctx: &Ctx, after: Option<Cursor>) -> Select<photos::Entity> {
        let mut found = self.photos(ctx);
        if let Some(after) = after {
            found = found.filter(after.older(Term::At, Term::PhotoId));
        }
        if self.ordered {
            return found.order_by_desc(Term::At).order_by_desc(Term::PhotoId);
        }
        found.order_by_desc(photos::Column::SortedAt).order_by_desc(photos::Column::Id)
    }

    /// Whether the photo has another term too: the same index is read beside itself, before the photo.
    fn also(&self, ctx: &Ctx, term: &str) -> SelectStatement {
        let column = |column: Term| Expr::col((OTHER, column));
        let mut also = Query::select();
        also.expr(column(Term::PhotoId))
            .from_as(photo_terms::Entity, OTHER)
            .and_where(column(Term::Term).eq(term))
            .and_where(column(Term::At).equals((photo_terms::Entity, Term::At)))
            .and_where(column(Term::PhotoId).equals((photo_terms::Entity, Term::PhotoId)))
            .cond_where(named(ctx, column(Term::TaggedId)))
            // Otherwise SQLite makes a join of it, and reads the photo first.
            .limit(1);
        if self.scope.is_one_party() {
            also.and_where(column(Term::Kind).ne(TITLE));
        }
        also
    }
}

fn name(number: usize) -> String {
    format!("n{number}")
}

/// Nobody is found by the name of somebody whom the viewer must not see.
fn named(ctx: &Ctx, tagged: Expr) -> Condition {
    use photo_people::Column::{Id, InviteId, UserId};
    let Some(unseen) = unseen(ctx) else { return Condition::all() };
    let guests = Query::select()
        .column(invites::Column::Id)
        .from(invites::Entity)
        .and_where(invites::Column::UserId.in_subquery(unseen.clone()))
        .to_owned();
    let of = |whose: photo_people::Column, those: SelectStatement| {
        Query::select().column(Id).from(photo_people::Entity).and_where(whose.in_subquery(those)).to_owned()
    };
    // One list behind the other: of what is on one or the other, PostgreSQL reads all there is.
    let hidden = of(UserId, unseen).union(UnionType::All, of(InviteId, guests)).to_owned();
    let hidden = Query::select().column(Id).from_subquery(hidden, "hidden").to_owned();
    Condition::any().add(tagged.clone().is_null()).add(tagged.not_in_subquery(hidden))
}
