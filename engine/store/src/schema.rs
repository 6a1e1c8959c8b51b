//! What a domain table is to this crate: a name, its fields in order, and what of a row can be
//! searched. It turns rows into values and canonical JSON and back; it does not know what any
//! field means.

use std::fmt::Write as _;
use std::str::FromStr;
use std::sync::LazyLock;

use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::Row;
use rusqlite::types::{ToSql, ToSqlOutput, ValueRef};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;
use turash_engine::model::Position;
use uuid::Uuid;

use crate::error::{Result, StoreError};
use crate::point;

/// How a field is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldKind {
    /// Words, codes, decimal numbers.
    Text,
    /// Whole numbers, instants in microseconds, 0 and 1 for no and yes.
    Integer,
    /// Measured numbers.
    Real,
    /// The id of another row.
    Id,
    /// A place on the earth.
    Point,
    /// A compound that changes only as a whole.
    Json,
}

/// One field of a table.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// Its name, also the column's.
    pub name: &'static str,
    /// How it is kept.
    pub kind: FieldKind,
}

/// Short form for table definitions.
pub(crate) const fn field(name: &'static str, kind: FieldKind) -> Field {
    Field { name, kind }
}

/// What of a row goes into the search index.
#[derive(Debug)]
pub(crate) struct Searched {
    /// Sets the table apart in the index: 0..=3.
    pub(crate) slot: i64,
    /// The field that names the row.
    pub(crate) title: &'static str,
    /// The fields that also lead to it.
    pub(crate) body: &'static [&'static str],
}

/// A table of the domain: written only through the op log.
#[derive(Debug)]
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// Its fields, in the order of a row; new ones are added at the end.
    pub fields: &'static [Field],
    /// What of it can be searched.
    pub(crate) search: Option<Searched>,
    pub(crate) sql: LazyLock<Statements>,
}

/// The statements of one table.
#[derive(Debug)]
pub(crate) struct Statements {
    pub(crate) insert: String,
    pub(crate) delete: String,
    pub(crate) select_all: String,
    pub(crate) select_one: String,
    pub(crate) set: Vec<String>,
}

impl Statements {
    pub(crate) fn of(name: &str, fields: &[Field]) -> Self {
        let columns: Vec<_> = fields.iter().map(|f| f.name).collect();
        let columns = columns.join(", ");
        let marks: Vec<_> = (0..fields.len()).map(|i| format!("?{}", i + 2)).collect();
        Self {
            insert: format!("INSERT INTO {name}(id, {columns}) VALUES (?1, {})", marks.join(", ")),
            delete: format!("DELETE FROM {name} WHERE id = ?1"),
            select_all: format!("SELECT n, id, {columns} FROM {name} ORDER BY id"),
            select_one: format!("SELECT n, id, {columns} FROM {name} WHERE id = ?1"),
            set: fields
                .iter()
                .map(|f| format!("UPDATE {name} SET {} = ?2 WHERE id = ?1", f.name))
                .collect(),
        }
    }
}

/// Declares a table.
macro_rules! table {
    ($name:literal, $fields:expr, $search:expr) => {
        $crate::schema::Table {
            name: $name,
            fields: $fields,
            search: $search,
            sql: std::sync::LazyLock::new(|| $crate::schema::Statements::of($name, $fields)),
        }
    };
}
pub(crate) use table;

impl Table {
    pub(crate) fn position_of(&self, name: &str) -> Option<usize> {
        self.fields.iter().position(|f| f.name == name)
    }

    /// Reads a row selected as `n, id, fields...`.
    pub(crate) fn values(&'static self, row: &Row<'_>) -> Result<Vec<Value>> {
        let mut values = Vec::with_capacity(self.fields.len());
        for (i, field) in self.fields.iter().enumerate() {
            values.push(Value::from_sql(self, field, row.get_ref(i + 2)?)?);
        }
        Ok(values)
    }

    /// The canonical JSON of a row: its fields in the order of the table, unknown ones left
    /// out.
    pub(crate) fn to_json(&'static self, values: &[Value]) -> Result<String> {
        let mut text = String::with_capacity(256);
        text.push('{');
        for (field, value) in self.fields.iter().zip(values) {
            if let Value::Null = value {
                continue;
            }
            if text.len() > 1 {
                text.push(',');
            }
            text.push('"');
            text.push_str(field.name);
            text.push_str("\":");
            value.write_json(self, field, &mut text)?;
        }
        text.push('}');
        Ok(text)
    }

