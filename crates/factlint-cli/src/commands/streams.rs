//! Standard output and standard error.

use std::io::{self, BufWriter, Write};

use super::{Failure, unwritable};
use crate::job;
use crate::terminal::stdout_is_file;

/// One of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stream {
    /// Standard output.
    Out,
    /// Standard error.
    Err,
}

/// Prints what people read.
pub fn print(text: impl AsRef<[u8]>) -> Result<(), Failure> {
    show(Stream::Out, |out| out.write_all(text.as_ref()))
}

/// Prints what programs read: the text of a file, a schema, a script.
pub fn print_exactly(text: impl AsRef<[u8]>) -> Result<(), Failure> {
    hand_out(Stream::Out, |out| out.write_all(text.as_ref()))
}

/// Tells on standard error what people read; if that is gone, there is nobody to tell.
pub fn tell(text: impl AsRef<[u8]>) {
    let _ = show(Stream::Err, |out| out.write_all(text.as_ref()));
}

/// Writes what people read.
pub fn show(stream: Stream, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
    let to_file = stream == Stream::Out && stdout_is_file();
    hand_out(stream, |out| if to_file { write(out) } else { job::write_for_people(out, write) })
}

/// Writes what programs read; that nobody reads any more (`| head`) is no failure.
pub fn hand_out(stream: Stream, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
    let (name, to): (_, Box<dyn Write>) = match stream {
        Stream::Out => ("output", Box::new(io::stdout().lock())),
        Stream::Err => ("error", Box::new(io::stderr().lock())),
    };
    let mut out = BufWriter::new(to);
    match write(&mut out).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure::new(format!("cannot write to standard {name}: {}", unwritable(&error))))
        }
        _ => Ok(()),
    }
}
