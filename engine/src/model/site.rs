//! A place of an organisation, with or without known coordinates.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{OrganizationId, SiteId, Source};

/// A point on the WGS84 ellipsoid.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Position {
    /// Latitude in degrees, -90..90, north positive.
    pub lat: f64,
    /// Longitude in degrees, -180..180, east positive.
    pub lon: f64,
}

impl Position {
    /// A position, if both coordinates are finite and in range.
    pub fn new(lat: f64, lon: f64) -> Option<Self> {
        ((-90.0..=90.0).contains(&lat) && (-180.0..=180.0).contains(&lon))
            .then_some(Self { lat, lon })
    }
}

/// A place of an organisation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Site {
    /// Its id.
    pub id: SiteId,
    /// Who owns it.
    pub organization: OrganizationId,
    /// Its name.
    pub name: String,
    /// Where it is; a site without a position can be found but not matched.
    pub position: Option<Position>,
    /// ISO 3166-1 alpha-2 country code, upper case.
    pub country: Option<String>,
    /// Town.
    pub town: Option<String>,
    /// Street and number.
    pub street: Option<String>,
    /// Postcode as text, leading zeros kept.
    pub postcode: Option<String>,
    /// Sector in the words or code of the source.
    pub sector: Option<String>,
    /// Where the record came from.
    pub source: Source,
}