    /// Reads the canonical JSON back.
    pub(crate) fn parse_json(&'static self, text: &str) -> Result<Vec<Value>> {
        let bad = |name| StoreError::BadValue { table: self.name, field: name };
        let raw: std::collections::BTreeMap<String, Box<RawValue>> =
            serde_json::from_str(text).map_err(|_| bad("*"))?;
        let mut values = vec![Value::Null; self.fields.len()];
        for (name, value) in raw {
            // A field that this version does not know would be lost: that is an error.
            let i = self.position_of(&name).ok_or_else(|| bad("*"))?;
            values[i] = Value::from_json(self, &self.fields[i], value.get())?;
        }
        Ok(values)
    }
}

/// A value as the op log and the tables keep it.
#[derive(Debug, Clone)]
pub(crate) enum Value {
    Null,
    Integer(i64),
    Real(f64),
    Text(String),
    Id(Uuid),
    Point(Position),
    Json(String),
}

impl Value {
    /// Whether both are the same to the bit.
    pub(crate) fn same(&self, other: &Value) -> bool {
        match (self, other) {
            (Value::Null, Value::Null) => true,
            (Value::Integer(a), Value::Integer(b)) => a == b,
            (Value::Real(a), Value::Real(b)) => a.to_bits() == b.to_bits(),
            (Value::Text(a), Value::Text(b)) | (Value::Json(a), Value::Json(b)) => a == b,
            (Value::Id(a), Value::Id(b)) => a == b,
            (Value::Point(a), Value::Point(b)) => {
                a.lat.to_bits() == b.lat.to_bits() && a.lon.to_bits() == b.lon.to_bits()
            }
            _ => false,
        }
    }

    /// The words in it, for the search index.
    pub(crate) fn words(&self) -> &str {
        match self {
            Value::Text(text) | Value::Json(text) => text,
            Value::Null | Value::Integer(_) | Value::Real(_) | Value::Id(_) | Value::Point(_) => "",
        }
    }

    pub(crate) fn from_sql(
        table: &'static Table,
        field: &Field,
        value: ValueRef<'_>,
    ) -> Result<Self> {
        let bad = || StoreError::BadValue { table: table.name, field: field.name };
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).map_err(|_| bad());
        Ok(match (field.kind, value) {
            (_, ValueRef::Null) => Value::Null,
            (FieldKind::Text, ValueRef::Text(t)) => Value::Text(text(t)?),
            (FieldKind::Json, ValueRef::Text(t)) => Value::Json(text(t)?),
            (FieldKind::Integer, ValueRef::Integer(i)) => Value::Integer(i),
            (FieldKind::Real, ValueRef::Real(r)) => Value::Real(r),
            (FieldKind::Id, ValueRef::Blob(b)) => {
                Value::Id(Uuid::from_slice(b).map_err(|_| bad())?)
            }
            (FieldKind::Point, ValueRef::Blob(b)) => {
                Value::Point(point::decode(b).ok_or_else(bad)?)
            }
            _ => return Err(bad()),
        })
    }

    /// The value as JSON.
    pub(crate) fn to_json(&self, table: &'static Table, field: &Field) -> Result<String> {
        let mut text = String::new();
        self.write_json(table, field, &mut text)?;
        Ok(text)
    }

    fn write_json(&self, table: &'static Table, field: &Field, text: &mut String) -> Result<()> {
        let bad = || StoreError::BadValue { table: table.name, field: field.name };
        match self {
            Value::Null => text.push_str("null"),
            Value::Integer(i) => write!(text, "{i}").map_err(|_| bad())?,
            Value::Real(r) => write_real(*r, text).ok_or_else(bad)?,
            Value::Text(t) => write_text(t, text),
            Value::Id(id) => write!(text, "\"{id}\"").map_err(|_| bad())?,
            Value::Point(at) => {
                text.push('[');
                write_real(at.lon, text).ok_or_else(bad)?;
                text.push(',');
                write_real(at.lat, text).ok_or_else(bad)?;
                text.push(']');
            }
            Value::Json(t) => text.push_str(t),
        }
        Ok(())
    }

    pub(crate) fn from_json(table: &'static Table, field: &Field, text: &str) -> Result<Self> {
        let bad = |_| StoreError::BadValue { table: table.name, field: field.name };
        Ok(match field.kind {
            FieldKind::Text => Value::Text(serde_json::from_str(text).map_err(bad)?),
            FieldKind::Integer => Value::Integer(serde_json::from_str(text).map_err(bad)?),
            FieldKind::Real => Value::Real(serde_json::from_str(text).map_err(bad)?),
            FieldKind::Id => Value::Id(serde_json::from_str(text).map_err(bad)?),
            FieldKind::Point => {
                let (lon, lat): (f64, f64) = serde_json::from_str(text).map_err(bad)?;
                Value::Point(Position { lat, lon })
            }
            FieldKind::Json => Value::Json(text.to_owned()),
        })
    }
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Value::Null => ToSqlOutput::Borrowed(ValueRef::Null),
            Value::Integer(i) => ToSqlOutput::Borrowed(ValueRef::Integer(*i)),
            Value::Real(r) => ToSqlOutput::Borrowed(ValueRef::Real(*r)),
            Value::Text(t) | Value::Json(t) => ToSqlOutput::Borrowed(ValueRef::Text(t.as_bytes())),
            Value::Id(id) => ToSqlOutput::Borrowed(ValueRef::Blob(id.as_bytes())),
            Value::Point(at) => {
                ToSqlOutput::Owned(rusqlite::types::Value::Blob(point::encode(*at).to_vec()))
            }
        })
    }
}

