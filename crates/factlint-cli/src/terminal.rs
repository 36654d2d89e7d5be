//! What is known of the terminal: colour, width, and which characters it can draw.

use std::io::IsTerminal;

use crate::args::Color;

/// How text may look where it is shown.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// Whether colours are used.
    pub color: bool,
    /// Whether frames are drawn with line characters, not with ASCII.
    pub unicode: bool,
    /// The columns that a line of a code frame may take.
    pub width: usize,
}

/// The width where there is no terminal to ask.
const PIPED_WIDTH: usize = 120;

impl Look {
    /// A plain look, for files and pipes.
    pub const PLAIN: Self = Self { color: false, unicode: true, width: PIPED_WIDTH };

    /// How standard output looks.
    pub fn of_stdout(choice: Color) -> Self {
        Self::of(choice, std::io::stdout().is_terminal())
    }

    /// How standard error looks.
    pub fn of_stderr(choice: Color) -> Self {
        Self::of(choice, std::io::stderr().is_terminal())
    }

    fn of(choice: Color, is_terminal: bool) -> Self {
        let env = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        let width = if is_terminal { terminal_width(env("COLUMNS")) } else { PIPED_WIDTH };
        Self { color: use_color(choice, is_terminal, &env), unicode: !is_terminal || draws_unicode(&env), width }
    }
}

/// `--color` outweighs `NO_COLOR`, which outweighs `CLICOLOR_FORCE`, which outweighs what the terminal is.
fn use_color(choice: Color, is_terminal: bool, env: &dyn Fn(&str) -> Option<String>) -> bool {
    match choice {
        Color::Always => true,
        Color::Never => false,
        Color::Auto if env("NO_COLOR").is_some() => false,
        Color::Auto if env("CLICOLOR_FORCE").is_some_and(|value| value != "0") => true,
        Color::Auto => {
            is_terminal && env("TERM").is_none_or(|term| term != "dumb") && env("CLICOLOR").is_none_or(|v| v != "0")
        }
    }
}

fn draws_unicode(env: &dyn Fn(&str) -> Option<String>) -> bool {
    if cfg!(windows) {
        return true;
    }
    let locale = env("LC_ALL").or_else(|| env("LC_CTYPE")).or_else(|| env("LANG")).unwrap_or_default();
    let locale = locale.to_ascii_uppercase();
    locale.contains("UTF-8") || locale.contains("UTF8")
}

fn terminal_width(columns: Option<String>) -> usize {
    let told = columns.and_then(|columns| columns.parse().ok());
    let asked = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    told.or_else(asked).unwrap_or(PIPED_WIDTH).clamp(40, 1000)
}

/// What standard output leads to, where the system tells: a terminal, a pipe, a file.
#[cfg(unix)]
pub fn stdout_metadata() -> Option<std::fs::Metadata> {
    use std::os::fd::AsFd;
    let handle = std::io::stdout().as_fd().try_clone_to_owned().ok()?;
    std::fs::File::from(handle).metadata().ok()
}

/// What standard output leads to, where the system tells.
#[cfg(not(unix))]
pub fn stdout_metadata() -> Option<std::fs::Metadata> {
    None
}

/// Whether standard output is written to a file.
pub fn stdout_is_file() -> bool {
    stdout_metadata().is_some_and(|data| data.is_file())
}

/// Whether a path leads to where standard output does, such as `/dev/stdout`. What is written to `/dev/null` is the same for
/// all.
#[cfg(unix)]
pub fn is_stdout(path: &std::path::Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let place = |data: std::fs::Metadata| (data.dev(), data.ino());
    let at_path = std::fs::metadata(path).ok().map(place);
    at_path.is_some() && path != "/dev/null" && at_path == stdout_metadata().map(place)
}

/// Whether a path leads to where standard output does.
#[cfg(not(unix))]
pub fn is_stdout(_: &std::path::Path) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::{Color, use_color};

    #[test]
    fn the_environment_is_asked_in_order() {
        let env = |pairs: &'static [(&str, &str)]| {
            move |name: &str| pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
        };
        assert!(use_color(Color::Auto, true, &env(&[])));
        assert!(!use_color(Color::Auto, false, &env(&[])));
        assert!(use_color(Color::Auto, false, &env(&[("CLICOLOR_FORCE", "1")])));
        assert!(!use_color(Color::Auto, true, &env(&[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")])));
        assert!(use_color(Color::Always, false, &env(&[("NO_COLOR", "1")])));
        assert!(!use_color(Color::Auto, true, &env(&[("TERM", "dumb")])));
    }
}
