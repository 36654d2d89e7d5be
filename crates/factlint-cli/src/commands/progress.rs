//! How far a run is: timed always, shown on a terminal while a long one lasts.

use std::io::{self, IsTerminal, Write};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use factlint_model::figure::thousands;
use factlint_validator::engine::Stage;

/// How long a run lasts before anything is shown of it.
const DELAY: Duration = Duration::from_millis(1500);

/// How often what is shown changes.
const EVERY: Duration = Duration::from_millis(100);

/// Takes the cursor to the start of its line, which becomes empty.
const CLEAR: &str = "\r\x1b[K";

/// What a run is doing, and how long it did what.
#[derive(Debug, Default)]
pub struct Progress {
    now: Mutex<Stages>,
    done: AtomicUsize,
}

#[derive(Debug, Default)]
struct Stages {
    current: Option<(Stage, Instant)>,
    past: Vec<(&'static str, Duration)>,
}

impl Stages {
    fn end(&mut self) {
        let Some((stage, since)) = self.current.take() else { return };
        let name = name(stage);
        match self.past.iter_mut().find(|(known, _)| *known == name) {
            Some((_, time)) => *time += since.elapsed(),
            None => self.past.push((name, since.elapsed())),
        }
    }
}

impl Progress {
    /// A stage begins, and the one before ends.
    pub fn begins(&self, stage: Stage) {
        let mut now = self.now.lock().unwrap_or_else(PoisonError::into_inner);
        now.end();
        now.current = Some((stage, Instant::now()));
        self.done.store(0, Ordering::Relaxed);
    }

    /// A file of the stage is done.
    pub fn file_done(&self) {
        self.done.fetch_add(1, Ordering::Relaxed);
    }

    /// How long each stage took, those of all datasets and checks together. No stage is going on any more.
    pub fn times(&self) -> Vec<(&'static str, Duration)> {
        let mut now = self.now.lock().unwrap_or_else(PoisonError::into_inner);
        now.end();
        now.past.clone()
    }

    /// What is going on, in a line; nothing before the first stage.
    fn line(&self) -> String {
        let now = self.now.lock().unwrap_or_else(PoisonError::into_inner);
        match now.current {
            Some((Stage::Files(all), _)) => {
                format!(
                    "{}: {} of {}",
                    name(Stage::Files(all)),
                    thousands(self.done.load(Ordering::Relaxed)),
                    thousands(all)
                )
            }
            Some((stage, _)) => name(stage).to_owned(),
            None => String::new(),
        }
    }
}

fn name(stage: Stage) -> &'static str {
    match stage {
        Stage::Find => "finding files",
        Stage::Schemas => "compiling schemas",
        Stage::Files(_) => "checking files",
        Stage::Link => "linking",
        Stage::Citations => "looking up citations",
        Stage::Rules => "comparing facts",
        Stage::Findings => "completing findings",
    }
}

/// Whether somebody sees standard error change: on a terminal that can, and not in a job that records it.
pub fn is_watched() -> bool {
    let told = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let is_job = told("CI").is_some_and(|value| value != "false" && value != "0");
    let can_clear = told("TERM").is_some_and(|term| term != "dumb");
    can_clear && !is_job && io::stderr().is_terminal()
}

/// Does something. While it lasts long and is `watched`, standard error tells how far it is, and is cleared afterwards.
pub fn shown<T>(progress: &Progress, watched: bool, work: impl FnOnce() -> T) -> T {
    if !watched {
        return work();
    }
    std::thread::scope(|scope| {
        let (going_on, stopped) = mpsc::channel::<()>();
        scope.spawn(move || paint(progress, &stopped, DELAY, &mut io::stderr()));
        let done = work();
        drop(going_on);
        done
    })
}

/// Shows how far it is until the other end of the channel is gone. That nobody sees it is no failure.
fn paint(progress: &Progress, stopped: &Receiver<()>, delay: Duration, out: &mut dyn Write) {
    let mut painted = false;
    let mut wait = delay;
    while let Err(RecvTimeoutError::Timeout) = stopped.recv_timeout(wait) {
        let _ = write!(out, "{CLEAR}{}", progress.line()).and_then(|()| out.flush());
        (painted, wait) = (true, EVERY);
    }
    if painted {
        let _ = write!(out, "{CLEAR}").and_then(|()| out.flush());
    }
}

#[cfg(test)]
mod tests {
    use super::{CLEAR, Duration, Progress, Stage, mpsc, paint};

    #[test]
    fn what_is_going_on_is_shown_and_then_cleared() {
        let progress = Progress::default();
        progress.begins(Stage::Find);
        progress.begins(Stage::Files(1200));
        progress.file_done();
        let (going_on, stopped) = mpsc::channel();
        let mut shown = Vec::new();
        std::thread::scope(|scope| {
            let (progress, shown) = (&progress, &mut shown);
            scope.spawn(move || paint(progress, &stopped, Duration::ZERO, shown));
            std::thread::sleep(Duration::from_millis(50));
            drop(going_on);
        });
        let shown = String::from_utf8(shown).unwrap();
        assert!(shown.starts_with(&format!("{CLEAR}checking files: 1 of 1,200{CLEAR}")), "{shown:?}");
        assert!(shown.ends_with(CLEAR), "{shown:?}");
        let stages: Vec<&str> = progress.times().into_iter().map(|(stage, _)| stage).collect();
        assert_eq!(stages, ["finding files", "checking files"]);
    }

    #[test]
    fn of_a_short_run_nothing_is_shown() {
        let (going_on, stopped) = mpsc::channel();
        drop(going_on);
        let mut shown = Vec::new();
        paint(&Progress::default(), &stopped, Duration::from_secs(60), &mut shown);
        assert!(shown.is_empty());
    }
}