/// A float as the shortest JSON that reads back to the same bits; none if it is not finite.
fn write_real(value: f64, text: &mut String) -> Option<()> {
    if !value.is_finite() {
        return None;
    }
    write!(text, "{value:?}").ok()
}

fn write_text(value: &str, text: &mut String) {
    text.push('"');
    let mut plain = 0;
    for (i, byte) in value.bytes().enumerate() {
        if byte >= 0x20 && byte != b'"' && byte != b'\\' {
            continue;
        }
        text.push_str(&value[plain..i]);
        plain = i + 1;
        match byte {
            b'"' => text.push_str("\\\""),
            b'\\' => text.push_str("\\\\"),
            b'\n' => text.push_str("\\n"),
            b'\r' => text.push_str("\\r"),
            b'\t' => text.push_str("\\t"),
            control => {
                text.push_str("\\u00");
                text.push_str(&crate::key::to_hex(&[control]));
            }
        }
    }
    text.push_str(&value[plain..]);
    text.push('"');
}

/// A row of the domain, bound to its table.
pub trait Record: Sized {
    /// The table it is kept in.
    fn table() -> &'static Table;
    /// Its id.
    fn id(&self) -> Uuid;
    /// Writes its fields, in the order of the table.
    fn write(&self, row: &mut Writer);
    /// Reads its fields, in the order of the table.
    fn read(id: Uuid, row: &mut Cells<'_, '_>) -> Result<Self>;
}

/// The values of `record`, checked: nothing that SQLite would silently change.
pub(crate) fn values_of<T: Record>(record: &T) -> Result<Vec<Value>> {
    let table = T::table();
    let mut writer = Writer { values: Vec::with_capacity(table.fields.len()) };
    record.write(&mut writer);
    let mut values = writer.values;
    debug_assert_eq!(values.len(), table.fields.len(), "{} writes all its fields", table.name);
    for (field, value) in table.fields.iter().zip(&mut values) {
        let finite = match value {
            Value::Real(r) => {
                // SQLite keeps no negative zero.
                *r += 0.0;
                r.is_finite()
            }
            Value::Point(at) => {
                *at = Position { lat: at.lat + 0.0, lon: at.lon + 0.0 };
                at.lat.is_finite() && at.lon.is_finite()
            }
            Value::Null | Value::Integer(_) | Value::Text(_) | Value::Id(_) | Value::Json(_) => {
                true
            }
        };
        if !finite {
            return Err(StoreError::BadValue { table: table.name, field: field.name });
        }
    }
    Ok(values)
}

/// The record in a row selected as `n, id, fields...`.
pub(crate) fn record_of<T: Record>(row: &Row<'_>) -> Result<T> {
    let id = row.get_ref(1)?;
    let bad = || StoreError::BadValue { table: T::table().name, field: "id" };
    let id = id.as_blob().ok().and_then(|b| Uuid::from_slice(b).ok()).ok_or_else(bad)?;
    T::read(id, &mut Cells { source: Source::Row(row), table: T::table(), next: 0 })
}

/// The record in the canonical JSON of a row, as an op carries it: the same that a row written
/// from it would give. What this version's table does not hold is an error.
pub fn record_from_json<T: Record>(id: Uuid, text: &str) -> Result<T> {
    use rusqlite::types::Value as Held;
    let held = T::table().parse_json(text)?.into_iter().map(|value| match value {
        Value::Null => Held::Null,
        Value::Integer(n) => Held::Integer(n),
        Value::Real(n) => Held::Real(n),
        Value::Text(text) | Value::Json(text) => Held::Text(text),
        Value::Id(id) => Held::Blob(id.as_bytes().to_vec()),
        Value::Point(at) => Held::Blob(point::encode(at).to_vec()),
    });
    let held: Vec<_> = held.collect();
    T::read(id, &mut Cells { source: Source::Held(&held), table: T::table(), next: 0 })
}

