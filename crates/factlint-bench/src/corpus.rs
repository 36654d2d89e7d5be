//! The program on other people's data, beside check-jsonschema on the same files and the same schema, in one run.

use std::error::Error;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// An overlay of `tests/overlays/`, and what check-jsonschema is given.
struct Corpus {
    name: &'static str,
    /// Each set of files with its schema: a run of check-jsonschema.
    sets: &'static [Set],
    /// It reads patterns as Unicode ones unless told, and stops at those of some schemas.
    arguments: &'static [&'static str],
}

/// The most memory that a process had at a time, in MB.
#[derive(Clone, Copy, Default)]
struct Memory {
    /// All of it, with the parts of the program that were read from its file.
    peak: f64,
    /// What the process made itself.
    own: f64,
}

/// Files that share a schema.
struct Set {
    /// The endings of the files, below `data/`.
    endings: &'static [&'static str],
    /// The schema, in the data's folder or in the overlay's.
    schema: &'static str,
}

const CORPORA: &[Corpus] = &[
    Corpus {
        name: "endoflife-date",
        sets: &[Set { endings: &[".yml"], schema: "schema/product-schema.json" }],
        arguments: &[],
    },
    Corpus {
        name: "congress-legislators",
        sets: &[
            Set { endings: &["legislators-current.yaml", "executive.yaml"], schema: "people.schema.yaml" },
            Set { endings: &["district-offices.yaml", "social-media.yaml"], schema: "contacts.schema.yaml" },
            Set { endings: &["committees-current.yaml"], schema: "committees.schema.yaml" },
            Set { endings: &["committees-historical.yaml"], schema: "past.schema.yaml" },
            Set { endings: &["membership-current.yaml"], schema: "membership.schema.yaml" },
        ],
        arguments: &[],
    },
    Corpus {
        name: "us-courts",
        sets: &[
            Set { endings: &["courts.json"], schema: "courts.schema.yaml" },
            Set { endings: &["reporters.json"], schema: "schema/reporters.json" },
            Set { endings: &["journals.json"], schema: "schema/journals.json" },
            Set { endings: &["laws.json"], schema: "schema/laws.json" },
        ],
        arguments: &[],
    },
    Corpus {
        name: "owid-snapshots",
        sets: &[Set { endings: &[".dvc.yml"], schema: "schema/snapshot-schema.json" }],
        arguments: &["--regex-variant", "python"],
    },
    Corpus { name: "periodo", sets: &[Set { endings: &[".json"], schema: "periods.schema.yaml" }], arguments: &[] },
];

/// Times each dataset; the shortest of three runs counts.
pub fn all() -> Result<(), Box<dyn Error>> {
    let Some(shared) = std::env::var_os("FACTLINT_SHARED") else {
        println!("skipped: FACTLINT_SHARED is not set");
        return Ok(());
    };
    let program = std::env::current_exe()?.with_file_name("factlint");
    if !program.is_file() {
        return Err(format!("{} is not built: cargo build --release -p factlint-cli", program.display()).into());
    }
    let base = base(&program)?;
    println!("a check of next to nothing: {:.1} MB, {:.1} MB of them its own\n", base.peak, base.own);
    println!(
        "{:<22}{:>8}{:>12}{:>20}{:>8}{:>12}{:>12}{:>16}",
        "dataset", "input", "factlint", "check-jsonschema", "times", "peak", "own", "for the data"
    );
    for corpus in CORPORA {
        let folder = folder(corpus.name)?;
        let archive = Path::new(&shared).join("corpus").join(format!("{}.tar.xz", corpus.name));
        let unpacked = Command::new("tar").arg("-xJf").arg(&archive).arg("-C").arg(&folder).status()?;
        if unpacked.success() {
            corpus.measure(&program, &folder, base)?;
        } else {
            println!("{:<22}skipped: {} cannot be unpacked", corpus.name, archive.display());
        }
        fs::remove_dir_all(&folder)?;
    }
    Ok(())
}

/// The memory of a check of next to nothing.
fn base(program: &Path) -> Result<Memory, Box<dyn Error>> {
    let folder = folder("base")?;
    let configuration = folder.join("factlint.toml");
    fs::write(&configuration, "[[dataset.files]]\ninclude = [\"data.yaml\"]\nschema = \"schema.yaml\"\n")?;
    fs::write(folder.join("schema.yaml"), "type: object\n")?;
    fs::write(folder.join("data.yaml"), "{}\n")?;
    let run = || {
        let mut check = Command::new(program);
        check.args(["check", "--format", "concise", "--config"]).arg(&configuration);
        vec![check]
    };
    let best = best(run)?;
    fs::remove_dir_all(&folder)?;
    best.map(|(_, memory)| memory).ok_or_else(|| "factlint has vanished".into())
}

