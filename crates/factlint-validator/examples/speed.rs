use factlint_model::facts::TimeFormat;
use factlint_validator::prose::*;
use factlint_validator::texts::{Markup, SourceText};
fn main() {
    let article = std::fs::read_to_string(std::env::args().nth(1).unwrap()).unwrap();
    let n = 10_000_000 / article.len();
    let mut text = String::new();
    for i in 0..n {
        text.push_str(&article);
        text.push_str(&format!("\n\nNumber {i}.\n"));
    }
    let t = std::time::Instant::now();
    let cut = SourceText::read(text.as_str(), Markup::Plain);
    println!("cut {:?} {}", t.elapsed(), cut.sentences().len());
    let t = std::time::Instant::now();
    let folded: Vec<String> = cut.sentences().map(|s| cut.folded(s)).collect();
    println!("fold {:?}", t.elapsed());
    let t = std::time::Instant::now();
    let read: Vec<ReadSentence> = folded.iter().map(|s| ReadSentence::new(s.clone(), String::new)).collect();
    println!("read {:?}", t.elapsed());
    let t = std::time::Instant::now();
    let c = read
        .iter()
        .filter(|r| {
            supports_time("1956-02-25", &TimeFormat::Edtf, SlotEnd::Whole, &[CitedWords { sentence: r, words: vec![] }])
                == Support::Printed
        })
        .count();
    println!("support {:?} {c}", t.elapsed());
    let t = std::time::Instant::now();
    let c = read
        .iter()
        .filter(|r| supports_figure("688,503", false, &[CitedWords { sentence: r, words: vec![] }]) == Support::Printed)
        .count();
    println!("figure {:?} {c}", t.elapsed());
    let t = std::time::Instant::now();
    let c = times(&text).len();
    println!("all times {:?} {c}", t.elapsed());
    let t = std::time::Instant::now();
    let c = figures(&text).len();
    println!("all figures {:?} {c}", t.elapsed());
    let t = std::time::Instant::now();
    let c = names(&text).len();
    println!("all names {:?} {c}", t.elapsed());
    for (name, bad) in [
        ("the", "the ".repeat(1_000_000)),
        ("dots", ".".repeat(4_000_000)),
        ("months", "May ".repeat(1_000_000)),
        ("days", "25 and ".repeat(500_000)),
        ("years", "1956–".repeat(500_000)),
        ("digits", "1".repeat(4_000_000)),
        ("groups", "123 ".repeat(1_000_000)),
        ("commas", "1,".repeat(1_000_000)),
        ("caps", "A. ".repeat(1_000_000)),
        ("of", "A of the ".repeat(400_000)),
        ("ofof", format!("A {}", "of the ".repeat(500_000))),
        ("hyphens", "a-".repeat(1_000_000)),
        ("Hyph", "A-".repeat(1_000_000)),
        ("two million", "two million ".repeat(300_000)),
        ("half", "half a ".repeat(400_000)),
        ("on 31 October", "on 31 October ".repeat(200_000)),
        ("1 million", "1 million ".repeat(300_000)),
        ("1-1", "1-".repeat(600_000)),
        ("between", "between 1 and 2 ".repeat(300_000)),
    ] {
        let t = std::time::Instant::now();
        let a = times(&bad).len();
        let ta = t.elapsed();
        let t = std::time::Instant::now();
        let b = figures(&bad).len();
        let tb = t.elapsed();
        let t = std::time::Instant::now();
        let c = names(&bad).len();
        let tc = t.elapsed();
        println!("{name}: {a} {ta:?}  {b} {tb:?}  {c} {tc:?}");
    }
}
