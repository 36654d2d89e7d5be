//! What stands below the help: examples, and what the exit status says.

/// Of the program.
pub const PROGRAM: &str = "\
Examples:
  factlint check                            check the datasets that factlint.toml declares
  factlint check people.yaml                the same, but show only what concerns this file
  factlint check --schema s.json data.yaml  check a file without any configuration
  factlint baseline                         accept what is found today: only what is new counts
  factlint diff origin/main                 tell what changed in the data since a revision
  factlint pin --write                      keep where each citation stands in its source
  factlint explain time/impossible-order    what a rule finds, why it matters, what to do
  factlint config                           what a check goes by, and where that is said
  factlint init                             propose a configuration and schemas for this folder
  factlint init --starter facts             begin a dataset in the folder `facts`";

/// Of `factlint check`.
pub const CHECK: &str = "\
Examples:
  factlint check
  factlint check data/people --all --fail-on warning
  factlint check --schema schema.yaml people.yaml places.json
  factlint check --schema post.yaml posts/first.md
  factlint check --schema log.yaml --input-format ndjson sightings.log
  factlint check --select time,figures --ignore time/overlap
  factlint check --source report=copies/report.txt
  factlint check --format terminal --format json=report.json
  factlint check --statistics               how often each rule fires, and what can be mended
  factlint check --diff --unsafe            what could be mended, and how
  factlint check --fix
  factlint check --base origin/main         only what this branch adds
  git show HEAD:people.yaml | factlint check - --stdin-filename people.yaml

Exit status:
  0  nothing found, or left by `--fix`, at or above the failing level (`--fail-on`, error unless told)
  1  something found
  2  the run itself could not be done";

/// Of `factlint pin`.
pub const PIN: &str = "\
Examples:
  factlint pin                                 show what would change in factlint.lock
  factlint pin --write                         and write it
  factlint pin --source report=new.txt --earlier report=old.txt
                                               after a new edition: in which words sentences changed

Exit status:
  0  all citations that could be looked up have their place
  1  some are ambiguous, changed or not found, or something could not be read
  2  the run itself could not be done";

/// Of `factlint baseline`.
pub const BASELINE: &str = "\
Examples:
  factlint baseline --diff    show which findings would be accepted, and write nothing
  factlint baseline           accept what is found today in factlint-baseline.toml
  factlint baseline --select time
                              accept only what the family `time` finds
  factlint check              from then on only what is new counts
  factlint check --fix        also removes from the baseline what is gone from the data

Exit status:
  0  all that is found is accepted
  1  something found cannot be accepted, such as a file that cannot be read as a whole
  2  the run itself could not be done";

/// Of `factlint coverage`.
pub const COVERAGE: &str = "\
Examples:
  factlint coverage                    all sources of which there is a copy
  factlint coverage report --all       one source, with all of its text
  factlint coverage --source report=copies/report.txt --format json

Without colour, what no fact records stands in [[...]], what one records in {...}.

Exit status:
  0  the coverage is told, whatever it is
  2  the run itself could not be done, or there is no copy of the source";

/// Of `factlint config`.
pub const CONFIG: &str = "\
Examples:
  factlint config                             what `factlint check` goes by in this folder
  factlint config --ignore hygiene            the same with what the command line says
  factlint config --format json               for a program
  factlint config --json-schema > schema.json
                                              for editors; `#:schema schema.json` in factlint.toml names it";

/// Of `factlint completions`.
pub const COMPLETIONS: &str = "\
Examples:
  source <(factlint completions bash)                        for this shell
  factlint completions zsh > ~/.zfunc/_factlint              for good: a folder of `$fpath`
  factlint completions fish > ~/.config/fish/completions/factlint.fish";

/// Of `factlint man`.
pub const MAN: &str = "\
Examples:
  factlint man | man -l -
  factlint man check | man -l -";

/// Of `factlint rename`.
pub const RENAME: &str = "\
Examples:
  factlint rename zhukov zhukov-georgy --diff     show what would change
  factlint rename zhukov zhukov-georgy            change it
  factlint rename 1.0 1.0-beta --within fedora    the release of that product, where others have one of this name

Exit status:
  0  renamed, or shown
  1  it is not done, since something is in the way
  2  nothing bears the id, several do, or the run itself could not be done";

/// Of `factlint diff`.
pub const DIFF: &str = "\
Examples:
  factlint diff HEAD                        what changed since the last commit
  factlint diff origin/main --format markdown > comment.md
  factlint diff v1.0 v1.1 --all

Exit status:
  0  the changes are told, whatever they are
  2  the run itself could not be done";

/// Of `factlint rules`.
pub const RULES: &str = "\
Examples:
  factlint rules               every rule with its level and one line
  factlint rules | grep time/  the rules of one family";

/// Of `factlint explain`.
pub const EXPLAIN: &str = "\
Examples:
  factlint explain time/impossible-order    the page of a rule
  factlint explain time                     the rules of a family";

/// Of `factlint init`.
pub const INIT: &str = "\
Examples:
  factlint init                   read the data of this folder, and print what can be guessed
  factlint init data --write      the same, and write data/factlint.toml and the schemas
  factlint init --starter facts   begin a new dataset in the folder `facts`";
