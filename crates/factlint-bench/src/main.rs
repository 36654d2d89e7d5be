//! Times the pipeline on a generated dataset, and the program on real ones: [`HELP`] tells how to read what is printed.

mod citations;
mod corpus;

use std::error::Error;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use factlint_bench::{SCHEMA, dataset};
use factlint_model::load::{Format, load};
use factlint_model::source::{FileId, Sources};
use factlint_validator::engine::{DatasetSettings, FileSet, Host, SchemaName, Settings, check};
use factlint_validator::schema::{Library, Validator};

const HELP: &str = "\
usage: factlint-bench [RECORDS | citations | corpus]

RECORDS, 100000 if nothing is said: makes a dataset of so many records, and times the stages of a check beside serde_yaml
and jsonschema on the same bytes. Every stage runs in a process of its own; a time is the shortest of five runs, a peak
that of the first.

citations: times 100,000 citations of a text of 10 MB, on one thread.
  peak / text   all of the memory beside the bytes of the text, that of the facts too
  share / text  what the citations add to the peak of the same facts checked without the text and the lock

corpus: times the program, which must be built beside this one, on the datasets of tests/overlays, and check-jsonschema,
which must be on the path, on the same files and schema. Times are the shortest of three runs, peaks the highest.
  base     the peak of a check of `{}` against `type: object`: what the program takes whatever it checks. Most of it are
           pages of the program and of the system's libraries, which are on the disk as well and shared by all processes
  peak     all of the memory that is resident, the base too
  / input  the peak beside the bytes of the data; of small data that is mostly the base
  growth   (peak - base) / input: what each byte of data adds
";

const STAGES: [&str; 5] = ["read", "parse", "verdict", "serde-verdict", "check"];

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.as_slice() {
        [flag, stage, folder] if flag == "--stage" => run_stage(stage, Path::new(folder)),
        [] => all(100_000),
        [word] if word == "corpus" => corpus::all(),
        [word] if word == "citations" => citations::all(),
        [word] if word == "--help" || word == "-h" => {
            print!("{HELP}");
            Ok(())
        }
        [records] => all(records.parse()?),
        _ => Err("usage: factlint-bench [RECORDS | citations | corpus | --help]".into()),
    }
}

