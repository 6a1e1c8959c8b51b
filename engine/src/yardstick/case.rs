//! A generated region (`sites.csv`, `flows.csv`) as columns, read row by row so that a
//! million flows need some 40 MB and never their file in memory.
//!
//! It keeps only what the jobs ask for, and knows nothing of what they do with it.

use std::collections::BTreeMap;
use std::io::Read;

use csv::ByteRecord;

use crate::model::{Direction, Kind, Position};

/// A region to measure on.
///
/// A flow is a row of [`Case::flows`]; rows are in the order of the file, so that comparing
/// rows of one direction compares their ids wherever ids ascend, as the generator's do.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Case {
    /// Where the site with this id is.
    pub places: Vec<Position>,
    /// What is traded; flows name it by its number in this list.
    pub resources: Vec<Resource>,
    /// The flows.
    pub flows: Flows,
}

/// Something that is traded. Flows of different resources never meet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resource {
    /// As the file calls it.
    pub name: String,
    /// The kind whose radius, margin and cost of transport hold for it: the one of that code,
    /// else material.
    pub kind: Kind,
}

/// The flows of a case, one vector a column, all of the same length.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Flows {
    /// Number in the file.
    pub id: Vec<u32>,
    /// Id of its site, a position in [`Case::places`].
    pub site: Vec<u32>,
    /// Number of its resource, a position in [`Case::resources`].
    pub resource: Vec<u16>,
    /// Offered or needed.
    pub direction: Vec<Direction>,
    /// The property that pairs are compared by, turned so that more is better: degrees Celsius
    /// for heat and steam, minus degrees Celsius for cooling, quality 0..1 for all others.
    /// `NAN` where the file is silent; such a flow has no pairs.
    pub key: Vec<f64>,
    /// EUR a unit: least acceptable price of a supply, highest of a demand.
    pub price: Vec<f64>,
    /// Units a year.
    pub quantity: Vec<i64>,
}

impl Flows {
    /// Number of flows.
    pub fn len(&self) -> usize {
        self.id.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.id.is_empty()
    }
}

/// Why a case cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum CaseError {
    /// The file is no table, or reading it failed.
    #[error("{file}: {source}")]
    Table {
        /// Which of the two files.
        file: &'static str,
        /// What went wrong.
        source: csv::Error,
    },
    /// A column is not there.
    #[error("{file}: column {column} is missing")]
    NoColumn {
        /// Which of the two files.
        file: &'static str,
        /// Its title.
        column: &'static str,
    },
    /// A file of flows is cut off, or holds what is no number.
    #[error("{bytes} bytes are no flows of 21 finite numbers each")]
    Cash {
        /// Its length.
        bytes: usize,
    },
    /// A cell does not hold what its column promises.
    #[error("{file}, line {line}: {column} cannot be read")]
    Cell {
        /// Which of the two files.
        file: &'static str,
        /// Line in it.
        line: u64,
        /// Title of its column.
        column: &'static str,
    },
    /// Sites are numbered from 0 without gaps, in order.
    #[error("{file}, line {line}: sites must be numbered from 0 in order")]
    Numbering {
        /// Always the file of the sites.
        file: &'static str,
        /// Line in it.
        line: u64,
    },
    /// A flow names a site that is not there.
    #[error("{file}, line {line}: site {site} does not exist")]
    NoSite {
        /// Always the file of the flows.
        file: &'static str,
        /// Line in it.
        line: u64,
        /// Id of the site.
        site: u32,
    },
}

const SITES: &str = "sites";
const FLOWS: &str = "flows";

impl Case {
    /// Reads both files. Columns are found by their titles; others are passed over.
    pub fn read(sites: impl Read, flows: impl Read) -> Result<Self, CaseError> {
        let mut case = Self::default();
        case.read_sites(sites)?;
        case.read_flows(flows)?;
        Ok(case)
    }

