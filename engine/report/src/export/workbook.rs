//! The workbook: what it is, what it assumes, the economics of each match as formulas that
//! follow a change of price, rate or years, and the registers.

use rust_decimal::Decimal;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, Formula, Workbook, Worksheet, XlsxError,
};
use turash_engine::economics::Party;

use super::registers::{Cell, registers};
use super::{Export, Traded, safe};
use crate::ReportError;

/// Most characters that a cell of the format holds.
const MOST_IN_CELL: usize = 32_767;

impl From<XlsxError> for ReportError {
    fn from(error: XlsxError) -> Self {
        ReportError::Export(error.to_string())
    }
}

/// The workbook (Office Open XML). Equal inputs give equal bytes.
///
/// # Errors
/// [`ReportError::Export`] where a table does not fit the format, [`ReportError::Words`] where a
/// message is missing.
pub fn workbook(export: &Export<'_>) -> Result<Vec<u8>, ReportError> {
    let head = Format::new().set_bold().set_border_bottom(rust_xlsxwriter::FormatBorder::Thin);
    let mut book = Workbook::new();
    let made = ExcelDateTime::from_timestamp(export.at.as_second())?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&made));
    about(book.add_worksheet(), export)?;
    assumptions(book.add_worksheet(), export, &head)?;
    book.define_name("discount_rate", "=assumptions!$B$2")?;
    book.define_name("operating_years", "=assumptions!$B$3")?;
    economics(book.add_worksheet(), export, &head)?;
    for table in registers(export) {
        let sheet = book.add_worksheet();
        sheet.set_name(table.name)?;
        heads(sheet, table.columns, &head)?;
        for (at, row) in (1..).zip(&table.rows) {
            for (column, cell) in (0..).zip(row) {
                put(sheet, (at, column), cell)?;
            }
        }
    }
    Ok(book.save_to_buffer()?)
}

/// What this is and for whom: the only sheet with words.
fn about(sheet: &mut Worksheet, export: &Export<'_>) -> Result<(), ReportError> {
    sheet.set_name("about")?;
    sheet.set_column_width(0, 100)?;
    let title = Format::new().set_bold().set_font_size(14);
    sheet.write_string_with_format(0, 0, clipped(&safe(export.project)), &title)?;
    let day = export.at.strftime("%Y-%m-%d %H:%M UTC").to_string();
    sheet.write_string(1, 0, day)?;
    let wrapped = Format::new().set_text_wrap();
    let lines = ["export-owner", "export-persons", "export-live", "export-assumed"];
    for (row, key) in (3..).zip(lines) {
        sheet.write_string_with_format(row, 0, export.words.text(key, &[])?, &wrapped)?;
    }
    Ok(())
}

fn assumptions(
    sheet: &mut Worksheet,
    export: &Export<'_>,
    head: &Format,
) -> Result<(), ReportError> {
    sheet.set_name("assumptions")?;
    heads(sheet, &["name", "value"], head)?;
    let rows = [
        ("discount_rate_per_year", export.assumptions.discount_rate),
        ("years", f64::from(export.assumptions.years)),
        ("upkeep_share_of_capital_per_year", export.assumptions.upkeep_share),
        ("capital_share_supplier", export.assumptions.capital_share_supplier),
    ];
    for (row, (name, value)) in (1..).zip(rows) {
        sheet.write_string(row, 0, name)?;
        sheet.write_number(row, 1, value)?;
    }
    Ok(())
}

const ECONOMICS: [&str; 20] = [
    "match",
    "supplier",
    "accepter",
    "kind",
    "unit",
    "delivered_per_year",
    "transfer_eur_per_unit",
    "supplier_capital_eur",
    "supplier_before_transfer_eur_per_year",
    "supplier_net_eur_per_year",
    "supplier_npv_eur",
    "accepter_capital_eur",
    "accepter_before_transfer_eur_per_year",
    "accepter_net_eur_per_year",
    "accepter_npv_eur",
    "npv_eur",
    "capex_eur",
    "payback_years",
    "co2_t_per_year",
    "assumed",
];

