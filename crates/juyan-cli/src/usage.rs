//! What is wrong with the arguments, in the words of the catalogue.

use crate::output;
use crate::run::UNUSABLE;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use juyan::Context;
use std::process::ExitCode;

/// Shows help or version where they were asked for; complains where the arguments cannot be used.
pub(crate) fn told(error: &clap::Error, command: Option<&str>, context: Context<'_>) -> ExitCode {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            let page = error.render().ansi().to_string();
            match output::print_words(page.as_bytes()) {
                Err(error) if output::is_lost(&error, context) => ExitCode::from(UNUSABLE),
                Ok(()) | Err(_) => ExitCode::SUCCESS,
            }
        }
        // Without a word of what to do, all there is to do is shown.
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand | ErrorKind::MissingSubcommand => {
            output::complain_at_length(&error.render().to_string());
            ExitCode::from(UNUSABLE)
        }
        kind => {
            output::complain(context.name, &problem(kind, error, context));
            output::complain(context.name, &help(command, context));
            ExitCode::from(UNUSABLE)
        }
    }
}

/// Where one finds how the command is used that was meant, as far as one was.
fn help(command: Option<&str>, context: Context<'_>) -> String {
    match command {
        Some(command) => context.fill("usage.help-of", &[("command", &command)]),
        None => context.say("usage.help").to_owned(),
    }
}

fn problem(kind: ErrorKind, error: &clap::Error, context: Context<'_>) -> String {
    let of = |kind| error.get(kind).map(words).unwrap_or_default();
    let argument = of(ContextKind::InvalidArg);
    let value = of(ContextKind::InvalidValue);
    let similar = [
        ContextKind::SuggestedArg,
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedValue,
    ];
    let best = similar.into_iter().map(of).find(|words| !words.is_empty());
    let best = best.map_or_else(String::new, |best| {
        context.fill("usage.similar", &[("best", &best)])
    });
    match kind {
        ErrorKind::UnknownArgument => context.fill("usage.unknown", &[("argument", &argument)]) + &best,
        ErrorKind::InvalidSubcommand => {
            let unknown = of(ContextKind::InvalidSubcommand);
            context.fill("usage.unknown", &[("argument", &unknown)]) + &best
        }
        ErrorKind::InvalidValue if value.is_empty() => {
            context.fill("usage.no-value", &[("argument", &argument)]) + &values(error, context)
        }
        ErrorKind::ValueValidation if argument.starts_with("--person") => {
            context.say("usage.person").to_owned()
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            context.fill("usage.value", &[("argument", &argument), ("value", &value)])
                + &values(error, context)
                + &best
        }
        ErrorKind::MissingRequiredArgument => context.fill("usage.missing", &[("arguments", &argument)]),
        ErrorKind::ArgumentConflict => {
            let other = of(ContextKind::PriorArg);
            let told: [(&str, &dyn std::fmt::Display); 2] = [("argument", &argument), ("other", &other)];
            let is_twice = other.is_empty() || other == argument;
            context.fill(if is_twice { "usage.twice" } else { "usage.conflict" }, &told)
        }
        _ => context.fill("usage.other", &[]),
    }
}

/// The values that an argument may have.
fn values(error: &clap::Error, context: Context<'_>) -> String {
    let valid = error.get(ContextKind::ValidValue).map(words).unwrap_or_default();
    if valid.is_empty() {
        return String::new();
    }
    context.fill("usage.values", &[("values", &valid)])
}

fn words(value: &ContextValue) -> String {
    match value {
        ContextValue::String(word) => word.clone(),
        ContextValue::Strings(words) => words.join(" "),
        ContextValue::StyledStr(words) => words.to_string(),
        ContextValue::Number(number) => number.to_string(),
        _ => String::new(),
    }
}
