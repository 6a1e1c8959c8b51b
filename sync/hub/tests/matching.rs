//! `GET /api/v1/organizations/{id}/matching/direct`: two neighbours of whom one gives off what the
//! other heats with, told in the platform's shape from rows that were pushed.

use axum::body::Body;
use axum::http::{Request as Asked, StatusCode, header};
use http_body_util::BodyExt as _;
use serde_json::{Value, json};
use tower::ServiceExt as _;
use turash_hub::accounts::{NewInvite, Role};
use turash_hub::db::Sqlite;
use turash_hub::http::router;
use turash_sync::protocol::*;
use uuid::Uuid;

use crate::world::*;

/// An organisation with one site and one flow of heat; they lie on the parallel of 55.66 degrees.
struct Works {
    organization: Uuid,
    site: Uuid,
    flow: Uuid,
}

impl Works {
    fn new(n: u128) -> Self {
        let id = |part: u128| Uuid::from_u128(n * 16 + part);
        Self { organization: id(1), site: id(2), flow: id(3) }
    }

    fn ops(
        &self,
        writer: &mut Writer,
        name: &str,
        lon: f64,
        direction: &str,
        degc: f64,
    ) -> Vec<Op> {
        let source = |mut row: Value| {
            row["source_dataset"] = json!("test");
            row["source_key"] = json!(name);
            row
        };
        let organization = source(json!({ "country": "DK", "name": name, "sector": "C20" }));
        let site = source(json!({
            "country": "DK", "name": name, "organization": self.organization,
            "position": [lon, 55.66],
        }));
        let mut flow = source(json!({
            "site": self.site, "organization": self.organization, "direction": direction,
            "kind": "heat", "name": format!("{name} heat"), "amount_per_year": 20000.0,
            "temperature_c": degc, "precision": "measured",
        }));
        if direction == "demand" {
            flow["return_temperature_c"] = json!(45.0);
            flow["replaces"] = json!("gas");
        }
        vec![
            writer.row_of("organization", self.organization, &organization),
            writer.row_of("site", self.site, &site),
            writer.row_of("flow", self.flow, &flow),
        ]
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn direct_matches_follow_the_rows_and_keep_the_published_shape() {
    let folder = tempfile::tempdir().unwrap();
    let db = std::sync::Arc::new(Sqlite::open(&folder.path().join("hub.sqlite")).unwrap());
    let world = World::new(db, folder.path()).await;
    let web = router(world.hub.clone());
    let engineer = world.member("eve@example.org", invite(Role::Engineer, true)).await.1;
    let narrow = world.member("con@example.org", invite(Role::Consultant, false)).await.1;
    let (giver, taker) = (Works::new(1), Works::new(2));
    let about = NewInvite { about: Some(giver.organization), ..invite(Role::Partner, false) };
    let partner = world.member("pat@example.org", about).await.1;
    let get = async |organization: Uuid, query: &str, token: &str| {
        let path = format!("/api/v1/organizations/{organization}/matching/direct{query}");
        let asked = Asked::builder().uri(path);
        let asked = asked.header(header::AUTHORIZATION, format!("Bearer {token}"));
        let answer = web.clone().oneshot(asked.body(Body::empty()).unwrap()).await.unwrap();
        let status = answer.status();
        let body = answer.into_body().collect().await.unwrap().to_bytes();
        (status, serde_json::from_slice::<Value>(&body).unwrap_or_default())
    };
    let token = engineer.access_token.as_str();
    assert_eq!(get(giver.organization, "", token).await.0, StatusCode::NOT_FOUND, "not yet there");

    let mut writer = Writer::new(world.stream);
    let mut ops = giver.ops(&mut writer, "Asnaes", 11.08, "supply", 95.0);
    ops.extend(taker.ops(&mut writer, "Novo", 11.11, "demand", 70.0));
    let head = world.push(&ops).await.expect("taken").head;
    assert_eq!(head, 6, "every row was accepted");
    let (status, told) = get(giver.organization, "", token).await;
    assert_eq!(status, StatusCode::OK, "{told}");
    let pagination = json!({ "total": 1, "limit": 20, "offset": 0, "hasMore": false });
    assert_eq!(told["pagination"], pagination, "{told}");
    let one = &told["data"][0];
    let known = |side: &str, works: &Works, name: &str, direction: &str, degc: f64| {
        let organization = &one[format!("{side}_organization")];
        let expected = json!({ "id": works.organization, "name": name, "sector": "C20" });
        assert_eq!(*organization, expected);
        assert_eq!(one[format!("{side}_resource_id")], json!(works.flow));
        let expected = json!({
            "id": works.flow, "type": "heat", "direction": direction, "quantity": 20000.0,
            "unit": "MWh/year",
            "quality": { "temperature_celsius": degc, "purity_pct": null },
        });
        assert_eq!(one[format!("{side}_resource")], expected);
    };
    known("source", &giver, "Asnaes", "output", 95.0);
    known("target", &taker, "Novo", "input", 70.0);
    // 0.03 degrees of that parallel of a sphere of 6371 km: 6371 pi / 180 0.03 cos 55.66.
    let distance_km = one["distance_km"].as_f64().unwrap();
    assert!((distance_km - 1.8817).abs() < 0.001, "{distance_km}");
    for share in ["/compatibility_score", "/transportation_estimate/feasibility_score"] {
        let share_of = one.pointer(share).and_then(Value::as_f64).unwrap();
        assert!(share_of > 0.0 && share_of <= 1.0, "{share} {share_of}");
    }
    for risk in ["technical_risk", "regulatory_risk", "market_risk"] {
        let value = one["risk_assessment"][risk].as_f64().unwrap();
        assert!((0.0..=1.0).contains(&value), "{risk} {value}");
    }
    assert!(one["economic_value"].as_f64().unwrap() > 0.0, "heat that replaces gas saves");
    assert!(one["transportation_estimate"]["cost_per_year"].as_f64().unwrap() > 0.0);
    assert_eq!(one["transportation_estimate"]["method"], "piping");
    assert!((1..=10).contains(&one["priority"].as_u64().unwrap()));
    assert_eq!((&one["status"], &one["reserved_until"]), (&json!("suggested"), &Value::Null));
    // Both ends are told the same.
    assert_eq!(get(taker.organization, "", token).await.1, told);
    let (_, rest) = get(giver.organization, "?limit=5&offset=1", token).await;
    assert_eq!((&rest["data"], &rest["pagination"]["total"]), (&json!([]), &json!(1)));

    // What is pushed counts at once: another name, and a deal on the match.
    let renamed = writer.edit(giver.organization, "name", "Asnaes Power", head);
    let deal = json!({
        "match": one["id"], "supply": giver.flow, "demand": taker.flow,
        "supplier": giver.organization, "accepter": taker.organization, "state": "negotiating",
    });
    let deal = writer.row_of("deal", Uuid::from_u128(99), &deal);
    assert_eq!(world.push(&[renamed, deal]).await.expect("taken").head, head + 2);
    let (_, told) = get(giver.organization, "", token).await;
    assert_eq!(told["data"][0]["source_organization"]["name"], "Asnaes Power");
    assert_eq!(told["data"][0]["status"], "negotiating");

    // Who may not see the project sees no match of it, and a partner none at all.
    assert_eq!(get(giver.organization, "", &narrow.access_token).await.0, StatusCode::NOT_FOUND);
    assert_eq!(get(giver.organization, "", &partner.access_token).await.0, StatusCode::FORBIDDEN);
    assert_eq!(get(Uuid::from_u128(7), "", token).await.0, StatusCode::NOT_FOUND);
}