fn all(records: u64) -> Result<(), Box<dyn Error>> {
    let folder = std::env::temp_dir().join(format!("factlint-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let text = dataset(records, 1);
    std::fs::write(folder.join("data.yaml"), &text)?;
    std::fs::write(folder.join("schema.yaml"), SCHEMA)?;
    let megabytes = to_megabytes(text.len());
    println!("{records} records, {megabytes:.1} MB of YAML\n");
    println!("{:<16}{:>10}{:>10}{:>12}{:>14}", "stage", "time", "MB/s", "peak", "peak / input");
    let mut times = Vec::new();
    for stage in STAGES {
        let (seconds, peak) = measured(stage, &folder)?;
        println!(
            "{stage:<16}{:>7.0} ms{:>10.0}{:>9.0} MB{:>14.1}",
            seconds * 1e3,
            megabytes / seconds,
            peak,
            peak / megabytes
        );
        times.push(seconds);
    }
    std::fs::remove_dir_all(&folder)?;
    if let [_, _, ours, theirs, _] = times.as_slice() {
        println!("\nparse to schema verdict: {:.1} times as fast as serde_yaml to Value to jsonschema", theirs / ours);
    }
    Ok(())
}

/// Runs a stage in a process of its own and reads its time in seconds and its peak memory in MB.
fn measured(stage: &str, folder: &Path) -> Result<(f64, f64), Box<dyn Error>> {
    let mut command = Command::new(std::env::current_exe()?);
    if citations::STAGES.contains(&stage) {
        command.env("RAYON_NUM_THREADS", "1");
    }
    let output = command.args(["--stage", stage]).arg(folder).output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
    }
    let text = String::from_utf8(output.stdout)?;
    let mut numbers = text.split_whitespace().map(str::parse::<f64>);
    match (numbers.next(), numbers.next()) {
        (Some(seconds), Some(peak)) => Ok((seconds?, peak?)),
        _ => Err(format!("stage {stage} printed `{text}`").into()),
    }
}

fn run_stage(stage: &str, folder: &Path) -> Result<(), Box<dyn Error>> {
    let data = folder.join("data.yaml");
    let stage: Box<dyn Fn() -> Result<(), Box<dyn Error>>> = match stage {
        "read" => Box::new(move || {
            std::fs::read(&data)?;
            Ok(())
        }),
        "parse" => Box::new(move || parse(&data)),
        "verdict" => {
            let validator = validator(folder)?;
            Box::new(move || verdict(&data, &validator))
        }
        "serde-verdict" => {
            let schema: serde_json::Value = serde_yaml::from_str(SCHEMA)?;
            let validator = jsonschema::validator_for(&schema)?;
            Box::new(move || {
                let value: serde_json::Value = serde_yaml::from_slice(&std::fs::read(&data)?)?;
                expect(validator.is_valid(&value))
            })
        }
        _ if citations::STAGES.contains(&stage) => {
            let (stage, folder) = (stage.to_owned(), folder.to_owned());
            Box::new(move || citations::stage(&stage, &folder))
        }
        _ => {
            let folder = folder.to_owned();
            Box::new(move || whole(&folder))
        }
    };
    let (mut best, mut peak) = (f64::MAX, None);
    for _ in 0..5 {
        let start = Instant::now();
        stage()?;
        best = best.min(start.elapsed().as_secs_f64());
        // Later runs would count what the allocator kept of earlier ones.
        peak.get_or_insert_with(|| peak_memory("self"));
    }
    println!("{best} {}", peak.unwrap_or_default());
    Ok(())
}

fn parse(data: &Path) -> Result<(), Box<dyn Error>> {
    let loaded = load(FileId(0), "data.yaml", std::fs::read(data)?, Format::Yaml);
    expect(loaded.diagnostics.is_empty())
}

fn validator(folder: &Path) -> Result<Validator, Box<dyn Error>> {
    let mut library = Library::new();
    let name = SchemaName::File("schema.yaml".into());
    let id = library.load(&Disk, &mut Sources::default(), &name, &[folder])?;
    Validator::compile(&library, id).ok_or_else(|| "the schema does not compile".into())
}

fn verdict(data: &Path, validator: &Validator) -> Result<(), Box<dyn Error>> {
    let loaded = load(FileId(0), "data.yaml", std::fs::read(data)?, Format::Yaml);
    let mut findings = loaded.diagnostics;
    validator.validate(&loaded.tree, &mut findings);
    expect(findings.is_empty())
}

fn whole(folder: &Path) -> Result<(), Box<dyn Error>> {
    let files = FileSet {
        include: vec!["data.yaml".into()],
        schemas: vec![SchemaName::File("schema.yaml".into())],
        ..FileSet::default()
    };
    let dataset = DatasetSettings { root: folder.into(), schema_root: folder.into(), files: vec![files] };
    let report = check(&Settings { datasets: vec![dataset], ..Settings::default() }, &Disk)?;
    match report.diagnostics.first() {
        None => Ok(()),
        Some(finding) => Err(format!("a clean dataset gave {finding:?}").into()),
    }
}

fn expect(clean: bool) -> Result<(), Box<dyn Error>> {
    if clean { Ok(()) } else { Err("the generated dataset is not clean".into()) }
}

/// A process's peak of resident memory in MB, where the system tells it (Linux); else 0.
fn peak_memory(process: &str) -> f64 {
    memory(process, "VmHWM:")
}

/// What the system tells of a process's memory under this name, in MB.
fn memory(process: &str, name: &str) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
    kilobytes.unwrap_or(0.0) * 1024.0 / 1e6
}

fn to_megabytes(bytes: usize) -> f64 {
    f64::from(u32::try_from(bytes).unwrap_or(u32::MAX)) / 1e6
}

/// The file system, without anything left out.
struct Disk;

impl Host for Disk {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        std::fs::read(path)
    }

    fn files(&self, root: &Path) -> io::Result<Vec<PathBuf>> {
        let entries = std::fs::read_dir(root)?;
        entries.map(|entry| Ok(entry?.file_name().into())).collect()
    }

    fn display(&self, path: &Path) -> String {
        path.to_string_lossy().into_owned()
    }
}
