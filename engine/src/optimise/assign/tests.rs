//! Oracles: OR-Library `assign100` (305) and `assign500` (991); all permutations, and all
//! matchings, of small random cases.

use proptest::prelude::*;

use super::*;
use crate::optimise::read;
use crate::watch::Unwatched;

#[test]
fn meets_the_optima_of_the_library() {
    for (text, optimum) in [
        (include_str!("../../../tests/oracle/assignment/assign100.txt"), 305),
        (include_str!("../../../tests/oracle/assignment/assign500.txt"), 991),
    ] {
        let table = read::cost_table(text).expect("readable");
        assert_eq!(assign(&table, &Unwatched).expect("not stopped").objective, optimum);
        assert_eq!(
            sum(&table, &columns::<i128>(&table, &Unwatched).expect("not stopped")),
            optimum
        );
    }
}

#[test]
fn keeps_numbers_of_any_size() {
    let table = CostTable { size: 2, costs: vec![i64::MAX, i64::MIN + 1, i64::MIN + 1, i64::MAX] };
    let found = assign(&table, &Unwatched).expect("not stopped");
    assert_eq!(found.objective, 2 * i128::from(i64::MIN + 1));
    let none = CostTable { size: 0, costs: Vec::new() };
    assert_eq!(assign(&none, &Unwatched).expect("not stopped").objective, 0);
}

fn sum(table: &CostTable, column_of: &[u32]) -> i128 {
    let mut seen = vec![false; table.size];
    let cost = |(row, &column): (usize, &u32)| {
        assert!(!std::mem::replace(&mut seen[column as usize], true), "each column once");
        i128::from(table.costs[row * table.size + column as usize])
    };
    column_of.iter().enumerate().map(cost).sum()
}

/// Least cost of the rows from `row` on over the columns that are free.
fn by_permutation(table: &CostTable, row: usize, taken: u32) -> i128 {
    if row == table.size {
        return 0;
    }
    let free = (0..table.size).filter(|column| taken & (1 << column) == 0);
    let cost = |column: usize| {
        i128::from(table.costs[row * table.size + column])
            + by_permutation(table, row + 1, taken | 1 << column)
    };
    free.map(cost).min().unwrap_or(0)
}

/// Largest weight of the rows from `row` on over the columns that are free.
fn by_trial(edges: &[(u32, u32, i64)], rows: u32, row: u32, taken: u32) -> i128 {
    if row == rows {
        return 0;
    }
    let alone = by_trial(edges, rows, row + 1, taken);
    let own = edges.iter().filter(|e| e.0 == row && taken & (1 << e.1) == 0);
    own.map(|e| i128::from(e.2) + by_trial(edges, rows, row + 1, taken | 1 << e.1))
        .fold(alone, i128::max)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn agrees_with_all_permutations(
        (size, costs) in (0usize..7).prop_flat_map(|n| (Just(n), proptest::collection::vec(-9i64..20, n * n)))
    ) {
        let table = CostTable { size, costs };
        let found = assign(&table, &Unwatched).expect("not stopped");
        prop_assert_eq!(found.objective, by_permutation(&table, 0, 0));
        prop_assert_eq!(found.objective, sum(&table, &found.column_of));
    }

    #[test]
    fn agrees_with_all_matchings(
        mut edges in proptest::collection::vec((0u32..6, 0u32..6, -2i64..12), 0..24)
    ) {
        edges.sort_unstable();
        let mut row_start = vec![0u32];
        for row in 0..6 {
            let before = row_start[row as usize];
            row_start.push(before + edges.iter().filter(|e| e.0 == row).count() as u32);
        }
        let column: Vec<u32> = edges.iter().map(|e| e.1).collect();
        let weight: Vec<i64> = edges.iter().map(|e| e.2).collect();
        let found = match_sparse(6, &row_start, &column, &weight, &Unwatched).expect("not stopped");
        prop_assert_eq!(found.objective, by_trial(&edges, 6, 0, 0));
        let mut partners: Vec<u32> = found.column_of.iter().copied().filter(|&c| c != ALONE).collect();
        prop_assert_eq!(partners.len(), found.matched);
        partners.sort_unstable();
        partners.dedup();
        prop_assert_eq!(partners.len(), found.matched);
    }
}
