//! What runs factlint elsewhere: the script of the GitHub Action as a job runs it, and the version that all of it names.

#![allow(clippy::unwrap_used, reason = "a test says so where it cannot go on")]

use std::fs;
use std::path::{Path, PathBuf};

fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// The versions of three numbers that a text names.
fn versions(text: &str) -> Vec<&str> {
    let is_version = |word: &&str| {
        let numbers: Vec<&str> = word.split('.').collect();
        numbers.len() == 3 && numbers.iter().all(|number| number.parse::<u32>().is_ok())
    };
    text.split(|c: char| !c.is_ascii_digit() && c != '.')
        .map(|word| word.trim_matches('.'))
        .filter(is_version)
        .collect()
}

#[test]
fn everything_names_this_version() {
    let files = ["pyproject.toml", "action.yml", "packaging/gitlab/factlint.gitlab-ci.yml", "docs/ci.md"];
    for file in files {
        let text = fs::read_to_string(project().join(file)).unwrap();
        let named = versions(&text);
        assert!(!named.is_empty(), "{file} names no version");
        assert!(named.iter().all(|version| *version == env!("CARGO_PKG_VERSION")), "{file} names {named:?}");
    }
}

#[test]
fn the_workflows_take_the_oldest_rust_that_will_do() {
    for file in ["ci.yml", "release.yml"] {
        let text = fs::read_to_string(project().join(".github/workflows").join(file)).unwrap();
        let rusts: Vec<&str> =
            text.split("rustup toolchain install ").skip(1).filter_map(|rest| rest.split(' ').next()).collect();
        assert!(
            !rusts.is_empty() && rusts.iter().all(|rust| *rust == env!("CARGO_PKG_RUST_VERSION")),
            "{file}: {rusts:?}"
        );
    }
}

#[cfg(unix)]
mod action {
    use std::os::unix::fs::symlink;
    use std::process::{Command, Output};

    use tempfile::TempDir;

    use super::*;