/// A new folder for this run.
fn folder(name: &str) -> std::io::Result<PathBuf> {
    let folder = std::env::temp_dir().join(format!("factlint-corpus-{name}-{}", std::process::id()));
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

impl Corpus {
    fn measure(&self, program: &Path, folder: &Path, base: Memory) -> Result<(), Box<dyn Error>> {
        let overlay = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/overlays").join(self.name);
        let mut sets = Vec::new();
        for set in self.sets {
            let mut files = Vec::new();
            below(&folder.join("data"), set.endings, &mut files)?;
            files.sort();
            let upstream = folder.join(set.schema);
            sets.push((files, if upstream.is_file() { upstream } else { overlay.join(set.schema) }));
        }
        let files = sets.iter().flat_map(|(files, _)| files);
        let lengths: Result<Vec<u64>, _> = files.map(|file| fs::metadata(file).map(|data| data.len())).collect();
        let megabytes = lengths?.iter().sum::<u64>() as f64 / 1e6;

        let our_checks = || {
            let mut check = Command::new(program);
            check.args(["check", "--format", "concise", "--config"]).arg(overlay.join("factlint.toml"));
            check.arg("--root").arg(folder);
            vec![check]
        };
        let theirs = || {
            let run = |(files, schema): &(Vec<PathBuf>, PathBuf)| {
                let mut check = Command::new("check-jsonschema");
                check.args(self.arguments).arg("--schemafile").arg(schema).args(files);
                check
            };
            sets.iter().map(run).collect()
        };
        let Some((our_time, ours)) = best(our_checks)? else { return Err("factlint has vanished".into()) };
        print!("{:<22}{megabytes:>5.1} MB{:>9.0} ms", self.name, our_time * 1e3);
        match best(theirs)? {
            Some((time, _)) => print!("{:>17.0} ms{:>8.0}", time * 1e3, time / our_time),
            None => print!("{:>28}", "skipped: not on PATH"),
        }
        println!("{:>9.1} MB{:>9.1} MB{:>7.1} x input", ours.peak, ours.own, (ours.own - base.own) / megabytes);
        Ok(())
    }
}

/// The files with these endings below a folder.
fn below(folder: &Path, endings: &[&str], files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            below(&path, endings, files)?;
        } else if endings.iter().any(|ending| path.to_string_lossy().ends_with(ending)) {
            files.push(path);
        }
    }
    Ok(())
}

/// The shortest time of three times in seconds, in which commands run one after the other, and the most memory of any; none
/// where there is no such program.
fn best(commands: impl Fn() -> Vec<Command>) -> Result<Option<(f64, Memory)>, Box<dyn Error>> {
    let (mut time, mut memory) = (f64::MAX, Memory::default());
    for _ in 0..3 {
        let start = Instant::now();
        for mut command in commands() {
            let mut child = match command.stdout(Stdio::null()).stderr(Stdio::null()).spawn() {
                Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
                child => child?,
            };
            memory = memory.most(watched(&mut child)?);
        }
        time = time.min(start.elapsed().as_secs_f64());
    }
    Ok(Some((time, memory)))
}

/// Waits for the end of a process and tells its memory, as read every millisecond. It must have found something, or
/// nothing, and not have failed.
fn watched(child: &mut Child) -> Result<Memory, Box<dyn Error>> {
    let mut memory = Memory::default();
    loop {
        memory = memory.most(Memory::of(&child.id().to_string()));
        match child.try_wait()? {
            Some(status) if matches!(status.code(), Some(0 | 1)) => return Ok(memory),
            Some(status) => return Err(format!("a check ended with {status}").into()),
            None => sleep(Duration::from_millis(1)),
        }
    }
}

impl Memory {
    fn of(process: &str) -> Self {
        Self { peak: crate::peak_memory(process), own: crate::memory(process, "RssAnon:") }
    }

    fn most(self, other: Self) -> Self {
        Self { peak: self.peak.max(other.peak), own: self.own.max(other.own) }
    }
}
