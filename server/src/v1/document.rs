//! The description of the API (OpenAPI 3.1).

use app::domain::{
    album::{MAX_AT_ONCE, Status},
    party::{AddressAudience, ListAudience, Theme, Visibility},
    rsvp::Answer,
};
use serde_json::{Map, Value, json};
use utoipa::openapi::{
    ComponentsBuilder, InfoBuilder, OpenApi, OpenApiBuilder, RefOr, Schema,
    security::{HttpAuthScheme, HttpBuilder, SecurityScheme},
};
use utoipa::{PartialSchema, ToSchema};

use super::{
    described,
    problem::{FieldProblem, ProblemBody},
};

const WORDS: &str = "Parties, guests, answers, boards and albums, for programs that act for somebody. Everything needs a token, \
    which people make in their settings: `Authorization: Bearer soi_…`. A list ends where there is no `next`. A call with \
    an `Idempotency-Key` that is sent again gets the answer of the first, for two days. Errors are \
    `application/problem+json` (RFC 9457).";

/// What the description begins with.
pub fn about() -> OpenApi {
    let token = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).description(Some("Made in the settings.")).build();
    let schemas: [(String, RefOr<Schema>); 2] = [
        (ProblemBody::name().into_owned(), ProblemBody::schema()),
        (FieldProblem::name().into_owned(), FieldProblem::schema()),
    ];
    let components = ComponentsBuilder::new()
        .schemas_from_iter(schemas)
        .security_scheme("token", SecurityScheme::Http(token))
        .build();
    let info = InfoBuilder::new().title("Soirée").version(env!("CARGO_PKG_VERSION")).description(Some(WORDS)).build();
    OpenApiBuilder::new().info(info).components(Some(components)).build()
}

/// The description with what holds for all operations.
pub fn complete(document: OpenApi) -> Value {
    let mut document = serde_json::to_value(document).unwrap_or_default();
    if let Some(paths) = document["paths"].as_object_mut() {
        for (path, item) in paths {
            let operations = item.as_object_mut().into_iter().flatten();
            for (method, operation) in operations.filter(|(method, _)| is_method(method)) {
                operation["operationId"] = name(method, path).into();
                complete_operation(method, operation);
            }
        }
    }
    for (schema, field, codes) in choices() {
        let place = &mut document["components"]["schemas"][schema]["properties"][field];
        let nullable = place["type"].is_array();
        let null = nullable.then_some(Value::Null);
        place["enum"] = codes.into_iter().map(Value::from).chain(null).collect();
    }
    document["paths"]["/api/v1/parties/{party}/photos"]["post"]["requestBody"] = form_with_photos();
    document
}

/// The only body that is no JSON.
fn form_with_photos() -> Value {
    let file = json!({ "type": "string", "format": "binary" });
    let words = |what: &str| json!({ "type": "string", "description": what });
    let schema = json!({
        "type": "object",
        "required": ["photos"],
        "properties": {
            "caption": words("Said of all of them; stands before the files"),
            "tags": words("With commas between them; stand before the files"),
            "photos": {
                "type": "array", "items": file, "minItems": 1, "maxItems": MAX_AT_ONCE,
                "description": "JPEG, PNG, WebP, GIF or AVIF",
            },
        },
    });
    json!({ "required": true, "content": { "multipart/form-data": { "schema": schema } } })
}

/// `patch_parties_party` for `PATCH /api/v1/parties/{party}`: the names of functions repeat.
fn name(method: &str, path: &str) -> String {
    let path = path.trim_start_matches(super::PREFIX).replace('/', "_");
    format!("{method}{}", path.replace(['{', '}'], ""))
}

