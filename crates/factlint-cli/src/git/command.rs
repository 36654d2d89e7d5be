//! Calls of the program `git`, and what is wrong where one fails.

use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use factlint_model::near::nearest;
use factlint_model::source::path_of_bytes;
use factlint_validator::engine::unreadable;

use super::real;
use crate::commands::Failure;

/// What a hook, or a program that calls git, sets for its own repository.
const OF_OTHERS: [&str; 6] =
    ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR", "GIT_NAMESPACE"];

/// A repository with a working tree.
pub struct Repository {
    /// The folder at its top, links followed.
    pub top: PathBuf,
    shallow: bool,
}

/// A revision.
pub struct Revision {
    /// What it is called: as it was named, with its commit.
    pub name: String,
    /// Its commit.
    pub commit: String,
}

impl Repository {
    /// The repository in which a folder lies.
    pub fn around(folder: &Path) -> Result<Self, Failure> {
        let printed = run(git(folder).args(["rev-parse", "--is-shallow-repository", "--show-toplevel"]))?;
        let told = |output: &Output| String::from_utf8_lossy(&output.stderr).trim().to_owned();
        if !printed.status.success() {
            return Err(no_repository(folder, &told(&printed)));
        }
        let mut lines = printed.stdout.splitn(2, |&byte| byte == b'\n');
        let (shallow, top) = (lines.next().unwrap_or_default(), lines.next().unwrap_or_default());
        let top = top.strip_suffix(b"\n").unwrap_or(top);
        Ok(Self { top: real(&path_of_bytes(top)), shallow: shallow == b"true" })
    }

    /// A call of git in this repository.
    pub fn git(&self) -> Command {
        git(&self.top)
    }

    /// What a call prints.
    pub fn ask(&self, args: &[&str]) -> Result<Vec<u8>, Failure> {
        let output = run(self.git().args(args))?;
        if output.status.success() {
            return Ok(output.stdout);
        }
        let why = String::from_utf8_lossy(&output.stderr);
        let why = why.trim().trim_start_matches("fatal: ");
        Err(Failure::new(format!("`git {}` failed: {why}", args.first().unwrap_or(&""))))
    }

    /// The commit that a revision names.
    pub fn revision(&self, name: &str) -> Result<Revision, Failure> {
        let wanted = format!("{name}^{{commit}}");
        let args = ["rev-parse", "--verify", "--quiet", "--end-of-options", &wanted];
        let output = run(self.git().args(args))?;
        let commit = String::from_utf8_lossy(&output.stdout).trim().to_owned();
        let is_commit = !commit.is_empty() && commit.bytes().all(|byte| byte.is_ascii_hexdigit());
        if !output.status.success() || !is_commit || name.is_empty() {
            return Err(self.no_revision(name));
        }
        let short = commit.get(..7).unwrap_or(&commit);
        let name = if commit.starts_with(name) { short.to_owned() } else { format!("{name} ({short})") };
        Ok(Revision { name, commit })
    }

    fn no_revision(&self, name: &str) -> Failure {
        let quiet = |args: &[&str]| self.ask(args).ok().map(|bytes| String::from_utf8_lossy(&bytes).trim().to_owned());
        let refs = quiet(&["for-each-ref", "--format=%(refname:short)"]).unwrap_or_default();
        let head = || quiet(&["rev-parse", "--verify", "--quiet", "HEAD"]);
        if let Some(branch) = quiet(&["symbolic-ref", "--short", "HEAD"]).filter(|_| head().is_none()) {
            if refs.is_empty() {
                return Failure::new("the repository has no commit yet, so there is nothing to compare with")
                    .help("help: commit first, or check without a revision");
            }
            if name.starts_with("HEAD") || name.starts_with('@') || name == branch {
                return Failure::new(format!("the branch `{branch}`, which is checked out, has no commit yet"))
                    .help("help: commit first, or name another branch");
            }
        }
        if let Some(kind) = quiet(&["cat-file", "-t", "--end-of-options", name]).filter(|kind| kind != "commit") {
            return Failure::new(format!("`{name}` is no revision: it names what git calls a {kind}, not a commit"))
                .help("help: name a branch, a tag or a commit");
        }
        let failure = Failure::new(format!("there is no revision `{name}` in the repository `{}`", self.top.display()));
        if self.shallow {
            let branch = name.strip_prefix("origin/").unwrap_or(name);
            let fetch = match name.contains(['^', '~', '@']) {
                true => "git fetch --deepen=1   (one commit further back, or as many as are wanted)".to_owned(),
                false => format!("git fetch --depth=1 origin {branch}   (then it is FETCH_HEAD)"),
            };
            return failure.help(format!(
                "help: this clone is shallow and has the newest commits only: fetch what is compared with,\n      \
                 {fetch}\n      \
                 or the whole: `fetch-depth: 0` of actions/checkout, `GIT_DEPTH: 0` on GitLab"
            ));
        }
        if name.contains("..") {
            return failure.help(
                "help: a range is none: `factlint diff A B` compares two revisions; where two branches parted is what \
                 `git merge-base A B` prints",
            );
        }
        match nearest(name, refs.lines()) {
            Some(near) => failure.help(format!("help: did you mean `{near}`?")),
            None => failure.help(
                "help: name a branch, a tag or a commit; a branch of the server is fetched by `git fetch origin` and \
                 called `origin/NAME`",
            ),
        }
    }
}

/// A call of git in a folder: it asks nobody, fetches nothing, starts no other program and takes no lock.
fn git(folder: &Path) -> Command {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).args(["--no-pager", "-c", "core.fsmonitor=false"]);
    for name in OF_OTHERS {
        command.env_remove(name);
    }
    // An older git knows nothing of the first, and is let use no protocol.
    let fetching = [("GIT_NO_LAZY_FETCH", "1"), ("GIT_ALLOW_PROTOCOL", ""), ("GIT_TERMINAL_PROMPT", "0")];
    command.envs(fetching).envs([("GIT_OPTIONAL_LOCKS", "0"), ("LC_ALL", "C")]).stdin(Stdio::null());
    command
}

fn run(command: &mut Command) -> Result<Output, Failure> {
    command.output().map_err(|error| not_started(&error))
}

/// Why git could not be started.
pub fn not_started(error: &io::Error) -> Failure {
    match error.kind() {
        io::ErrorKind::NotFound => Failure::new("revisions are read by the program `git`, which is not there")
            .help("help: install git, or add its folder to PATH"),
        _ => Failure::new(format!("the program `git` cannot be started: {}", unreadable(error))),
    }
}

fn no_repository(folder: &Path, why: &str) -> Failure {
    let shown = folder.display();
    if why.contains("dubious ownership") {
        return Failure::new(format!("git does not read the repository around `{shown}`: it belongs to another user"))
            .help("help: if you trust it:  git config --global --add safe.directory PATH-OF-THE-REPOSITORY");
    }
    if why.contains("must be run in a work tree") {
        return Failure::new(format!("the repository around `{shown}` is bare: it has no files to check"))
            .help("help: check in a clone of it");
    }
    if why.contains("not a git repository") {
        return Failure::new(format!("`{shown}` is in no git repository, so it has no revisions"))
            .help("help: check without a revision, or put the data under git");
    }
    Failure::new(format!("git does not read the repository around `{shown}`: {}", why.trim_start_matches("fatal: ")))
}
