//! Among which photos is looked.

use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait,
    sea_query::{Expr, ExprTrait, Func, SimpleExpr},
};
use uuid::Uuid;

use crate::{
    backend::{
        Ctx,
        access::{self, Albums, PartyOf, Sight},
        album::around,
        entities::{photo_terms, photos},
    },
    domain::{PartyId, album::Around},
    error::Result,
};

/// The photos of one party, or of all parties of the viewer, as far as the viewer may see them.
pub struct Scope {
    /// The one party.
    pub around: Option<Around>,
    /// All others.
    pub parties: Vec<PartyOf>,
    ids: Vec<Uuid>,
    visible: Condition,
}

impl Scope {
    /// At most 3 queries. Strangers get [`AppError::Forbidden`](crate::error::AppError::Forbidden), and who asks for all
    /// parties needs an account.
    pub async fn of<C: ConnectionTrait>(ctx: &Ctx, db: &C, party: Option<PartyId>) -> Result<Self> {
        let Some(party) = party else {
            let albums = Albums::of(ctx, db).await?;
            let visible = albums.shown(ctx);
            let ids = albums.parties.iter().map(|party| party.id).collect();
            return Ok(Self { around: None, parties: albums.parties, ids, visible });
        };
        let standing = access::standing(ctx, db, party).await?;
        standing.may_see_album()?;
        let visible = Sight::of(ctx, db, &standing).await?.shown(ctx);
        Ok(Self { around: Some(around(&standing)), parties: Vec::new(), ids: vec![party.0], visible })
    }

    /// Whether the album of one party is searched, and not all of them.
    pub fn is_one_party(&self) -> bool {
        self.around.is_some()
    }

    /// Photos that the viewer may see.
    pub fn visible(&self) -> Condition {
        self.visible.clone()
    }

    /// Photos of these parties.
    pub fn photos(&self) -> SimpleExpr {
        self.within(photos::Column::PartyId)
    }

    /// Rows of the index about them.
    pub fn terms(&self) -> SimpleExpr {
        self.within(photo_terms::Column::PartyId)
    }

    /// The same, without the databases taking the index that begins with the party: rows are walked through by time.
    pub fn looked_at(&self) -> SimpleExpr {
        let party = || Expr::col((photo_terms::Entity, photo_terms::Column::PartyId));
        Expr::expr(Func::coalesce([party(), party()])).is_in(self.ids.iter().copied())
    }

    fn within<T: ColumnTrait>(&self, column: T) -> SimpleExpr {
        match self.ids.as_slice() {
            // Nobody's, and found at once.
            [] => column.eq(Uuid::nil()),
            [one] => column.eq(*one),
            ids => column.is_in(ids.iter().copied()),
        }
    }
}