fn complete_operation(method: &str, operation: &mut Value) {
    let problem = json!({ "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } });
    operation["responses"]["default"] = json!({ "description": "What is wrong", "content": problem });
    if method == "get" {
        operation["responses"]["304"] = json!({ "description": "Nothing has changed since the `If-None-Match`" });
    } else {
        let words = "The same key with the same call is carried out once";
        let schema = json!({ "type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$" });
        let key = json!({ "name": "Idempotency-Key", "in": "header", "description": words, "schema": schema });
        match operation["parameters"].as_array_mut() {
            Some(parameters) => parameters.push(key),
            None => operation["parameters"] = json!([key]),
        }
    }
}

fn is_method(name: &str) -> bool {
    ["get", "put", "post", "patch", "delete"].contains(&name)
}

/// Fields that hold one of a few codes: schema, field, codes.
fn choices() -> Vec<(&'static str, &'static str, Vec<&'static str>)> {
    let themes = || Theme::ALL.iter().map(|theme| theme.code()).collect::<Vec<_>>();
    let visibilities = || Visibility::ALL.iter().map(|visibility| visibility.code()).collect::<Vec<_>>();
    let audiences = || AddressAudience::ALL.iter().map(|audience| audience.code()).collect::<Vec<_>>();
    let statuses = || Status::ALL.iter().map(|status| status.code()).collect::<Vec<_>>();
    let answers = || Answer::ALL.iter().map(|answer| answer.code()).collect::<Vec<_>>();
    vec![
        ("Party", "theme", themes()),
        ("Party", "visibility", visibilities()),
        ("Party", "address_shown", audiences()),
        ("Party", "role", vec!["host", "co_host", "guest", "stranger"]),
        ("PartyLine", "theme", themes()),
        ("PartyLine", "answer", answers()),
        ("PartyInput", "theme", themes()),
        ("PartyInput", "visibility", visibilities()),
        ("PartyInput", "address_shown", audiences()),
        ("PartyInput", "guest_list", ListAudience::ALL.iter().map(|audience| audience.code()).collect()),
        ("MyAnswer", "answer", answers()),
        ("Answer", "answer", answers()),
        ("AnswerInput", "answer", vec!["yes", "maybe", "no"]),
        ("Guest", "answer", answers()),
        ("Photo", "status", statuses()),
        ("AddedPhoto", "status", statuses()),
    ]
}

/// One operation, for those who walk all of them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Operation {
    /// In capitals.
    pub method: String,
    pub path: String,
    /// What a token needs, as the description says.
    pub scope: Option<String>,
}

/// All operations that need a token.
pub fn operations() -> Vec<Operation> {
    let document = complete(described().into_openapi());
    let empty = Map::new();
    let paths = document["paths"].as_object().unwrap_or(&empty);
    let mut operations = Vec::new();
    for (path, item) in paths {
        for (method, operation) in item.as_object().unwrap_or(&empty).iter().filter(|(method, _)| is_method(method)) {
            let scope = operation["security"][0]["token"][0].as_str().map(ToOwned::to_owned);
            operations.push(Operation { method: method.to_uppercase(), path: path.clone(), scope });
        }
    }
    operations
}

#[cfg(test)]
mod tests {
    use app::domain::{api_token::Scope, party::Tab};

    use super::*;

    #[test]
    fn every_operation_tells_its_scope_and_what_can_go_wrong() {
        let operations = operations();
        assert!(operations.len() >= 32, "{operations:#?}");
        for operation in &operations {
            let scope = operation.scope.as_deref().unwrap_or_default();
            assert!(Scope::ALL.iter().any(|known| known.code() == scope), "{operation:?}");
            assert_eq!(operation.method == "GET", scope == "read", "{operation:?}");
        }
        let document = complete(described().into_openapi());
        assert!(document["paths"]["/api/v1/parties"]["post"]["responses"]["default"].is_object());
        assert!(document["components"]["schemas"]["Problem"].is_object());
        assert_eq!(document["components"]["securitySchemes"]["token"]["scheme"], "bearer");
    }

    #[test]
    fn every_operation_has_a_name_of_its_own() {
        let names: std::collections::BTreeSet<String> =
            operations().iter().map(|known| name(&known.method.to_lowercase(), &known.path)).collect();
        assert_eq!(names.len(), operations().len());
        assert!(names.contains("patch_parties_party_guests_invite"), "{names:?}");
    }

    #[test]
    fn choices_are_there() {
        let document = complete(described().into_openapi());
        for (schema, field, codes) in choices() {
            let place = &document["components"]["schemas"][schema]["properties"][field];
            assert!(
                !place["type"].is_null() && place["enum"].as_array().is_some_and(|all| all.len() >= codes.len()),
                "{schema}.{field}"
            );
        }
    }

    #[test]
    fn tabs_are_told_as_they_are() {
        let document = serde_json::to_string(&complete(described().into_openapi())).unwrap();
        assert!(Tab::ALL.iter().all(|tab| document.contains(tab.code())));
    }
}
