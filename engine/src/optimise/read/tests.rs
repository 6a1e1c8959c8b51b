//! Files that do not say what they should, and the line that is named for each.

use super::*;

#[test]
fn reads_a_network() {
    let text = "c a comment\np min 3 2\n\nn 1 4\nn 3 -4\na 1 2 0 9 5\na 2 3 1 -1 -2\n";
    let network = network(text).expect("readable");
    assert_eq!(network.supply, [4, 0, -4]);
    assert_eq!(network.arcs[0], Arc { from: 0, to: 1, lower: 0, upper: 9, cost: 5 });
    assert_eq!(network.arcs[1], Arc { from: 1, to: 2, lower: 1, upper: UNLIMITED, cost: -2 });
}

#[test]
fn names_what_is_wrong_with_a_network_and_where() {
    for (text, code, line) in [
        ("", "calc.wrong_count", None),
        ("c nothing\n", "calc.wrong_count", None),
        ("n 1 4\n", "calc.bad_line", Some(1)),
        ("p max 3 2\n", "calc.bad_line", Some(1)),
        ("p min 3\n", "calc.bad_line", Some(1)),
        ("p min -3 2\n", "calc.bad_line", Some(1)),
        ("p min 99999999999 2\n", "calc.bad_line", Some(1)),
        ("p min 2 0\np min 2 0\n", "calc.twice", Some(2)),
        ("p min 2 0\nn 1 4\nn 1 4\n", "calc.twice", Some(3)),
        ("p min 2 0\nn 3 4\n", "calc.no_node", Some(2)),
        ("p min 2 0\nn 0 4\n", "calc.no_node", Some(2)),
        ("p min 2 1\na 1 5 0 1 1\n", "calc.no_node", Some(2)),
        ("p min 2 1\na 1 2 0 1\n", "calc.bad_line", Some(2)),
        ("p min 2 1\na 1 2 0 1 1 1\n", "calc.bad_line", Some(2)),
        ("p min 2 1\na 1 2 0 1 1.5\n", "calc.bad_number", Some(2)),
        ("p min 2 1\na 1 2 0 1 nan\n", "calc.bad_number", Some(2)),
        ("p min 2 1\na 1 2 0 99999999999999999999 1\n", "calc.bad_number", Some(2)),
        ("p min 2 1\nx 1 2\n", "calc.bad_line", Some(2)),
        ("p min 2 2\na 1 2 0 1 1\n", "calc.wrong_count", None),
        ("p min 2 0\na 1 2 0 1 1\n", "calc.wrong_count", None),
    ] {
        let error = network(text).expect_err(text);
        assert_eq!((error.code(), error.line()), (code, line), "{text}");
    }
}

#[test]
fn names_what_is_wrong_with_a_table_and_where() {
    assert_eq!(cost_table("2\n1 2 3\n4\n").expect("readable").costs, [1, 2, 3, 4]);
    for (text, code, line) in [
        ("", "calc.wrong_count", None),
        ("2\n1 2\n3\n", "calc.wrong_count", None),
        ("2\n1 2\n3 4 5\n", "calc.wrong_count", None),
        ("2\n1 2\nx 4\n", "calc.bad_number", Some(3)),
        ("-2\n", "calc.bad_line", Some(1)),
        ("99999999\n1\n", "calc.bad_line", Some(1)),
    ] {
        let error = cost_table(text).expect_err(text);
        assert_eq!((error.code(), error.line()), (code, line), "{text}");
    }
}