    const GOOD: &str = "born: 1900-01-01\ndied: 1950-01-01\n";
    const WRONG: &str = "born: 1900-01-01\ndied: 1850-01-01\n";
    const CONFIG: &str = "[[dataset.files]]\ninclude = [\"*.yaml\"]\nschema = \"schema.json\"\n";
    const SCHEMA: &str = r#"{ "x-fact": { "record": "person", "chain": ["born", "died"] },
        "properties": { "born": { "x-fact": { "time": "born" } }, "died": { "x-fact": { "time": "died" } } } }"#;

    /// A job on a runner: what is checked is in `work`, what the action gets in `release`.
    struct Job {
        dir: TempDir,
    }

    impl Job {
        fn new(data: &str) -> Self {
            let job = Self { dir: tempfile::tempdir().unwrap() };
            let (work, name) = (job.path("work"), job.archive());
            for folder in [&work, &job.path("runner"), &job.path("release").join(&name)] {
                fs::create_dir_all(folder).unwrap();
            }
            fs::write(work.join("factlint.toml"), CONFIG).unwrap();
            fs::write(work.join("schema.json"), SCHEMA).unwrap();
            fs::write(work.join("ada.yaml"), data).unwrap();
            let release = job.path("release");
            symlink(env!("CARGO_BIN_EXE_factlint"), release.join(&name).join("factlint")).unwrap();
            let pack =
                format!("tar -czf {name}.tar.gz {name} && (sha256sum {name}.tar.gz || shasum -a 256 {name}.tar.gz)");
            let packed = Command::new("sh").args(["-c", &pack]).current_dir(&release).output().unwrap();
            assert!(packed.status.success(), "{packed:?}");
            fs::write(release.join(format!("{name}.tar.gz.sha256")), packed.stdout).unwrap();
            job
        }

        fn archive(&self) -> String {
            format!("factlint-{}-x86_64-unknown-linux-gnu", env!("CARGO_PKG_VERSION"))
        }

        fn path(&self, name: &str) -> PathBuf {
            self.dir.path().join(name)
        }

        fn read(&self, name: &str) -> String {
            fs::read_to_string(self.path(name)).unwrap_or_default()
        }

        /// Runs the script with what action.yml and a runner give it, and these inputs.
        fn run(&self, inputs: &[(&str, &str)]) -> (Option<i32>, String) {
            let mut script = Command::new("bash");
            script.arg(project().join("packaging/action/check.sh")).current_dir(self.path("work"));
            script.env("FACTLINT_FROM", self.path("release")).env("FACTLINT_VERSION", env!("CARGO_PKG_VERSION"));
            for input in ["ARGS", "SARIF", "SHA256"] {
                script.env(format!("FACTLINT_{input}"), "");
            }
            script.env("RUNNER_OS", "Linux").env("RUNNER_ARCH", "X64").env("RUNNER_TEMP", self.path("runner"));
            for file in ["PATH", "OUTPUT", "STEP_SUMMARY"] {
                let path = self.path(file);
                fs::write(&path, "").unwrap();
                script.env(format!("GITHUB_{file}"), path);
            }
            script.env("GITHUB_ACTIONS", "true").envs(inputs.iter().copied());
            let Output { status, stdout, stderr } = script.output().unwrap();
            (status.code(), String::from_utf8([stdout, stderr].concat()).unwrap())
        }
    }

    #[test]
    fn clean_data_passes_and_the_program_stays_on_the_path() {
        let job = Job::new(GOOD);
        let (status, printed) = job.run(&[]);
        assert_eq!(status, Some(0), "{printed}");
        assert!(job.read("STEP_SUMMARY").contains("factlint"), "{}", job.read("STEP_SUMMARY"));
        assert_eq!(job.read("OUTPUT"), "");
        let program = Path::new(job.read("PATH").trim_end()).join("factlint");
        assert!(Command::new(program).arg("--version").status().unwrap().success());
    }

    #[test]
    fn a_finding_fails_the_job_as_an_annotation_and_in_the_summary() {
        let job = Job::new(WRONG);
        let (status, printed) = job.run(&[]);
        assert_eq!(status, Some(1), "{printed}");
        assert!(printed.contains("::error file=ada.yaml,line="), "{printed}");
        assert!(job.read("STEP_SUMMARY").contains("ada.yaml"), "{}", job.read("STEP_SUMMARY"));
    }

    #[test]
    fn a_sarif_report_comes_beside_annotations_and_summary() {
        let job = Job::new(WRONG);
        let (status, printed) = job.run(&[("FACTLINT_SARIF", "out of it.sarif"), ("FACTLINT_ARGS", "-- ada.yaml")]);
        assert_eq!(status, Some(1), "{printed}");
        assert!(printed.contains("::error file=ada.yaml,line="), "{printed}");
        assert!(job.read("STEP_SUMMARY").contains("ada.yaml"), "{}", job.read("STEP_SUMMARY"));
        assert!(job.read("work/out of it.sarif").contains("\"2.1.0\""));
        let told = job.read("OUTPUT");
        let path = told.trim_end().strip_prefix("sarif=").unwrap();
        assert_eq!(Path::new(path).canonicalize().unwrap(), job.path("work/out of it.sarif").canonicalize().unwrap());
    }

    #[test]
    fn arguments_are_words_and_never_commands() {
        let job = Job::new(WRONG);
        let (status, printed) = job.run(&[("FACTLINT_ARGS", "--ignore time\n --format 'json=a report.json' ada.yaml")]);
        assert_eq!(status, Some(0), "{printed}");
        assert!(job.read("work/a report.json").starts_with('{'));
        let (status, printed) = job.run(&[("FACTLINT_ARGS", "$(touch pwned) `touch pwned` ; touch pwned *")]);
        assert_eq!(status, Some(2), "{printed}");
        assert!(!job.path("work/pwned").exists());
        let (status, printed) = job.run(&[("FACTLINT_ARGS", "--ignore 'time")]);
        assert_eq!(status, Some(2), "{printed}");
        assert!(printed.contains("::error title=factlint::a quotation mark is left open"), "{printed}");
    }

    #[test]
    fn an_archive_with_another_checksum_is_not_unpacked() {
        let job = Job::new(GOOD);
        let wrong = "0".repeat(64);
        let (status, printed) = job.run(&[("FACTLINT_SHA256", &wrong)]);
        assert_eq!(status, Some(2), "{printed}");
        assert!(printed.contains(&format!(", not {wrong}")), "{printed}");
        let beside = job.path("release").join(format!("{}.tar.gz.sha256", job.archive()));
        let right = fs::read_to_string(&beside).unwrap();
        fs::write(&beside, "").unwrap();
        let (status, printed) = job.run(&[]);
        assert_eq!(status, Some(2), "{printed}");
        assert_eq!(job.read("PATH"), "");
        let (status, printed) = job.run(&[("FACTLINT_SHA256", right.split(' ').next().unwrap())]);
        assert_eq!(status, Some(0), "{printed}");
    }

    #[test]
    fn what_cannot_be_had_is_told() {
        let job = Job::new(GOOD);
        let cases = [
            ("FACTLINT_VERSION", "../0.1.0\n::warning::x", "is not a version"),
            ("FACTLINT_VERSION", "99.0.0", "there is no "),
            ("FACTLINT_FROM", "http://localhost/", "cannot get http://localhost/"),
            ("RUNNER_OS", "Windows", "no program is built for Windows on X64"),
        ];
        for (input, value, said) in cases {
            let (status, printed) = job.run(&[(input, value)]);
            assert_eq!(status, Some(2), "{printed}");
            let errors: Vec<&str> = printed.lines().filter(|line| line.starts_with("::")).collect();
            assert!(matches!(errors[..], [error] if error.contains(said)), "{value}: {printed}");
        }
    }
}