/// Takes the fields of a record, one call for each, in the order of its table.
#[derive(Debug)]
pub struct Writer {
    values: Vec<Value>,
}

impl Writer {
    /// Words or a code.
    pub fn text(&mut self, value: &str) {
        self.values.push(Value::Text(value.to_owned()));
    }
    /// Words or a code, or unknown.
    pub fn text_or_none(&mut self, value: Option<&str>) {
        self.values.push(value.map_or(Value::Null, |v| Value::Text(v.to_owned())));
    }
    /// Anything whose text reads back.
    pub fn display(&mut self, value: Option<impl std::fmt::Display>) {
        self.values.push(value.map_or(Value::Null, |v| Value::Text(v.to_string())));
    }
    /// A whole number.
    pub fn integer(&mut self, value: i64) {
        self.values.push(Value::Integer(value));
    }
    /// A whole number, or unknown.
    pub fn integer_or_none(&mut self, value: Option<i64>) {
        self.values.push(value.map_or(Value::Null, Value::Integer));
    }
    /// A measured number.
    pub fn real(&mut self, value: f64) {
        self.values.push(Value::Real(value));
    }
    /// A measured number, or unknown.
    pub fn real_or_none(&mut self, value: Option<f64>) {
        self.values.push(value.map_or(Value::Null, Value::Real));
    }
    /// The id of another row.
    pub fn id(&mut self, value: Uuid) {
        self.values.push(Value::Id(value));
    }
    /// The id of another row, or none.
    pub fn id_or_none(&mut self, value: Option<Uuid>) {
        self.values.push(value.map_or(Value::Null, Value::Id));
    }
    /// A place, or unknown.
    pub fn point(&mut self, value: Option<Position>) {
        self.values.push(value.map_or(Value::Null, Value::Point));
    }
    /// An instant, to the microsecond.
    pub fn instant(&mut self, value: Option<Timestamp>) {
        self.integer_or_none(value.map(Timestamp::as_microsecond));
    }
    /// A compound, or unknown.
    pub fn json<T: Serialize>(&mut self, value: Option<&T>) {
        // Serialising plain values with text keys cannot fail; were it to, the row would be
        // refused when it is read back by `check`.
        let text = value.map(|v| serde_json::to_string(v).unwrap_or_default());
        self.values.push(text.map_or(Value::Null, Value::Json));
    }
    /// Measured numbers that change only together, or unknown.
    pub fn reals(&mut self, values: Option<&[f64]>) {
        let Some(values) = values else { return self.values.push(Value::Null) };
        // A number that is none has no JSON: it is handed on as such, to be refused.
        if let Some(bad) = values.iter().find(|v| !v.is_finite()) {
            return self.values.push(Value::Real(*bad));
        }
        let list: Vec<_> = values.iter().map(|v| format!("{v:?}")).collect();
        self.values.push(Value::Json(format!("[{}]", list.join(","))));
    }
    /// A compound that is already canonical JSON, or unknown.
    pub(crate) fn raw_json(&mut self, value: Option<String>) {
        self.values.push(value.map_or(Value::Null, Value::Json));
    }
}

