//! What is guessed of small tables; what of whole datasets is in `tests/init.rs` and `tests/cli/init.md`.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::io;
use std::path::{Path, PathBuf};

use super::{Guess, propose};
use crate::engine::Host;

/// A folder with one table.
struct Table(String);

impl Host for Table {
    fn read(&self, _: &Path) -> io::Result<Vec<u8>> {
        Ok(self.0.clone().into_bytes())
    }

    fn files(&self, _: &Path) -> io::Result<Vec<PathBuf>> {
        Ok(vec!["houses.csv".into()])
    }

    fn display(&self, path: &Path) -> String {
        path.display().to_string()
    }
}

/// The guesses of a table with this header and this many rows.
fn guesses(header: &str, rows: usize, row: impl Fn(usize) -> String) -> Vec<Guess> {
    let proposal = propose(Path::new(""), "data", &Table(table(header, rows, row))).unwrap();
    proposal.schemas.into_iter().flat_map(|schema| schema.guesses).collect()
}

fn table(header: &str, rows: usize, row: impl Fn(usize) -> String) -> String {
    let lines: Vec<String> = [header.to_owned()].into_iter().chain((0..rows).map(row)).collect();
    lines.join("\n")
}

/// Those of them that begin with a word, as `place says`.
fn said(guesses: &[Guess], word: &str) -> Vec<String> {
    let chosen = guesses.iter().filter(|guess| guess.says.starts_with(word));
    chosen.map(|guess| format!("{} {}", guess.place, guess.says)).collect()
}

#[test]
fn the_first_id_is_that_of_the_kind_and_others_have_schemes() {
    let found = guesses("name,code,id", 30, |n| format!("house,c{n},i{n}"));
    assert_eq!(said(&found, "id"), ["[].code id: true", "[].id id: { scheme: id }"]);
}

#[test]
fn an_id_by_name_may_have_spaces_and_few_mistakes() {
    let found = guesses("id,name", 200, |n| format!("Ahr. {},house", if n == 150 { 3 } else { n }));
    assert_eq!(said(&found, "id"), ["[].id id: true"]);
    let lines: Vec<u32> = found.iter().flat_map(|guess| guess.exceptions.iter().map(|place| place.line)).collect();
    assert_eq!(lines, [152]);
    assert!(said(&guesses("id,name", 30, |n| format!("Ahr. {},house", n / 2)), "id").is_empty());
}

#[test]
fn without_a_name_that_says_so_what_is_referred_to_is_an_id_but_no_number_text_or_time() {
    let ids = |value: fn(usize) -> String| {
        let found = guesses("what,beside", 40, |n| format!("{},{}", value(n), value(if n < 20 { 39 } else { n - 20 })));
        said(&found, "id")
    };
    assert_eq!(ids(|n| format!("house-{n}")), ["[].what id: true"]);
    assert!(ids(|n| format!("{}", 1_000_000 + n)).is_empty());
    assert!(ids(|n| format!("house {n}")).is_empty());
    assert!(ids(|n| format!("1{n:03}-01-01")).is_empty());
}

#[test]
fn two_times_that_no_name_hints_at_keep_an_order_in_many_records() {
    let houses = |rows| guesses("sold,built", rows, |n| format!("1{n:03}-02-01,1{n:03}-01-01"));
    assert_eq!(said(&houses(50), "chain"), ["[] chain: [built, sold]"]);
    assert!(said(&houses(49), "chain").is_empty());
}

#[test]
fn times_that_are_mostly_the_same_show_no_order() {
    let apart = |share: usize| {
        guesses("a,b", 100, move |n| format!("1{n:03}-01-01,1{n:03}-01-0{}", 1 + usize::from(n < share)))
    };
    assert!(said(&apart(24), "chain").is_empty());
    assert_eq!(said(&apart(25), "chain"), ["[] chain: [a, b]"]);
}

#[test]
fn one_in_a_hundred_may_stand_the_other_way_round_and_is_told() {
    let mistaken = |count: usize| {
        guesses("a,b", 100, move |n| format!("1{n:03}-02-01,1{n:03}-0{}-01", if n < count { 1 } else { 3 }))
    };
    let found = mistaken(1);
    let chain = found.iter().find(|guess| guess.says == "chain: [a, b]").unwrap();
    assert_eq!(chain.evidence, "99 of 100 times `a` is not after `b`");
    assert_eq!(chain.exceptions.iter().map(|place| place.line).collect::<Vec<_>>(), [2]);
    assert!(said(&mistaken(2), "chain").is_empty());
}

#[test]
fn an_order_that_a_few_more_break_is_mentioned() {
    let mentioned = |count: usize| {
        let row = |n| format!("1{n:03}-02-01,1{n:03}-0{}-01", if n < count { 1 } else { 3 });
        let proposal = propose(Path::new(""), "data", &Table(table("a,b", 100, row))).unwrap();
        proposal.schemas.into_iter().flat_map(|schema| schema.unsure).map(|guess| guess.evidence).collect::<Vec<_>>()
    };
    assert!(mentioned(1).is_empty());
    assert_eq!(mentioned(3), ["97 of 100 times `a` is not after `b`"]);
    assert!(mentioned(4).is_empty());
}

#[test]
fn a_chain_tells_what_contradicts_times_further_up() {
    // Where the time between is missing, the first may be after the last.
    let found = guesses("a,b,c", 200, |n| match n {
        7 => "1007-05-01,,1007-01-01".to_owned(),
        _ => format!("1{n:03}-01-01,1{n:03}-02-01,1{n:03}-03-01"),
    });
    let chain = found.iter().find(|guess| guess.says == "chain: [a, b, c]").unwrap();
    assert_eq!(chain.exceptions.iter().map(|place| place.line).collect::<Vec<_>>(), [9]);
}
