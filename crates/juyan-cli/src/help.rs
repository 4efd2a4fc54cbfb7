//! The command line's help, in the words of the catalogue.

use crate::args::Cli;
use clap::{Arg, ArgAction, Command, CommandFactory};
use juyan::Language;
use juyan::vocabulary::Catalogue;
use std::ffi::OsString;

/// The language that `arguments` ask for, wherever they do; before they are known to be of any use.
pub(crate) fn language(arguments: &[String]) -> Language {
    let pairs = arguments.iter().zip(arguments.iter().skip(1));
    let is_asked = |(name, value): (&String, &String)| name == "--lang" && value == "en";
    let is_english =
        pairs.into_iter().any(is_asked) || arguments.iter().any(|argument| argument == "--lang=en");
    if is_english { Language::En } else { Language::Zh }
}

/// The command that `arguments` name; none where they name none that there is.
pub(crate) fn asked(arguments: &[String]) -> Option<String> {
    let command = Cli::command();
    let mut given = arguments.iter().skip(1);
    let named = given.find_map(|argument| command.find_subcommand(argument))?;
    Some(named.get_name().to_owned())
}

/// `juyan help check` is `juyan check --help`.
pub(crate) fn as_flag(arguments: &mut Vec<OsString>) {
    let is_value = |at: usize| at > 0 && arguments.get(at - 1).is_some_and(|before| before == "--lang");
    let is_option = |at: usize| {
        let argument = arguments.get(at);
        argument.is_some_and(|argument| argument.to_string_lossy().starts_with("--"))
    };
    let command = (1..arguments.len()).find(|at| !is_option(*at) && !is_value(*at));
    if let Some(at) = command.filter(|at| arguments.get(*at).is_some_and(|word| word == "help")) {
        arguments.remove(at);
        arguments.push("--help".into());
    }
}

/// The command with its help in `language`.
pub(crate) fn command(language: Language, catalogue: &'static Catalogue) -> Command {
    let words = Words {
        catalogue,
        language: language.code(),
    };
    words.whole(Cli::command())
}

#[derive(Clone, Copy)]
struct Words {
    catalogue: &'static Catalogue,
    language: &'static str,
}

impl Words {
    /// The catalogue's words for `id`, where it has them.
    fn find(self, id: &str) -> Option<&'static str> {
        let wording = self.catalogue.wordings.get(id)?;
        Some(wording.text(self.language))
    }

    fn say(self, id: &str) -> &'static str {
        self.find(id).unwrap_or_default()
    }

    fn whole(self, command: Command) -> Command {
        let names: Vec<String> = command
            .get_subcommands()
            .map(|sub| sub.get_name().to_owned())
            .collect();
        let version = Arg::new("version")
            .long("version")
            .short('V')
            .action(ArgAction::Version);
        let mut command = self
            .dressed(command)
            .about(self.say("help.about"))
            .after_help(self.say("help.after"))
            .disable_version_flag(true)
            .arg(self.told(version, "help.version"))
            .disable_help_subcommand(true)
            .subcommand_help_heading(self.say("help.heading.commands"));
        for name in names {
            command = command.mut_subcommand(&name, |sub| {
                let sub = self.dressed(sub).about(self.say(&format!("help.{name}")));
                let sub = match self.find(&format!("help.{name}.long")) {
                    Some(long) => sub.long_about(long),
                    None => sub,
                };
                sub.after_help(self.say(&format!("help.{name}.after")))
            });
        }
        command
    }

    /// The command with its arguments' help, its headings, and a help flag of its own.
    fn dressed(self, command: Command) -> Command {
        let usage = self.say("help.heading.usage");
        let help = Arg::new("help").long("help").short('h').action(ArgAction::Help);
        command
            .disable_help_flag(true)
            .arg(self.told(help, "help.arg.help"))
            .help_template(format!(
                "{{about-with-newline}}\n{usage}: {{usage}}\n\n{{all-args}}{{after-help}}"
            ))
            .mut_args(|argument| {
                let id = format!("help.arg.{}", argument.get_id());
                self.told(argument, &id)
            })
    }

    fn told(self, argument: Arg, id: &str) -> Arg {
        let heading = if argument.get_long().is_none() && argument.get_short().is_none() {
            "help.heading.arguments"
        } else {
            "help.heading.options"
        };
        let argument = argument.help_heading(self.say(heading));
        match self.find(id) {
            Some(words) => argument.help(words),
            None => argument,
        }
    }
}
