//! My own answers to invitations.

use app::{
    backend::{parties, rsvps},
    domain::api_token::Scope,
    error::AppError,
};

use super::{
    Caller,
    body::{At, Sent},
    reply::{Reply, found, made},
    types::{Answer, AnswerInput, MyAnswer},
};

/// My answer.
#[utoipa::path(
    get,
    path = "/api/v1/parties/{party}/answer",
    tag = "answers",
    security(("token" = ["read"])),
    params(("party" = String, Path)),
    responses((status = 200, description = "My answer", body = MyAnswer))
)]
pub async fn show(caller: Caller, at: At) -> Reply {
    let page = parties::show(caller.may(Scope::Read)?, at.get("party")?).await?;
    found(page.mine.map(MyAnswer::from).ok_or(AppError::NotFound)?)
}

/// Answers an invitation.
#[utoipa::path(
    put,
    path = "/api/v1/parties/{party}/answer",
    tag = "answers",
    security(("token" = ["answers:write"])),
    params(("party" = String, Path)),
    request_body = AnswerInput,
    responses((status = 200, description = "What became of it", body = Answer))
)]
pub async fn change(caller: Caller, at: At, Sent(input): Sent<AnswerInput>) -> Reply {
    let answer = rsvps::answer(caller.may(Scope::AnswersWrite)?, at.get("party")?, &input.form()).await?;
    found(Answer::from(answer))
}

/// Puts me on the list of a party to which anyone with the link may come.
#[utoipa::path(
    post,
    path = "/api/v1/parties/{party}/answer",
    tag = "answers",
    security(("token" = ["answers:write"])),
    params(("party" = String, Path)),
    request_body = AnswerInput,
    responses((status = 201, description = "What became of it", body = Answer))
)]
pub async fn join(caller: Caller, at: At, Sent(input): Sent<AnswerInput>) -> Reply {
    let ctx = caller.may(Scope::AnswersWrite)?;
    let party = at.get("party")?;
    let (answer, _) = rsvps::join(ctx, party, "", &input.form()).await?;
    made(&format!("/api/v1/parties/{party}/answer"), Answer::from(answer))
}
