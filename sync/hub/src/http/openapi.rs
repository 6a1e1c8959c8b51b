//! The OpenAPI document, made from the table of routes and the types they answer with, so that it
//! cannot say anything else than the router does.

use std::collections::BTreeMap;

use axum::Json;
use schemars::generate::{SchemaGenerator, SchemaSettings};
use serde_json::{Map, Value, json};
use turash_sync::client::StreamName;
use turash_sync::protocol as sync;

use super::{Access, ROUTES, api, people};
use crate::accounts::{Device, NewInvite, Tokens};
use crate::matches::DirectMatch;
use crate::proposals::{NewProposal, Proposal};

pub(super) async fn serve() -> Json<Value> {
    Json(document())
}

/// Schemas of what a route reads and writes, by its name.
fn bodies(made: &mut SchemaGenerator) -> BTreeMap<&'static str, (Option<Value>, Option<Value>)> {
    macro_rules! of {
        ($type:ty) => {
            Some(made.subschema_for::<$type>().to_value())
        };
    }
    let request = of!(sync::Request);
    let reply = of!(sync::Reply);
    let messages = ["session", "push", "pull", "bootstrap", "proof"];
    let mut all: BTreeMap<_, _> =
        messages.into_iter().map(|name| (name, (request.clone(), reply.clone()))).collect();
    all.extend([
        ("token", (None, of!(Tokens))),
        ("invite", (of!(NewInvite), of!(people::Invited))),
        ("devices", (None, of!(Vec<Device>))),
        ("streams", (None, of!(Vec<StreamName>))),
        ("open_stream", (of!(people::NewStream), None)),
        ("people", (of!(sync::PeopleAsked), of!(sync::PeopleAnswer))),
        ("my_organizations", (None, of!(api::Wrapped<Vec<api::OwnOrganization>>))),
        ("proposals", (None, of!(Vec<Proposal>))),
        ("create_proposal", (of!(NewProposal), of!(Proposal))),
        ("proposal", (None, of!(Proposal))),
        ("set_proposal_status", (of!(api::NewStatus), of!(Proposal))),
        ("proposals_of", (None, of!(api::BothWays))),
        ("direct_matches", (None, of!(api::Listed<DirectMatch>))),
    ]);
    all
}

/// Parameters of a query, by the route's name.
const QUERIES: &[(&str, &[(&str, bool)])] = &[
    (
        "sign_in_page",
        &[
            ("redirect_uri", true),
            ("code_challenge", true),
            ("code_challenge_method", true),
            ("state", true),
            ("org", false),
        ],
    ),
    ("join_page", &[("token", true)]),
    ("blob_state", &[("stream", true)]),
    ("blob", &[("stream", true), ("offset", false)]),
    ("direct_matches", &[("limit", false), ("offset", false)]),
    ("begin_blob", &[("stream", true)]),
    ("continue_blob", &[("stream", true)]),
    (
        "proposals",
        &[
            ("status", false),
            ("from_org", false),
            ("to_org", false),
            ("limit", false),
            ("offset", false),
        ],
    ),
];

fn parameters(name: &str, path: &str) -> Vec<Value> {
    let text = json!({ "type": "string" });
    let in_path = path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    let in_path = in_path.map(
        |name| json!({ "name": name, "in": "path", "required": true, "schema": text.clone() }),
    );
    let query = QUERIES.iter().find(|(known, _)| *known == name).map_or(&[][..], |(_, all)| *all);
    let query = query.iter().map(|(name, required)| {
        json!({ "name": name, "in": "query", "required": required, "schema": text.clone() })
    });
    in_path.chain(query).collect()
}

/// The document.
pub fn document() -> Value {
    let mut made = SchemaSettings::draft2020_12()
        .with(|settings| settings.definitions_path = "/components/schemas".into())
        .into_generator();
    let bodies = bodies(&mut made);
    let mut paths: BTreeMap<&str, Map<String, Value>> = BTreeMap::new();
    for route in ROUTES {
        let (asked, answered) = bodies.get(route.name).cloned().unwrap_or_default();
        let mut answer = json!({ "description": "2xx" });
        if let Some(schema) = answered {
            answer["content"] = json!({ "application/json": { "schema": schema } });
        }
        let mut operation = json!({
            "operationId": route.name,
            "parameters": parameters(route.name, route.path),
            "responses": { "2XX": answer, "default": { "$ref": "#/components/responses/Error" } },
        });
        if let Some(schema) = asked {
            let content = json!({ "application/json": { "schema": schema } });
            operation["requestBody"] = json!({ "required": true, "content": content });
        }
        if let Access::Members(roles) = route.access {
            operation["security"] = json!([{ "bearer": [] }]);
            operation["x-roles"] = roles.iter().map(|role| role.code()).collect();
        }
        let method = route.method.to_ascii_lowercase();
        paths.entry(route.path).or_default().insert(method, operation);
    }
    let error = json!({
        "type": "object",
        "required": ["error", "code", "details"],
        "properties": { "error": { "type": "string" }, "code": { "type": "string" }, "details": {} },
    });
    json!({
        "openapi": "3.1.0",
        "info": { "title": "turash-hub", "version": env!("CARGO_PKG_VERSION") },
        "paths": paths,
        "components": {
            "schemas": made.take_definitions(true),
            "securitySchemes": { "bearer": { "type": "http", "scheme": "bearer" } },
            "responses": {
                "Error": {
                    "description": "4xx, 5xx",
                    "content": { "application/json": { "schema": error } },
                },
            },
        },
    })
}