/// One row for each match. What a party gains before the price changes hands is a value; what
/// follows from price, rate and years is a formula, with the figure of the program beside it.
fn economics(sheet: &mut Worksheet, export: &Export<'_>, head: &Format) -> Result<(), ReportError> {
    sheet.set_name("economics")?;
    heads(sheet, &ECONOMICS, head)?;
    for (row, traded) in (1..).zip(&export.matches) {
        let name = |flow| {
            let at = export.region.find_flow(flow);
            at.map(|at| export.region.organization_of(at).name.as_str())
        };
        put(sheet, (row, 0), &Cell::Text(traded.found.id.to_string()))?;
        put(sheet, (row, 1), &name(traded.found.supply).into())?;
        put(sheet, (row, 2), &name(traded.found.demand).into())?;
        put(sheet, (row, 3), &traded.found.kind.code().into())?;
        put(sheet, (row, 4), &traded.found.kind.rules().unit.into())?;
        accounts(sheet, row, traded)?;
    }
    Ok(())
}

fn accounts(sheet: &mut Worksheet, row: u32, traded: &Traded<'_>) -> Result<(), ReportError> {
    let Some(e) = &traded.economics else { return Ok(()) };
    let (delivered, price) = (e.screened.delivered_per_year, number(e.transfer_eur_per_unit));
    put(sheet, (row, 5), &delivered.into())?;
    put(sheet, (row, 6), &price.into())?;
    let n = row + 1;
    for (first, party, sign) in [(7, &e.supplier, 1.0), (11, &e.accepter, -1.0)] {
        let Party { account, .. } = party;
        let letter = |offset: u8| char::from(b'A' + first + offset);
        let (capital, before, net) = (letter(0), letter(1), letter(2));
        let own = number(account.net_eur_per_year);
        let column = u16::from(first);
        put(sheet, (row, column), &account.capital_eur.into())?;
        put(sheet, (row, column + 1), &(own - sign * price * delivered).into())?;
        let plus = if sign > 0.0 { '+' } else { '-' };
        let formula = format!("={before}{n}{plus}F{n}*G{n}");
        live(sheet, (row, column + 2), formula, Some(own))?;
        let formula = format!("=-{capital}{n}-PV(discount_rate,operating_years,{net}{n})");
        live(sheet, (row, column + 3), formula, Some(number(account.npv_eur)))?;
    }
    live(sheet, (row, 15), format!("=K{n}+O{n}"), Some(number(e.total.npv_eur)))?;
    live(sheet, (row, 16), format!("=H{n}+L{n}"), Some(number(e.total.capital_eur)))?;
    let formula = format!("=IF(J{n}+N{n}>0,Q{n}/(J{n}+N{n}),\"\")");
    live(sheet, (row, 17), formula, e.total.payback_years)?;
    put(sheet, (row, 18), &e.screened.co2_t_per_year.into())?;
    put(sheet, (row, 19), &Cell::Flag(e.assumed))
}

fn number(money: Decimal) -> f64 {
    money.to_string().parse().unwrap_or_default()
}

/// A formula and the figure of the program, which readers that do not reckon show.
fn live(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    formula: String,
    result: Option<f64>,
) -> Result<(), ReportError> {
    let result = result.map(|figure| figure.to_string()).unwrap_or_default();
    sheet.write_formula(row, column, Formula::new(formula).set_result(result))?;
    Ok(())
}

fn heads(sheet: &mut Worksheet, columns: &[&str], head: &Format) -> Result<(), ReportError> {
    for (column, name) in (0..).zip(columns) {
        sheet.write_string_with_format(0, column, *name, head)?;
        sheet.set_column_width(column, (name.len() as f64 + 2.0).max(12.0))?;
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}

fn put(sheet: &mut Worksheet, (row, column): (u32, u16), cell: &Cell) -> Result<(), ReportError> {
    match cell {
        Cell::Empty => {}
        Cell::Text(text) => {
            sheet.write_string(row, column, clipped(&safe(text)))?;
        }
        Cell::Number(number) => {
            sheet.write_number(row, column, *number)?;
        }
        Cell::Flag(flag) => {
            sheet.write_boolean(row, column, *flag)?;
        }
    }
    Ok(())
}

/// As much of a text as a cell holds.
fn clipped(text: &str) -> String {
    if text.chars().count() <= MOST_IN_CELL {
        return text.to_owned();
    }
    text.chars().take(MOST_IN_CELL - 1).chain(['\u{2026}']).collect()
}
