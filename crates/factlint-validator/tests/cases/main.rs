//! Runs the cases of every rule: `rules/<family>/<name>/cases.md`. CONTRIBUTING.md has the format.

#[path = "../host/mod.rs"]
mod host;
mod parse;
mod run;

use factlint_validator::rules;
use libtest_mimic::{Arguments, Failed, Trial};

fn main() {
    let arguments = Arguments::from_args();
    let mut trials = Vec::new();
    for rule in rules::all() {
        let meta = rule.meta;
        let cases = parse::cases(meta.cases);
        let fires = cases.iter().any(|case| case.expects(meta.name));
        let silent = cases.iter().any(|case| !case.expects(meta.name));
        trials.push(Trial::test(format!("{}: has a case that fires and one that is silent", meta.name), move || {
            if fires && silent { Ok(()) } else { Err(Failed::from(format!("fires: {fires}, silent: {silent}"))) }
        }));
        trials.push(Trial::test(format!("{}: has a page", meta.name), move || {
            let title = meta.doc.starts_with(&format!("# {}\n", meta.name));
            if title { Ok(()) } else { Err(Failed::from("doc.md must begin with the rule's name as its title")) }
        }));
        for case in cases {
            trials.push(Trial::test(format!("{}: {}", meta.name, case.title), move || {
                run::case(&case, meta.name).map_err(Failed::from)
            }));
        }
    }
    libtest_mimic::run(&arguments, trials).exit();
}
