//! Lists page by page: the next page begins behind the row with which the last one ended, whatever came or went meanwhile.

use std::fmt;

use sea_orm::{
    Condition, IntoSimpleExpr,
    sea_query::{Expr, ExprTrait, Func, SimpleExpr},
};
use uuid::Uuid;

use crate::{
    domain::{RowId, time::Millis},
    error::{AppError, Result},
};

/// Where a page ended of rows that are ordered by a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    pub at: Millis,
    pub id: Uuid,
}

/// Where a page ended of rows that are ordered by a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameCursor {
    pub name: String,
    pub id: Uuid,
}

impl Cursor {
    /// `1795000000000.2vX…`; anything else is [`AppError::BadRequest`], nothing is nothing.
    pub fn parse(text: Option<&str>) -> Result<Option<Self>> {
        let Some((at, id)) = split(text)? else { return Ok(None) };
        let at = at.parse().map_err(|_| AppError::BadRequest)?;
        Ok(Some(Self { at, id: row(id)? }))
    }

    /// The rows behind it where the latest come first: one range of an index over both.
    pub fn older(self, at: impl IntoSimpleExpr, id: impl IntoSimpleExpr) -> Condition {
        let at = at.into_simple_expr();
        let beyond = Condition::any().add(at.clone().lt(self.at)).add(id.into_simple_expr().lt(self.id));
        Condition::all().add(at.lte(self.at)).add(beyond)
    }

    /// The rows behind it where the earliest come first.
    pub fn newer(self, at: impl IntoSimpleExpr, id: impl IntoSimpleExpr) -> Condition {
        let at = at.into_simple_expr();
        let beyond = Condition::any().add(at.clone().gt(self.at)).add(id.into_simple_expr().gt(self.id));
        Condition::all().add(at.gte(self.at)).add(beyond)
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.at, RowId(self.id))
    }
}

impl NameCursor {
    /// `2vX….Dr. Ana`, where `clean` reads the name: stored names are clean, and PostgreSQL refuses some of what is not.
    /// Anything else is [`AppError::BadRequest`], nothing is nothing.
    pub fn parse(text: Option<&str>, clean: impl Fn(&str) -> Option<String>) -> Result<Option<Self>> {
        let Some((id, name)) = split(text)? else { return Ok(None) };
        let name = clean(name).ok_or(AppError::BadRequest)?;
        Ok(Some(Self { name, id: row(id)? }))
    }

    /// The rows behind it. The database folds the name on both sides, so that both agree whatever it does.
    pub fn beyond(&self, folded: SimpleExpr, id: impl IntoSimpleExpr) -> Condition {
        let here = || Func::lower(Expr::value(self.name.clone()));
        let same = Condition::all().add(folded.clone().eq(here())).add(id.into_simple_expr().gt(self.id));
        Condition::any().add(folded.gt(here())).add(same)
    }
}

impl fmt::Display for NameCursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", RowId(self.id), self.name)
    }
}

fn split(text: Option<&str>) -> Result<Option<(&str, &str)>> {
    let text = text.filter(|text| !text.is_empty());
    text.map(|text| text.split_once('.').ok_or(AppError::BadRequest)).transpose()
}

fn row(id: &str) -> Result<Uuid> {
    let id: RowId = id.parse().map_err(|_| AppError::BadRequest)?;
    Ok(id.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments() {
        for at in [-17, 0, 1_795_000_000_000] {
            let cursor = Cursor { at, id: Uuid::now_v7() };
            assert_eq!(Cursor::parse(Some(&cursor.to_string())), Ok(Some(cursor)));
        }
        assert_eq!((Cursor::parse(None), Cursor::parse(Some(""))), (Ok(None), Ok(None)));
        for bad in ["17", "x.y", ".", "17.0", &format!("x.{}", RowId::new())] {
            assert_eq!(Cursor::parse(Some(bad)), Err(AppError::BadRequest), "{bad}");
        }
    }

    #[test]
    fn any_name() {
        let clean = |name: &str| Some(name.to_owned()).filter(|name| !name.is_empty() && !name.contains('\0'));
        let cursor = NameCursor { name: "Dr. Ana & Bo, 100%".to_owned(), id: Uuid::now_v7() };
        assert_eq!(NameCursor::parse(Some(&cursor.to_string()), clean), Ok(Some(cursor)));
        let id = RowId::new();
        for bad in ["Ana", "0.Ana", &format!("{id}."), &format!("{id}.\0")] {
            assert_eq!(NameCursor::parse(Some(bad), clean), Err(AppError::BadRequest), "{bad:?}");
        }
    }
}
