//! Reads the two exchange formats of the field: DIMACS minimum-cost flow and OR-Library
//! assignment. A file that does not say what it should is refused with the line.

use super::mcf::{Arc, Network, UNLIMITED};

/// Why a problem cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// A line is none of the format, or lacks or has too many fields.
    #[error("line {line} cannot be read: {text}")]
    Line {
        /// Line, from 1.
        line: usize,
        /// Its beginning.
        text: String,
    },
    /// A field is no whole number, or not one of 64 bits.
    #[error("line {line}: {text} is no whole number")]
    Number {
        /// Line, from 1.
        line: usize,
        /// The field.
        text: String,
    },
    /// A node is named that the problem does not have.
    #[error("line {line}: there is no node {node}")]
    Node {
        /// Line, from 1.
        line: usize,
        /// Its number.
        node: i64,
    },
    /// A thing is said twice that can be said once: the problem, the supply of a node.
    #[error("line {line} repeats what was said before: {text}")]
    Twice {
        /// Line, from 1.
        line: usize,
        /// Its beginning.
        text: String,
    },
    /// The file holds another number of things than it announces.
    #[error("{expected} announced, {found} found")]
    Count {
        /// Announced; 0 where nothing was.
        expected: usize,
        /// Found.
        found: usize,
    },
}

impl ReadError {
    /// Stable name, `area.reason`.
    pub fn code(&self) -> &'static str {
        match self {
            ReadError::Line { .. } => "calc.bad_line",
            ReadError::Number { .. } => "calc.bad_number",
            ReadError::Node { .. } => "calc.no_node",
            ReadError::Twice { .. } => "calc.twice",
            ReadError::Count { .. } => "calc.wrong_count",
        }
    }

    /// Values for the words.
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            ReadError::Line { line, text }
            | ReadError::Number { line, text }
            | ReadError::Twice { line, text } => {
                vec![("line", line.to_string()), ("text", text.clone())]
            }
            ReadError::Node { line, node } => {
                vec![("line", line.to_string()), ("node", node.to_string())]
            }
            ReadError::Count { expected, found } => {
                vec![("expected", expected.to_string()), ("found", found.to_string())]
            }
        }
    }

    /// Line in the file, where one is to blame.
    pub fn line(&self) -> Option<usize> {
        match self {
            ReadError::Line { line, .. }
            | ReadError::Number { line, .. }
            | ReadError::Node { line, .. }
            | ReadError::Twice { line, .. } => Some(*line),
            ReadError::Count { .. } => None,
        }
    }
}

/// Most nodes that a file may announce before it has shown any.
const MOST_NODES: i64 = 1 << 26;

/// Reads DIMACS `.min`: `p min NODES ARCS`, `n NODE SUPPLY`, `a FROM TO LOWER UPPER COST`,
/// comments `c`. A negative upper bound stands for none, as is usual.
///
/// Source: DIMACS, *The first implementation challenge: network flows and matching, problem
/// definitions and specifications*, 1990.
pub fn network(text: &str) -> Result<Network, ReadError> {
    let mut read: Option<(Network, usize)> = None;
    let mut told: Vec<bool> = Vec::new();
    for (line, row) in (1..).zip(text.lines()) {
        let fields: Vec<&str> = row.split_whitespace().collect();
        let bad = || ReadError::Line { line, text: beginning(row) };
        let twice = || ReadError::Twice { line, text: beginning(row) };
        match (fields.as_slice(), &mut read) {
            ([] | ["c", ..], _) => {}
            ([word, ..], _) if word.starts_with('c') && word.parse::<i64>().is_err() => {}
            (["p", "min", nodes, arcs], None) => {
                let (nodes, arcs) = (number(nodes, line)?, number(arcs, line)?);
                if !(0..=MOST_NODES).contains(&nodes) || arcs < 0 {
                    return Err(bad());
                }
                told = vec![false; nodes as usize];
                let network = Network { supply: vec![0; nodes as usize], arcs: Vec::new() };
                read = Some((network, usize::try_from(arcs).map_err(|_| bad())?));
            }
            (["p", ..], Some(_)) => return Err(twice()),
            (["n", node, supply], Some((network, _))) => {
                let at = node_at(node, line, network)? as usize;
                if std::mem::replace(&mut told[at], true) {
                    return Err(twice());
                }
                network.supply[at] = number(supply, line)?;
            }
            (["a", from, to, lower, upper, cost], Some((network, _))) => {
                let upper = number(upper, line)?;
                let arc = Arc {
                    from: node_at(from, line, network)?,
                    to: node_at(to, line, network)?,
                    lower: number(lower, line)?,
                    upper: if upper < 0 { UNLIMITED } else { upper },
                    cost: number(cost, line)?,
                };
                network.arcs.push(arc);
            }
            _ => return Err(bad()),
        }
    }
    let (network, expected) = read.ok_or(ReadError::Count { expected: 0, found: 0 })?;
    let found = network.arcs.len();
    if found == expected { Ok(network) } else { Err(ReadError::Count { expected, found }) }
}

/// Costs of a square assignment, row after row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CostTable {
    /// Rows, and columns.
    pub size: usize,
    /// `size * size` costs.
    pub costs: Vec<i64>,
}

/// Reads OR-Library assignment text: the size, then `size * size` costs, parted by any space.
///
/// Source: Beasley, *OR-Library*, 1990.
pub fn cost_table(text: &str) -> Result<CostTable, ReadError> {
    let mut size = None;
    let mut costs = Vec::new();
    for (line, row) in (1..).zip(text.lines()) {
        for field in row.split_whitespace() {
            let value = number(field, line)?;
            if size.is_some() {
                costs.push(value);
                continue;
            }
            if !(0..=1 << 15).contains(&value) {
                return Err(ReadError::Line { line, text: beginning(row) });
            }
            size = Some(value as usize);
        }
    }
    let size = size.ok_or(ReadError::Count { expected: 0, found: 0 })?;
    let (expected, found) = (size * size, costs.len());
    if found == expected {
        Ok(CostTable { size, costs })
    } else {
        Err(ReadError::Count { expected, found })
    }
}

fn number(field: &str, line: usize) -> Result<i64, ReadError> {
    field.parse().map_err(|_| ReadError::Number { line, text: beginning(field) })
}

fn node_at(field: &str, line: usize, network: &Network) -> Result<u32, ReadError> {
    let node = number(field, line)?;
    if (1..=network.supply.len() as i64).contains(&node) {
        Ok((node - 1) as u32)
    } else {
        Err(ReadError::Node { line, node })
    }
}

/// As much of a line as fits a message.
fn beginning(text: &str) -> String {
    text.chars().take(60).collect()
}

#[cfg(test)]
mod tests;
