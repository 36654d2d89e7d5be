//! A job on GitHub or GitLab: what is known of it, and how the runner of the one is kept from obeying what is printed.
//!
//! GitHub's runner reads all that a step prints. It takes a line that starts with `::` for a command, and so does it whatever
//! follows `##[` anywhere in a line. Data is of others, and must not have that in its power.

use std::hash::{BuildHasher, RandomState};
use std::io::{self, Write};
use std::path::PathBuf;

use crate::report::is_hidden;

/// What starts a command at the start of a line.
const AT_START: &str = "::";
/// What starts a command anywhere in a line.
pub const ANYWHERE: &str = "##[";

/// The variable that names the file of the job's summary.
pub const SUMMARY: &str = "GITHUB_STEP_SUMMARY";

/// Whether this is a job on GitHub.
pub fn is_on_github() -> bool {
    std::env::var_os("GITHUB_ACTIONS").is_some_and(|value| value == "true")
}

/// The folder at the top of the repository that a job on GitHub or GitLab has checked out, from which both name files.
pub fn repository() -> Option<PathBuf> {
    let is_gitlab = std::env::var_os("GITLAB_CI").is_some_and(|value| value == "true");
    let name = if is_on_github() { "GITHUB_WORKSPACE" } else { "CI_PROJECT_DIR" };
    std::env::var_os(name).filter(|_| is_on_github() || is_gitlab).map(PathBuf::from)
}

/// The file that becomes the summary of the job, if this is one.
pub fn summary() -> Option<PathBuf> {
    std::env::var_os(SUMMARY).filter(|value| is_on_github() && !value.is_empty()).map(PathBuf::from)
}

/// Writes what people read; where a job's runner reads it too, so that it obeys none of it.
pub fn write_for_people(out: &mut dyn Write, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    if !is_on_github() {
        return write(out);
    }
    let mut fence = Fence::new(out);
    write(&mut fence)?;
    fence.finish()
}

/// Fences the lines that would be obeyed: between two marks that nobody can know before, commands are only text.
struct Fence<W> {
    out: W,
    line: Vec<u8>,
    mark: Option<String>,
}

impl<W: Write> Fence<W> {
    fn new(out: W) -> Self {
        Self { out, line: Vec::new(), mark: None }
    }

    /// Writes what is left.
    fn finish(mut self) -> io::Result<()> {
        let fenced = self.write_line()?;
        if fenced && self.mark.is_some() {
            writeln!(self.out)?;
        }
        self.end()
    }

    /// Writes the line as far as it has come, and tells whether there was anything.
    fn write_line(&mut self) -> io::Result<bool> {
        let line = std::mem::take(&mut self.line);
        if line.is_empty() {
            return Ok(false);
        }
        match is_obeyed(&String::from_utf8_lossy(&line)) {
            true if self.mark.is_none() => {
                let mark = format!("{:016x}", RandomState::new().hash_one("factlint"));
                writeln!(self.out, "::stop-commands::{mark}")?;
                self.mark = Some(mark);
            }
            true => {}
            false => self.end()?,
        }
        self.out.write_all(&line)?;
        Ok(true)
    }

    fn end(&mut self) -> io::Result<()> {
        match self.mark.take() {
            Some(mark) => writeln!(self.out, "::{mark}::"),
            None => Ok(()),
        }
    }
}

impl<W: Write> Write for Fence<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        for part in bytes.split_inclusive(|&byte| byte == b'\n') {
            self.line.extend_from_slice(part);
            if part.ends_with(b"\n") {
                self.write_line()?;
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Whether there is a command in the line. A carriage return ends a line too.
fn is_obeyed(line: &str) -> bool {
    let starts =
        |part: &str| part.trim_start_matches(|c: char| c.is_whitespace() || is_hidden(c)).starts_with(AT_START);
    line.contains(ANYWHERE) || line.split('\r').any(starts)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::Fence;

    fn fenced(text: &str) -> String {
        let mut out = Vec::new();
        let mut fence = Fence::new(&mut out);
        // However it comes, it is the same.
        text.as_bytes().chunks(3).for_each(|part| fence.write_all(part).unwrap());
        fence.finish().unwrap();
        let out = String::from_utf8(out).unwrap();
        let Some((_, rest)) = out.split_once("::stop-commands::") else { return out };
        out.replace(&rest[..16], "MARK")
    }

    #[test]
    fn what_would_be_obeyed_is_fenced_and_nothing_else() {
        for harmless in ["", "a\n", "a :: b\n\nc::d", "- \"::1\"\n", "## [a]\n"] {
            assert_eq!(fenced(harmless), harmless);
        }
        let fence = |text: &str| format!("::stop-commands::MARK\n{text}\n::MARK::\n");
        for obeyed in ["::error::x", " \u{a0}\u{feff}\t::add-mask::x", "a ##[set-output name=b;]c", "+a\r::debug::x"] {
            assert_eq!(fenced(obeyed), fence(obeyed));
            assert_eq!(
                fenced(&format!("a\n{obeyed}\n{obeyed}\nb\n")),
                format!("a\n{}b\n", fence(&[obeyed; 2].join("\n")))
            );
        }
    }
}
