//! The contents of files, from one `git cat-file` that runs as long as they are asked for.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Stdio};

use super::command::{Repository, not_started};
use crate::commands::Failure;

/// Reads objects.
pub struct Objects {
    child: Child,
    ask: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
}

impl Objects {
    /// Starts the program that reads them.
    pub fn open(repository: &Repository) -> Result<Self, Failure> {
        let mut command = repository.git();
        command.args(["cat-file", "--batch"]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().map_err(|error| not_started(&error))?;
        match (child.stdin.take(), child.stdout.take()) {
            (Some(ask), Some(answers)) => Ok(Self { child, ask: Some(ask), answers: BufReader::new(answers) }),
            _ => Err(Failure::new("`git cat-file` cannot be talked to")),
        }
    }

    /// The content of an object.
    pub fn read(&mut self, object: &str) -> io::Result<Vec<u8>> {
        let ask = self.ask.as_mut().ok_or(io::ErrorKind::BrokenPipe)?;
        writeln!(ask, "{object}")?;
        ask.flush()?;
        let mut head = String::new();
        self.answers.read_line(&mut head)?;
        let size = head.trim_end().rsplit(' ').next().and_then(|size| size.parse::<u64>().ok());
        let Some(size) = size else {
            return Err(io::Error::other(
                "its content in that revision is not in this clone; fetch the whole: git fetch --refetch --no-filter",
            ));
        };
        let mut bytes = Vec::new();
        self.answers.by_ref().take(size).read_to_end(&mut bytes)?;
        let mut end = [0];
        self.answers.read_exact(&mut end)?;
        if bytes.len() as u64 == size { Ok(bytes) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
    }
}

impl Drop for Objects {
    fn drop(&mut self) {
        // It ends when nobody asks any more.
        drop(self.ask.take());
        let _ = self.child.wait();
    }
}