    fn read_sites(&mut self, file: impl Read) -> Result<(), CaseError> {
        let mut table = Table::new(SITES, file)?;
        let [id, lat, lon] = [table.column("site_id")?, table.column("lat")?, table.column("lon")?];
        while let Some(row) = table.next()? {
            if row.number::<usize>(id)? != self.places.len() {
                return Err(CaseError::Numbering { file: SITES, line: row.line() });
            }
            self.places.push(Position { lat: row.number(lat)?, lon: row.number(lon)? });
        }
        self.places.shrink_to_fit();
        Ok(())
    }

    fn read_flows(&mut self, file: impl Read) -> Result<(), CaseError> {
        let mut table = Table::new(FLOWS, file)?;
        let id = table.column("flow_id")?;
        let site = table.column("site_id")?;
        let direction = table.column("direction")?;
        let resource = table.column("resource")?;
        let quantity = table.column("qty")?;
        let temperature = table.column("temp_c")?;
        let quality = table.column("quality")?;
        let price = table.column("price")?;
        let mut numbers: BTreeMap<Vec<u8>, u16> = BTreeMap::new();
        while let Some(row) = table.next()? {
            let at: u32 = row.number(site)?;
            if at as usize >= self.places.len() {
                return Err(CaseError::NoSite { file: FLOWS, line: row.line(), site: at });
            }
            let number = match numbers.get(row.bytes(resource)) {
                Some(&number) => number,
                None => {
                    let number = u16::try_from(self.resources.len())
                        .map_err(|_| row.unreadable(resource))?;
                    self.resources.push(Resource::new(row.text(resource)?));
                    numbers.insert(row.bytes(resource).to_vec(), number);
                    number
                }
            };
            let key = match self.resources[usize::from(number)].kind {
                Kind::Heat | Kind::Steam => row.number_or_nan(temperature)?,
                Kind::Cooling => -row.number_or_nan(temperature)?,
                Kind::Water
                | Kind::Co2
                | Kind::Electricity
                | Kind::CompressedAir
                | Kind::Biowaste
                | Kind::Material
                | Kind::Product
                | Kind::Logistics
                | Kind::Service
                | Kind::SharedAsset => row.number_or_nan(quality)?,
            };
            let flows = &mut self.flows;
            flows.id.push(row.number(id)?);
            flows.site.push(at);
            flows.resource.push(number);
            flows.direction.push(match row.bytes(direction) {
                b"supply" => Direction::Supply,
                b"demand" => Direction::Demand,
                _ => return Err(row.unreadable(direction)),
            });
            flows.key.push(key);
            flows.price.push(row.number(price)?);
            flows.quantity.push(row.number(quantity)?);
        }
        self.flows.shrink_to_fit();
        Ok(())
    }
}

impl Resource {
    fn new(name: &str) -> Self {
        let kind = Kind::ALL.into_iter().find(|kind| kind.code() == name);
        Self { name: name.to_owned(), kind: kind.unwrap_or(Kind::Material) }
    }
}

impl Flows {
    fn shrink_to_fit(&mut self) {
        let Self { id, site, resource, direction, key, price, quantity } = self;
        id.shrink_to_fit();
        site.shrink_to_fit();
        resource.shrink_to_fit();
        direction.shrink_to_fit();
        key.shrink_to_fit();
        price.shrink_to_fit();
        quantity.shrink_to_fit();
    }
}

/// A file whose rows are read one after the other into the same memory.
struct Table<R> {
    file: &'static str,
    reader: csv::Reader<R>,
    header: ByteRecord,
    record: ByteRecord,
}

/// Where a column is, and its title for complaints.
#[derive(Clone, Copy)]
struct Column {
    at: usize,
    title: &'static str,
}

struct Row<'a> {
    file: &'static str,
    record: &'a ByteRecord,
}

impl<R: Read> Table<R> {
    fn new(file: &'static str, bytes: R) -> Result<Self, CaseError> {
        let mut reader = csv::Reader::from_reader(bytes);
        let header = reader.byte_headers().map_err(|source| CaseError::Table { file, source })?;
        let header = header.clone();
        Ok(Self { file, reader, header, record: ByteRecord::new() })
    }