/// Where fields come from.
#[derive(Debug)]
enum Source<'r, 's> {
    /// A row selected as `n, id, fields...`.
    Row(&'r Row<'s>),
    /// Values as SQLite would give them.
    Held(&'r [rusqlite::types::Value]),
}

/// Gives the fields of a record, one call for each, in the order of its table.
#[derive(Debug)]
pub struct Cells<'r, 's> {
    source: Source<'r, 's>,
    table: &'static Table,
    next: usize,
}

impl<'r> Cells<'r, '_> {
    fn next(&mut self) -> Result<ValueRef<'r>> {
        self.next += 1;
        match self.source {
            Source::Row(row) => Ok(row.get_ref(self.next + 1)?),
            Source::Held(held) => {
                held.get(self.next - 1).map(ValueRef::from).ok_or_else(|| self.bad())
            }
        }
    }

    /// The error for the field that was read last.
    pub fn bad(&self) -> StoreError {
        let field = self.table.fields.get(self.next.wrapping_sub(1)).map_or("*", |f| f.name);
        StoreError::BadValue { table: self.table.name, field }
    }

    pub(crate) fn str_or_none(&mut self) -> Result<Option<&'r str>> {
        match self.next()? {
            ValueRef::Null => Ok(None),
            ValueRef::Text(t) => Ok(Some(std::str::from_utf8(t).map_err(|_| self.bad())?)),
            ValueRef::Integer(_) | ValueRef::Real(_) | ValueRef::Blob(_) => Err(self.bad()),
        }
    }
    /// Words or a code.
    pub fn text(&mut self) -> Result<String> {
        self.str_or_none()?.map(str::to_owned).ok_or_else(|| self.bad())
    }
    /// Words or a code, or unknown.
    pub fn text_or_none(&mut self) -> Result<Option<String>> {
        Ok(self.str_or_none()?.map(str::to_owned))
    }
    /// Text that `parse` understands.
    pub fn code<T>(&mut self, parse: impl FnOnce(&str) -> Option<T>) -> Result<T> {
        self.str_or_none()?.and_then(parse).ok_or_else(|| self.bad())
    }
    /// Text that `parse` understands, or unknown.
    pub fn code_or_none<T>(&mut self, parse: impl FnOnce(&str) -> Option<T>) -> Result<Option<T>> {
        match self.str_or_none()? {
            None => Ok(None),
            Some(text) => parse(text).map(Some).ok_or_else(|| self.bad()),
        }
    }
    /// What [`Writer::display`] wrote.
    pub fn parsed<T: FromStr>(&mut self) -> Result<Option<T>> {
        self.code_or_none(|text| text.parse().ok())
    }
    /// A whole number, or unknown.
    pub fn integer_or_none(&mut self) -> Result<Option<i64>> {
        match self.next()? {
            ValueRef::Null => Ok(None),
            ValueRef::Integer(i) => Ok(Some(i)),
            ValueRef::Real(_) | ValueRef::Text(_) | ValueRef::Blob(_) => Err(self.bad()),
        }
    }
    /// A whole number.
    pub fn integer(&mut self) -> Result<i64> {
        self.integer_or_none()?.ok_or_else(|| self.bad())
    }
    /// A year, or unknown.
    pub fn year(&mut self) -> Result<Option<i16>> {
        let year = self.integer_or_none()?;
        year.map(|y| i16::try_from(y).map_err(|_| self.bad())).transpose()
    }
    /// A measured number, or unknown.
    pub fn real_or_none(&mut self) -> Result<Option<f64>> {
        match self.next()? {
            ValueRef::Null => Ok(None),
            ValueRef::Real(r) => Ok(Some(r)),
            ValueRef::Integer(_) | ValueRef::Text(_) | ValueRef::Blob(_) => Err(self.bad()),
        }
    }
    /// A measured number.
    pub fn real(&mut self) -> Result<f64> {
        self.real_or_none()?.ok_or_else(|| self.bad())
    }
    /// The id of another row.
    pub fn id(&mut self) -> Result<Uuid> {
        self.id_or_none()?.ok_or_else(|| self.bad())
    }
    /// The id of another row, or none.
    pub fn id_or_none(&mut self) -> Result<Option<Uuid>> {
        match self.next()? {
            ValueRef::Null => Ok(None),
            ValueRef::Blob(b) => Uuid::from_slice(b).map(Some).map_err(|_| self.bad()),
            ValueRef::Integer(_) | ValueRef::Real(_) | ValueRef::Text(_) => Err(self.bad()),
        }
    }
    /// A place, or unknown.
    pub fn point(&mut self) -> Result<Option<Position>> {
        match self.next()? {
            ValueRef::Null => Ok(None),
            ValueRef::Blob(b) => point::decode(b).map(Some).ok_or_else(|| self.bad()),
            ValueRef::Integer(_) | ValueRef::Real(_) | ValueRef::Text(_) => Err(self.bad()),
        }
    }
    /// An instant, or unknown.
    pub fn instant(&mut self) -> Result<Option<Timestamp>> {
        let at = self.integer_or_none()?;
        at.map(|at| Timestamp::from_microsecond(at).map_err(|_| self.bad())).transpose()
    }
    /// A day, or unknown.
    pub fn day(&mut self) -> Result<Option<Date>> {
        self.parsed()
    }
    /// A compound, or unknown.
    pub fn json<T: DeserializeOwned>(&mut self) -> Result<Option<T>> {
        self.code_or_none(|text| serde_json::from_str(text).ok())
    }
}
