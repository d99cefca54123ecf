//! The development outbox: mails are shown instead of sent.

use app::{
    backend::{
        Ctx,
        mail::{self, KeptMail, Outbox, send::ToSend},
    },
    domain::{MailId, mail::OutboxMail, time},
    error::AppError,
};
use async_trait::async_trait;
use axum::{
    extract::{Extension, Path, Request, State},
    http::header,
    response::{IntoResponse, Response},
};

use super::{Failure, Sender, Transport, layout, message::build};
use crate::{pages, security::OwnPolicy, state::AppState};

/// Keeps mails in memory.
pub struct Kept {
    pub outbox: Outbox,
    pub sender: Sender,
}

#[async_trait]
impl Transport for Kept {
    async fn send(&self, mail: &ToSend) -> Result<(), Failure> {
        let message = build(&self.sender, mail)?;
        let (letter, link) = (&mail.letter, mail.unsubscribe.as_deref());
        let header = |name: &str| message.headers().get_raw(name).unwrap_or_default().to_owned();
        let now = jiff::Timestamp::now().as_millisecond();
        let kept = OutboxMail {
            id: mail.id,
            from: header("From"),
            to: header("To"),
            subject: letter.subject.clone(),
            kind: letter.kind,
            at: time::clock(now, "UTC"),
            text: layout::text(letter, link),
            source: String::from_utf8_lossy(&message.formatted()).into_owned(),
        };
        self.outbox.keep(KeptMail { mail: kept, html: layout::html(letter, link) });
        Ok(())
    }

    async fn check(&self) -> Result<(), String> {
        Ok(())
    }
}

/// What the HTML part may do inside of the page that shows it.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; \
                      sandbox allow-popups allow-popups-to-escape-sandbox allow-scripts";

/// `/dev/outbox/{mail}/html`: the HTML part alone.
pub async fn show(
    State(state): State<AppState>,
    Extension(ctx): Extension<Ctx>,
    Path(mail): Path<String>,
    request: Request,
) -> Response {
    let (parts, _) = request.into_parts();
    let found = mail.parse::<MailId>().map_err(|_| AppError::NotFound).and_then(|id| mail::kept_one(&ctx, id));
    match found {
        Ok(kept) => {
            let html = kept.html.replacen("<head>", "<head><base target=\"_blank\">", 1);
            let mut response = ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], html).into_response();
            response.extensions_mut().insert(OwnPolicy(POLICY));
            response
        }
        Err(error) => pages::error(&state, parts, error).await,
    }
}