    fn column(&self, title: &'static str) -> Result<Column, CaseError> {
        let at = self.header.iter().position(|cell| cell == title.as_bytes());
        at.map(|at| Column { at, title })
            .ok_or(CaseError::NoColumn { file: self.file, column: title })
    }

    fn next(&mut self) -> Result<Option<Row<'_>>, CaseError> {
        let more = self
            .reader
            .read_byte_record(&mut self.record)
            .map_err(|source| CaseError::Table { file: self.file, source })?;
        Ok(more.then_some(Row { file: self.file, record: &self.record }))
    }
}

impl Row<'_> {
    fn line(&self) -> u64 {
        self.record.position().map_or(0, csv::Position::line)
    }

    fn unreadable(&self, column: Column) -> CaseError {
        CaseError::Cell { file: self.file, line: self.line(), column: column.title }
    }

    fn bytes(&self, column: Column) -> &[u8] {
        self.record.get(column.at).unwrap_or_default()
    }

    fn text(&self, column: Column) -> Result<&str, CaseError> {
        std::str::from_utf8(self.bytes(column)).map_err(|_| self.unreadable(column))
    }

    fn number<T: std::str::FromStr>(&self, column: Column) -> Result<T, CaseError> {
        self.text(column)?.parse().map_err(|_| self.unreadable(column))
    }

    fn number_or_nan(&self, column: Column) -> Result<f64, CaseError> {
        if self.bytes(column).is_empty() { Ok(f64::NAN) } else { self.number(column) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SITES: &str = "site_id,company,lat,lon\n0,\"A, B\",49.5,9.25\n1,C,-49.5,-9.25\n";
    const FLOWS: &str = "flow_id,site_id,direction,resource,qty,temp_c,quality,price\n\
        7,1,supply,cooling,12,6.5,0.5,-1.25\n\
        8,0,demand,slag,3,,0.75,2\n\
        9,0,demand,cooling,3,,0.75,2\n";

    #[test]
    fn columns_are_read_by_title() {
        let case = Case::read(SITES.as_bytes(), FLOWS.as_bytes()).expect("a good case");
        assert_eq!(case.places[1], Position { lat: -49.5, lon: -9.25 });
        let slag = Resource { name: "slag".to_owned(), kind: Kind::Material };
        assert_eq!(case.resources[1], slag);
        assert_eq!(case.resources[0].kind, Kind::Cooling);
        let flows = &case.flows;
        assert_eq!(
            (flows.len(), &flows.id[..], &flows.site[..]),
            (3, &[7, 8, 9][..], &[1, 0, 0][..])
        );
        assert_eq!(flows.resource, [0, 1, 0]);
        assert_eq!(flows.direction, [Direction::Supply, Direction::Demand, Direction::Demand]);
        assert_eq!(flows.key[..2], [-6.5, 0.75]);
        assert!(flows.key[2].is_nan());
        assert_eq!(
            (&flows.price[..], &flows.quantity[..]),
            (&[-1.25, 2.0, 2.0][..], &[12, 3, 3][..])
        );
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        let cases = [
            (SITES.replace("lat,", "lot,"), FLOWS.to_owned(), "sites: column lat is missing"),
            (
                SITES.replace("\n1,", "\n2,"),
                FLOWS.to_owned(),
                "sites, line 3: sites must be numbered from 0 in order",
            ),
            (SITES.to_owned(), FLOWS.replace("7,1", "7,2"), "flows, line 2: site 2 does not exist"),
            (
                SITES.to_owned(),
                FLOWS.replace("0.75", "good"),
                "flows, line 3: quality cannot be read",
            ),
            (
                SITES.to_owned(),
                FLOWS.replace("demand,slag", "both,slag"),
                "flows, line 3: direction cannot be read",
            ),
        ];
        for (sites, flows, complaint) in cases {
            let error = Case::read(sites.as_bytes(), flows.as_bytes()).expect_err(complaint);
            assert_eq!(error.to_string(), complaint);
        }
    }
}
