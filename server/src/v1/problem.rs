//! Errors as programs read them: `application/problem+json` (RFC 9457).

use app::{domain::api_token::Scope, error::AppError};
use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use utoipa::ToSchema;

/// Why a call was not carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// As people are told on pages.
    Refused(AppError),
    /// No token, or one that does not work.
    NoToken,
    /// The token does not let do that.
    NoScope(Scope),
    /// The body or the query is not what the description says.
    Unreadable(String),
    /// The body is no JSON.
    NoJson,
    WrongMethod,
}

/// What is wrong. `type` is always `about:blank`: `code` tells the reasons apart.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
pub struct ProblemBody {
    #[serde(rename = "type")]
    #[schema(example = "about:blank")]
    kind: &'static str,
    #[schema(example = "Unprocessable Entity")]
    title: &'static str,
    #[schema(example = 422)]
    status: u16,
    /// What to do, for people.
    #[schema(example = "Please check the marked fields.")]
    detail: String,
    /// For programs; never changes.
    #[schema(example = "invalid")]
    code: &'static str,
    /// The fields that need another look.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<FieldProblem>,
}

/// What is wrong with one field.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FieldProblem {
    #[schema(example = "title")]
    field: String,
    #[schema(example = "Please fill this in.")]
    detail: String,
}

impl From<AppError> for Problem {
    fn from(error: AppError) -> Self {
        Self::Refused(error)
    }
}

impl Problem {
    fn status(&self) -> StatusCode {
        match self {
            Self::Refused(error) => crate::pages::status(error),
            Self::NoToken => StatusCode::UNAUTHORIZED,
            Self::NoScope(_) => StatusCode::FORBIDDEN,
            Self::Unreadable(_) => StatusCode::BAD_REQUEST,
            Self::NoJson => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::WrongMethod => StatusCode::METHOD_NOT_ALLOWED,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Refused(error) => code(error),
            Self::NoToken => "no_token",
            Self::NoScope(_) => "no_scope",
            Self::Unreadable(_) => "unreadable",
            Self::NoJson => "no_json",
            Self::WrongMethod => "wrong_method",
        }
    }

    fn detail(&self) -> String {
        match self {
            Self::Refused(AppError::BadRequest) => "The request could not be read.".to_owned(),
            Self::Refused(error) => error.to_string(),
            Self::NoToken => "Please send a token that works: Authorization: Bearer soi_…".to_owned(),
            Self::NoScope(scope) => format!("The token lacks the scope {}.", scope.code()),
            Self::Unreadable(why) => why.clone(),
            Self::NoJson => "Please send JSON, with Content-Type: application/json.".to_owned(),
            Self::WrongMethod => "This address does not take that method.".to_owned(),
        }
    }

    fn errors(&self) -> Vec<FieldProblem> {
        let Self::Refused(AppError::Invalid(problems)) = self else { return Vec::new() };
        let told = problems.0.iter();
        told.map(|(field, problem)| FieldProblem { field: field.clone(), detail: problem.to_string() }).collect()
    }

    /// RFC 6750, section 3.
    fn challenge(&self) -> Option<String> {
        match self {
            Self::NoToken => Some("Bearer realm=\"Soiree\"".to_owned()),
            Self::NoScope(scope) => Some(format!("Bearer error=\"insufficient_scope\", scope=\"{}\"", scope.code())),
            _ => None,
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = self.status();
        let body = ProblemBody {
            kind: "about:blank",
            title: status.canonical_reason().unwrap_or("Error"),
            status: status.as_u16(),
            detail: self.detail(),
            code: self.code(),
            errors: self.errors(),
        };
        let mut response = (status, Json(body)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if let Some(challenge) = self.challenge().and_then(|text| HeaderValue::from_str(&text).ok()) {
            headers.insert(header::WWW_AUTHENTICATE, challenge);
        }
        if let Self::Refused(AppError::TooMany { seconds }) = self {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response.extensions_mut().insert(self);
        response
    }
}

fn code(error: &AppError) -> &'static str {
    match error {
        AppError::Invalid(_) => "invalid",
        AppError::Unconfirmed => "unconfirmed",
        AppError::NotLoggedIn | AppError::LoggedInAgain => "no_token",
        AppError::WrongLogin | AppError::PasskeyUnknown | AppError::LoginFailed => "wrong_login",
        AppError::SecondFactor => "second_factor",
        AppError::LoginTaken => "login_taken",
        AppError::LastWayIn => "last_way_in",
        AppError::Forbidden => "forbidden",
        AppError::NotFound => "not_found",
        AppError::LinkGone | AppError::TokenGone => "link_gone",
        AppError::AnswersClosed(_) => "answers_closed",
        AppError::LastHost => "last_host",
        AppError::AlreadyGuest => "already_guest",
        AppError::TooLarge { .. } => "too_large",
        AppError::TooMany { .. } => "too_many",
        AppError::BadRequest => "bad_request",
        AppError::CrossSite => "cross_site",
        AppError::Busy => "busy",
        AppError::StorageFull => "storage_full",
        AppError::Unavailable => "unavailable",
        AppError::Internal => "internal",
    }
}
