//! In which language somebody reads mails: the one that their browser asks for, until they choose one themselves. Of an
//! address only a mark is kept that this site alone can compute.

use std::collections::HashMap;

use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect,
    sea_query::{Expr, OnConflict},
};

use crate::{
    backend::{
        Ctx,
        db::AT_ONCE,
        entities::mail_languages::{ActiveModel, Column, Entity, Model},
    },
    domain::language::Language,
    error::Result,
};

/// The languages of these addresses, as far as they are known (1 query for each 500).
pub async fn of_all<C: ConnectionTrait>(
    ctx: &Ctx,
    db: &C,
    addresses: impl IntoIterator<Item = String>,
) -> Result<HashMap<String, Language>> {
    let marks: Vec<(String, String)> =
        addresses.into_iter().map(|address| (ctx.links().address_mark(&address), address)).collect();
    let mut known = HashMap::new();
    for some in marks.chunks(AT_ONCE) {
        let rows: Vec<(String, String)> = Entity::find()
            .select_only()
            .columns([Column::AddressMark, Column::Language])
            .filter(Column::AddressMark.is_in(some.iter().map(|(mark, _)| mark.as_str())))
            .into_tuple()
            .all(db)
            .await?;
        let codes: HashMap<String, String> = rows.into_iter().collect();
        for (mark, address) in some {
            if let Some(language) = codes.get(mark).and_then(|code| code.parse().ok()) {
                known.insert(address.clone(), language);
            }
        }
    }
    Ok(known)
}

/// The language of one address: as known, or else as the browser of the request asks for (1 query).
pub async fn of<C: ConnectionTrait>(ctx: &Ctx, db: &C, address: &str) -> Result<Language> {
    let known = of_all(ctx, db, [address.to_owned()]).await?;
    Ok(known.get(address).copied().or(ctx.facts.language).unwrap_or_default())
}

/// What is noted of an address (1 query).
pub async fn noted<C: ConnectionTrait>(ctx: &Ctx, db: &C, address: &str) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(ctx.links().address_mark(address)).one(db).await?)
}

/// What the reader of an address has chosen, if so (1 query).
pub async fn chosen<C: ConnectionTrait>(db: &C, mark: &str) -> Result<Option<Language>> {
    let row = Entity::find_by_id(mark).filter(Column::Chosen.eq(true)).one(db).await?;
    Ok(row.and_then(|row| row.language.parse().ok()))
}

/// Notes what the browser of the request asks for, unless the reader of the address has chosen (1 query, and 1 more
/// where that is new).
pub async fn note<C: ConnectionTrait>(ctx: &Ctx, db: &C, address: &str) -> Result<()> {
    let Some(language) = ctx.facts.language.filter(|_| super::enabled(ctx)) else { return Ok(()) };
    let mark = ctx.links().address_mark(address);
    match Entity::find_by_id(&mark).one(db).await? {
        Some(row) if row.chosen || row.language == language.code() => Ok(()),
        Some(_) => {
            Entity::update_many()
                .col_expr(Column::Language, Expr::value(language.code()))
                .col_expr(Column::NotedAt, Expr::value(ctx.now()))
                .filter(Column::AddressMark.eq(mark.as_str()))
                .filter(Column::Chosen.eq(false))
                .exec(db)
                .await?;
            Ok(())
        }
        None => {
            let unless_there = OnConflict::column(Column::AddressMark).do_nothing_on([Column::AddressMark]).to_owned();
            let inserted = Entity::insert(row(ctx, mark, language, false)).on_conflict(unless_there);
            match inserted.exec_without_returning(db).await {
                Ok(_) | Err(DbErr::RecordNotInserted) => Ok(()),
                Err(error) => Err(error.into()),
            }
        }
    }
}

/// Keeps what the reader of an address has chosen (1 query).
pub async fn choose<C: ConnectionTrait>(ctx: &Ctx, db: &C, mark: &str, language: Language) -> Result<()> {
    let other = OnConflict::column(Column::AddressMark)
        .update_columns([Column::Language, Column::Chosen, Column::NotedAt])
        .to_owned();
    let row = row(ctx, mark.to_owned(), language, true);
    Entity::insert(row).on_conflict(other).exec_without_returning(db).await?;
    Ok(())
}

/// Forgets an address (1 query).
pub async fn forget<C: ConnectionTrait>(ctx: &Ctx, db: &C, address: &str) -> Result<()> {
    Entity::delete_by_id(ctx.links().address_mark(address)).exec(db).await?;
    Ok(())
}

fn row(ctx: &Ctx, mark: String, language: Language, chosen: bool) -> ActiveModel {
    ActiveModel {
        address_mark: Set(mark),
        language: Set(language.code().to_owned()),
        chosen: Set(chosen),
        noted_at: Set(ctx.now()),
    }
}
