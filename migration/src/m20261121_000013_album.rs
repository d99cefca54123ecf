//! Albums: photos with their tags, people, likes, comments and reports; who adds photos, and who sees them when.

use sea_orm_migration::{prelude::*, schema::*};

use crate::dialect::{belongs_to, drop_tables, index, mentions, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        rules(manager).await?;
        photos(manager).await?;
        words(manager).await?;
        people(manager).await?;
        reports(manager).await?;
        add(manager, "pictures", string_len("format", 8).default("jpg").take()).await?;
        add(manager, "users", boolean("untaggable").default(false).take()).await?;
        add(manager, "notifications", uuid_null("photo_id")).await?;
        manager.create_index(index("notifications", &["photo_id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let told = Index::drop().name("idx_notifications_photo_id").table("notifications").to_owned();
        manager.drop_index(told).await?;
        take(manager, "notifications", "photo_id").await?;
        take(manager, "users", "untaggable").await?;
        take(manager, "pictures", "format").await?;
        let tables = ["photo_reports", "photo_people", "photo_comments", "photo_likes", "photo_tags", "photos"];
        drop_tables(manager, &tables).await?;
        for column in ["album_closed", "album_reveal_at", "album_shown", "album_approval", "album_uploads"] {
            take(manager, "parties", column).await?;
        }
        Ok(())
    }
}

async fn add(manager: &SchemaManager<'_>, table: &'static str, column: ColumnDef) -> Result<(), DbErr> {
    manager.alter_table(Table::alter().table(table).add_column(column).to_owned()).await
}

async fn take(manager: &SchemaManager<'_>, table: &'static str, column: &'static str) -> Result<(), DbErr> {
    manager.alter_table(Table::alter().table(table).drop_column(column).to_owned()).await
}

async fn rules(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    add(manager, "parties", string_len("album_uploads", 16).default("invited").take()).await?;
    add(manager, "parties", boolean("album_approval").default(false).take()).await?;
    add(manager, "parties", string_len("album_shown", 16).default("at_once").take()).await?;
    add(manager, "parties", big_integer_null("album_reveal_at")).await?;
    add(manager, "parties", boolean("album_closed").default(false).take()).await
}

/// The same photo sent twice by the same person is one row.
async fn photos(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            table(manager, "photos")
                .col(uuid("id").primary_key())
                .col(uuid("party_id"))
                .col(uuid("picture_id"))
                .col(uuid_null("user_id"))
                .col(uuid_null("invite_id"))
                .col(string_len("content_hash", 64))
                .col(string_len("name", 120))
                .col(string_len_null("original", 8))
                .col(big_integer("bytes"))
                .col(string_len("status", 16))
                .col(string_len_null("failure", 24))
                .col(boolean("hidden"))
                .col(boolean("approved"))
                .col(string_len("caption", 500))
                .col(big_integer("sorted_at"))
                .col(big_integer_null("taken_at"))
                .col(integer_null("taken_offset"))
                .col(string_len("camera", 100))
                .col(string_len("lens", 100))
                .col(string_len("exposure", 100))
                .col(double_null("latitude"))
                .col(double_null("longitude"))
                .col(string_len("place", 160))
                .col(string_len("thumbhash", 48))
                .col(integer("width"))
                .col(integer("height"))
                .col(big_integer("created_at"))
                .foreign_key(&mut belongs_to("photos", "party_id", "parties"))
                .foreign_key(&mut mentions("photos", "user_id", "users"))
                .foreign_key(&mut mentions("photos", "invite_id", "invites"))
                .to_owned(),
        )
        .await?;
    manager.create_index(index("photos", &["party_id", "status", "sorted_at", "id"])).await?;
    manager.create_index(index("photos", &["party_id", "approved", "status", "sorted_at", "id"])).await?;
    manager.create_index(index("photos", &["picture_id"]).unique().to_owned()).await?;
    for whose in ["user_id", "invite_id"] {
        manager.create_index(index("photos", &["party_id", "content_hash", whose]).unique().to_owned()).await?;
        manager.create_index(index("photos", &["party_id", whose, "status", "sorted_at", "id"])).await?;
    }
    manager.create_index(index("photos", &["user_id", "sorted_at", "id"])).await?;
    manager.create_index(index("photos", &["invite_id"])).await
}

async fn words(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            table(manager, "photo_tags")
                .col(uuid("photo_id"))
                .col(string_len("tag", 40))
                .primary_key(Index::create().col("photo_id").col("tag"))
                .foreign_key(&mut belongs_to("photo_tags", "photo_id", "photos"))
                .to_owned(),
        )
        .await?;
    manager.create_index(index("photo_tags", &["tag"])).await?;
    manager
        .create_table(
            table(manager, "photo_comments")
                .col(uuid("id").primary_key())
                .col(uuid("photo_id"))
                .col(uuid_null("user_id"))
                .col(uuid_null("invite_id"))
                .col(text("text"))
                .col(big_integer("created_at"))
                .foreign_key(&mut belongs_to("photo_comments", "photo_id", "photos"))
                .foreign_key(&mut belongs_to("photo_comments", "user_id", "users"))
                .foreign_key(&mut belongs_to("photo_comments", "invite_id", "invites"))
                .to_owned(),
        )
        .await?;
    manager.create_index(index("photo_comments", &["photo_id", "id"])).await?;
    manager.create_index(index("photo_comments", &["user_id"])).await?;
    manager.create_index(index("photo_comments", &["invite_id"])).await
}

/// Who likes a photo, and who is on it.
async fn people(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    for name in ["photo_likes", "photo_people"] {
        manager
            .create_table(
                table(manager, name)
                    .col(uuid("id").primary_key())
                    .col(uuid("photo_id"))
                    .col(uuid_null("user_id"))
                    .col(uuid_null("invite_id"))
                    .col(big_integer("created_at"))
                    .foreign_key(&mut belongs_to(name, "photo_id", "photos"))
                    .foreign_key(&mut belongs_to(name, "user_id", "users"))
                    .foreign_key(&mut belongs_to(name, "invite_id", "invites"))
                    .to_owned(),
            )
            .await?;
        for whose in ["user_id", "invite_id"] {
            manager.create_index(index(name, &["photo_id", whose]).unique().to_owned()).await?;
        }
        manager.create_index(index(name, &["user_id"])).await?;
        manager.create_index(index(name, &["invite_id"])).await?;
    }
    Ok(())
}

async fn reports(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            table(manager, "photo_reports")
                .col(uuid("id").primary_key())
                .col(uuid("photo_id"))
                .col(uuid("party_id"))
                .col(uuid_null("user_id"))
                .col(uuid_null("invite_id"))
                .col(string_len("reason", 16))
                .col(text("note"))
                .col(big_integer("created_at"))
                .col(big_integer_null("closed_at"))
                .foreign_key(&mut belongs_to("photo_reports", "photo_id", "photos"))
                .foreign_key(&mut belongs_to("photo_reports", "party_id", "parties"))
                .foreign_key(&mut mentions("photo_reports", "user_id", "users"))
                .foreign_key(&mut mentions("photo_reports", "invite_id", "invites"))
                .to_owned(),
        )
        .await?;
    for whose in ["user_id", "invite_id"] {
        manager.create_index(index("photo_reports", &["photo_id", whose]).unique().to_owned()).await?;
        manager.create_index(index("photo_reports", &[whose])).await?;
    }
    manager.create_index(index("photo_reports", &["party_id", "closed_at"])).await?;
    manager.create_index(index("photo_reports", &["closed_at"])).await
}
