//! A seeded dataset of any size, for the benches: people with lives, and voyages with dates, crews and shares.

use std::fmt::Write as _;

/// The schema of the generated dataset.
pub const SCHEMA: &str = include_str!("schema.yaml");

/// A small generator of numbers (Marsaglia's xorshift64): the same seed gives the same dataset everywhere.
#[derive(Debug)]
pub struct Numbers(u64);

impl Numbers {
    /// The numbers of a seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(seed.max(1))
    }

    /// The next number, below a limit.
    pub fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}

/// YAML of this many records, a fifth of them people, in which nothing is wrong.
#[must_use]
pub fn dataset(records: u64, seed: u64) -> String {
    let mut numbers = Numbers::new(seed);
    let people = (records / 5).max(1);
    let mut text = String::from("people:\n");
    for person in 0..people {
        let born = 1700 + numbers.below(30);
        // Writing to a string cannot fail.
        let _ = write!(
            text,
            "  person-{person}:\n    name: Master {person} of the {} line\n    born: {born}-{:02}-{:02}\n    died: {}\n    \
             home: harbour {}\n    remark: signed the articles in the presence of two witnesses\n",
            ordinal(numbers.below(9)),
            1 + numbers.below(12),
            1 + numbers.below(28),
            1790 + numbers.below(10),
            numbers.below(500),
        );
    }
    text.push_str("voyages:\n");
    for voyage in 0..records - people {
        voyage_of(&mut text, voyage, people, &mut numbers);
    }
    text
}

fn voyage_of(text: &mut String, voyage: u64, people: u64, numbers: &mut Numbers) {
    let year = 1740 + numbers.below(40);
    let loaded = 1_000 + numbers.below(900_000);
    let lost = numbers.below(loaded);
    let permille = (lost * 1000 + loaded / 2) / loaded;
    let _ = write!(
        text,
        "  voyage-{voyage}:\n    label: To harbour {} and back\n    start: {year}-{:02}-{:02}\n    end: {}\n    \
         crew: [person-{}, person-{}]\n    loaded: {}\n    lost: {}\n    share: {}.{} per cent\n",
        numbers.below(500),
        1 + numbers.below(12),
        1 + numbers.below(28),
        year + 1,
        numbers.below(people),
        numbers.below(people),
        grouped(loaded),
        grouped(lost),
        permille / 10,
        permille % 10,
    );
}

fn ordinal(number: u64) -> &'static str {
    ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"]
        .get(usize::try_from(number).unwrap_or(0))
        .copied()
        .unwrap_or("last")
}

fn grouped(number: u64) -> String {
    if number < 1000 { number.to_string() } else { format!("{},{:03}", grouped(number / 1000), number % 1000) }
}
