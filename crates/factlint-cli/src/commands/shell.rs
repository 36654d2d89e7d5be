//! `factlint completions`, `factlint man`, and both as files for who packages the program.

use std::fs;
use std::io;
use std::path::Path;
use std::process::ExitCode;

use clap::{Arg, Command, CommandFactory};
use clap_complete::Shell;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, roman};
use factlint_model::near::nearest;

use super::{Failure, cannot_write, print, print_exactly};
use crate::args::Args;
use crate::report::{escape, write_to_file};

/// Where completions are looked for, below the folder `share`.
const COMPLETIONS: [(Shell, &str); 3] = [
    (Shell::Bash, "bash-completion/completions/factlint"),
    (Shell::Zsh, "zsh/site-functions/_factlint"),
    (Shell::Fish, "fish/vendor_completions.d/factlint.fish"),
];

/// Where man pages are looked for, below the folder `share`.
const MAN: &str = "man/man1";

/// Prints the completions for a shell.
pub fn completions(shell: Shell) -> Result<ExitCode, Failure> {
    print_exactly(completions_of(shell))?;
    Ok(ExitCode::SUCCESS)
}

/// Prints the man page of the program or of a command.
pub fn man(name: Option<&str>) -> Result<ExitCode, Failure> {
    let pages = pages();
    let wanted = name.map_or("factlint".to_owned(), |name| format!("factlint-{name}"));
    let Some((_, page)) = pages.iter().find(|(known, _)| *known == wanted) else {
        let names = pages.iter().filter_map(|(known, _)| known.strip_prefix("factlint-"));
        let near = nearest(name.unwrap_or_default(), names.clone());
        let help = match near {
            Some(near) => format!("help: did you mean `{near}`?"),
            None => format!("help: the commands are {}", names.collect::<Vec<_>>().join(", ")),
        };
        return Err(Failure::new(format!("there is no command `{}`", name.unwrap_or_default())).help(help));
    };
    print_exactly(page)?;
    Ok(ExitCode::SUCCESS)
}

/// Writes all of it below a folder that is laid out as `share`.
pub fn package(share: &Path) -> Result<ExitCode, Failure> {
    let completions = COMPLETIONS.map(|(shell, path)| (share.join(path), completions_of(shell)));
    let pages = pages().into_iter().map(|(name, page)| (share.join(MAN).join(format!("{name}.1")), page));
    for (path, text) in completions.into_iter().chain(pages) {
        let folder = path.parent().map_or(Ok(()), fs::create_dir_all);
        folder
            .and_then(|()| write_to_file(&path, |out| out.write_all(&text)))
            .map_err(|error| cannot_write(&path, &error))?;
        print(format!("wrote {}\n", escape(&path.to_string_lossy())))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn completions_of(shell: Shell) -> Vec<u8> {
    let mut program = shown(&Args::command());
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut program, "factlint", &mut text);
    if shell == Shell::Fish {
        text.extend(program.get_subcommands().flat_map(arguments_for_fish).flat_map(String::into_bytes));
    }
    text
}

/// The program without the commands that its help does not show.
fn shown(program: &Command) -> Command {
    let commands = program.get_subcommands().filter(|command| !command.is_hide_set());
    Command::new("factlint")
        .version(env!("CARGO_PKG_VERSION"))
        .args(program.get_arguments().cloned())
        .subcommands(commands.cloned())
}

/// The values that the arguments of a command take, which are offered in fish by nobody else.
fn arguments_for_fish(command: &Command) -> Option<String> {
    let values = command.get_positionals().flat_map(Arg::get_possible_values);
    let names: Vec<String> = values.map(|value| value.get_name().to_owned()).collect();
    let (name, names) = (command.get_name(), (!names.is_empty()).then(|| names.join(" "))?);
    Some(format!("complete -c factlint -n \"__fish_factlint_using_subcommand {name}\" -f -a \"{names}\"\n"))
}

/// The man pages of the program and of its commands, by name.
fn pages() -> Vec<(String, Vec<u8>)> {
    let mut program = Args::command().disable_help_subcommand(true);
    program.build();
    let commands: Vec<Command> = program.get_subcommands().filter(|command| !command.is_hide_set()).cloned().collect();
    [program].into_iter().chain(commands).filter_map(|command| page(command).ok()).collect()
}

/// The page of a command: a write to memory does not fail.
fn page(command: Command) -> io::Result<(String, Vec<u8>)> {
    let name = command.get_display_name().unwrap_or("factlint").to_owned();
    let more = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    let has_commands = command.get_subcommands().any(|command| !command.is_hide_set());
    let man = Man::new(command).source(concat!("factlint ", env!("CARGO_PKG_VERSION"))).manual("factlint");
    let mut text = Vec::new();
    man.render_title(&mut text)?;
    man.render_name_section(&mut text)?;
    man.render_synopsis_section(&mut text)?;
    man.render_description_section(&mut text)?;
    man.render_options_section(&mut text)?;
    if has_commands {
        man.render_subcommands_section(&mut text)?;
    }
    sections(&more).to_writer(&mut text)?;
    Ok((name, text))
}

/// What the help says at its end, each paragraph that has a title as a section, its lines as they are.
fn sections(text: &str) -> Roff {
    let mut roff = Roff::new();
    for paragraph in text.split("\n\n").filter(|paragraph| !paragraph.is_empty()) {
        let (title, rest) = paragraph.split_once(":\n").unwrap_or(("Notes", paragraph));
        roff.control("SH", [title.to_uppercase().as_str()]);
        roff.control("nf", []);
        rest.lines().for_each(|line| _ = roff.text([roman(line.trim_start_matches("  "))]));
        roff.control("fi", []);
    }
    roff
}
