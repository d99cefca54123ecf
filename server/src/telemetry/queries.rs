//! Statements, as they are told once they are carried out: how long they took, and as spans in the trace around them.

use std::{sync::Arc, time::SystemTime};

use app::backend::db::Db;
use opentelemetry::{
    Context, KeyValue, global,
    trace::{Span, SpanBuilder, SpanKind, Status, TraceContextExt, Tracer},
};
use sea_orm::{DbBackend, metric::Info};

use crate::metrics::Metrics;

/// Statements are cut after so many characters; long lists of placeholders tell nothing.
const LONGEST: usize = 1_000;

/// Counts every statement from now on, and traces it if somebody collects traces.
pub fn watch(db: &mut Db, metrics: &Arc<Metrics>, traced: bool) {
    let metrics = metrics.clone();
    db.observe(move |info| {
        let verb = verb(&info.statement.sql);
        metrics.query(verb, info.elapsed);
        if traced {
            trace(verb, info);
        }
    });
}

fn trace(verb: &'static str, info: &Info<'_>) {
    let parent = Context::current();
    if !parent.span().span_context().is_sampled() {
        return;
    }
    let system = match info.statement.db_backend {
        DbBackend::Sqlite => "sqlite",
        DbBackend::MySql => "mariadb",
        _ => "postgresql",
    };
    // The text has a placeholder for every value.
    let text: String = info.statement.sql.chars().take(LONGEST).collect();
    let now = SystemTime::now();
    let attributes = [KeyValue::new("db.system.name", system), KeyValue::new("db.query.text", text)];
    let span = SpanBuilder::from_name(verb)
        .with_kind(SpanKind::Client)
        .with_start_time(now.checked_sub(info.elapsed).unwrap_or(now))
        .with_attributes(attributes);
    let mut span = global::tracer("soiree").build_with_context(span, &parent);
    if info.failed {
        span.set_status(Status::error("the statement failed"));
    }
    span.end_with_timestamp(now);
}

/// The first word of a statement.
fn verb(sql: &str) -> &'static str {
    let first = sql.trim_start().split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    let known = ["SELECT", "INSERT", "UPDATE", "DELETE"];
    known.into_iter().find(|verb| first.eq_ignore_ascii_case(verb)).unwrap_or("OTHER")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs() {
        assert_eq!(verb("select 1"), "SELECT");
        assert_eq!(verb("  INSERT INTO x"), "INSERT");
        assert_eq!(verb("NOTIFY x"), "OTHER");
        assert_eq!(verb(""), "OTHER");
    }
}
