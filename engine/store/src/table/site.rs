//! The table of places, with their points in a SpatiaLite geometry column.

use turash_engine::model::{OrganizationId, Site, SiteId};
use uuid::Uuid;

use super::{SOURCE, read_source, write_source};
use crate::error::Result;
use crate::schema::{Cells, Field, FieldKind, Record, Searched, Table, Writer, field, table};

pub(crate) const CREATE: &str = "
CREATE TABLE site (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    organization BLOB NOT NULL,
    name TEXT NOT NULL,
    country TEXT,
    town TEXT,
    street TEXT,
    postcode TEXT,
    sector TEXT,
    source_dataset TEXT NOT NULL,
    source_key TEXT NOT NULL,
    source_year INTEGER,
    source_method TEXT
);
CREATE INDEX site_organization ON site(organization);
SELECT AddGeometryColumn('site', 'position', 4326, 'POINT', 'XY');
SELECT CreateSpatialIndex('site', 'position');
";

const FIELDS: &[Field] = &[
    field("organization", FieldKind::Id),
    field("name", FieldKind::Text),
    field("position", FieldKind::Point),
    field("country", FieldKind::Text),
    field("town", FieldKind::Text),
    field("street", FieldKind::Text),
    field("postcode", FieldKind::Text),
    field("sector", FieldKind::Text),
    SOURCE[0],
    SOURCE[1],
    SOURCE[2],
    SOURCE[3],
];

pub(crate) static TABLE: Table = table!(
    "site",
    FIELDS,
    Some(Searched {
        slot: 1,
        title: "name",
        body: &["town", "street", "postcode", "sector", "source_key"],
    })
);

impl Record for Site {
    fn table() -> &'static Table {
        &TABLE
    }

    fn id(&self) -> Uuid {
        self.id.0
    }

    fn write(&self, row: &mut Writer) {
        row.id(self.organization.0);
        row.text(&self.name);
        row.point(self.position);
        row.text_or_none(self.country.as_deref());
        row.text_or_none(self.town.as_deref());
        row.text_or_none(self.street.as_deref());
        row.text_or_none(self.postcode.as_deref());
        row.text_or_none(self.sector.as_deref());
        write_source(row, &self.source);
    }

    fn read(id: Uuid, row: &mut Cells<'_, '_>) -> Result<Self> {
        Ok(Self {
            id: SiteId(id),
            organization: OrganizationId(row.id()?),
            name: row.text()?,
            position: row.point()?,
            country: row.text_or_none()?,
            town: row.text_or_none()?,
            street: row.text_or_none()?,
            postcode: row.text_or_none()?,
            sector: row.text_or_none()?,
            source: read_source(row)?,
        })
    }
}
