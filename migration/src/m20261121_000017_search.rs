//! By what photos are found: an index of their words that is the same on every database.

use sea_orm_migration::{prelude::*, schema::*};

use crate::dialect::{belongs_to, index, table};

const PLACES: &str = "idx_photos_places";

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                table(manager, "photo_terms")
                    .col(big_pk_auto("id"))
                    .col(uuid("photo_id"))
                    .col(uuid("party_id"))
                    .col(string_len("term", 40))
                    .col(big_integer("at"))
                    .col(integer("kind"))
                    .col(uuid_null("tagged_id"))
                    .foreign_key(&mut belongs_to("photo_terms", "photo_id", "photos"))
                    .foreign_key(&mut belongs_to("photo_terms", "tagged_id", "photo_people"))
                    .to_owned(),
            )
            .await?;
        // What is looked through holds all that is asked for, so that the rows themselves need not be read.
        for columns in [
            &["party_id", "term", "at", "photo_id", "kind", "tagged_id"][..],
            &["term", "at", "photo_id", "party_id", "kind", "tagged_id"],
            &["photo_id"],
            &["tagged_id"],
        ] {
            manager.create_index(index("photo_terms", columns)).await?;
        }
        manager.create_index(places()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_index(Index::drop().name(PLACES).table("photos").to_owned()).await?;
        manager.drop_table(Table::drop().table("photo_terms").to_owned()).await
    }
}

/// Where photos are, with all that decides who sees them: maps count many.
fn places() -> IndexCreateStatement {
    let place = ["party_id", "latitude", "longitude", "sorted_at", "id"];
    let seen = ["status", "approved", "hidden", "user_id", "invite_id"];
    // A name of all columns is longer than databases allow.
    index("photos", &[place, seen].concat()).name(PLACES).to_owned()
}
