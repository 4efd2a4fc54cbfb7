//! Values that share a verb: 分别增长4.6%和5.4%. Those behind the first have none of their own, and say theirs where they go another way
//! than it went: 分别下降1%和增长5.4%.

use crate::clause::LIST_COMMA;
use crate::format::{Format, Pattern, Piece, Told};
use crate::say::Voice;
use crate::write::Spoken;
use juyan::model::Key;
use smol_str::SmolStr;

/// The first of a list, as far as the list goes on.
#[derive(Debug, Default)]
pub(crate) struct Listed {
    head: Option<Head>,
    /// Whether nothing but what joins a list stood behind the last of it.
    is_joined: bool,
}

#[derive(Debug)]
struct Head {
    /// Its verb in the template.
    verb: SmolStr,
    /// What stood in the verb's place in the report.
    spoken: String,
    key: Key,
}

impl Listed {
    /// Words of the template stand here.
    pub(crate) fn pass(&mut self, words: &str, voice: Voice<'_>) {
        let joiners = voice.catalogue.list("list-joiners");
        let joins = words.trim() == LIST_COMMA.encode_utf8(&mut [0; 4])
            || joiners.iter().any(|joiner| joiner == words.trim());
        self.is_joined = self.head.is_some() && joins;
        if !joins {
            self.head = None;
        }
    }

    /// What a value says that stands here: `bare` in its own format, `say` in any other.
    pub(crate) fn say<'h>(
        &mut self,
        (key, format): (Option<&Key>, &Format),
        bare: Spoken<'h>,
        voice: Voice<'_>,
        say: impl FnOnce(&Format) -> Spoken<'h>,
    ) -> Spoken<'h> {
        let head = self.head.as_ref().filter(|head| {
            self.is_joined && key.is_some_and(|key| key.measures == head.key.measures) && !has_verb(format)
        });
        self.is_joined = false;
        let Some(head) = head else {
            self.head = first(key, format, &bare, voice);
            return bare;
        };
        let Ok((words, fact)) = say(&headed(&head.verb, format)) else {
            return bare;
        };
        let rest = words.strip_prefix(head.spoken.as_str());
        if let Some(words) = rest.filter(|rest| !rest.is_empty()) {
            return Ok((words.to_owned(), fact));
        }
        // 增长5%和-1% says which way it goes.
        let has_sign = matches!(&bare, Ok((words, _)) if words.starts_with('-'));
        if has_sign && head.spoken == head.verb {
            bare
        } else {
            Ok((words, fact))
        }
    }
}

/// The first of a list, if a value is one: its verb stands at its beginning.
fn first(key: Option<&Key>, format: &Format, said: &Spoken<'_>, voice: Voice<'_>) -> Option<Head> {
    let (Some(key), [Piece::Verb(verb), ..], Ok((words, _))) = (key, format.pieces.as_slice(), said) else {
        return None;
    };
    Some(Head {
        verb: verb.clone(),
        spoken: voice.way_said(words)?.to_owned(),
        key: key.clone(),
    })
}

fn has_verb(format: &Format) -> bool {
    format.pieces.iter().any(|piece| matches!(piece, Piece::Verb(_)))
}

/// The format with the verb of the list before it, which says which way the value goes.
fn headed(verb: &SmolStr, format: &Format) -> Format {
    let own = format.pieces.iter().map(|piece| match piece {
        Piece::Number(pattern) => Piece::Number(Pattern {
            told: Told::Nothing,
            ..*pattern
        }),
        other => other.clone(),
    });
    Format {
        pieces: std::iter::once(Piece::Verb(verb.clone())).chain(own).collect(),
    }
}

#[cfg(test)]
mod tests {
    use crate::{Held, Template, Voice};
    use juyan::model::{Fact, PeriodName, Rounding, Source, Value, Worth};

    #[test]
    fn each_value_of_a_list_says_which_way_it_went() {
        let template = "收入分别{income_urban.growth@:P|[增长]#.#%}和{income_rural.growth@:P|#.#%}。";
        let template: Template = template.parse().unwrap();
        let voice = Voice {
            catalogue: juyan::catalogue(),
            rounding: Rounding::HalfUp,
        };
        let report = PeriodName::parse("2025H1").unwrap().0;
        for (one, other, told) in [
            ("4.6", "5.4", "增长4.6%和5.4%"),
            ("-1", "-2", "下降1%和2%"),
            ("-1", "5.4", "下降1%和增长5.4%"),
            ("0", "5.4", "持平和增长5.4%"),
            ("0", "0", "持平和持平"),
            ("4.6", "-1", "增长4.6%和-1%"),
        ] {
            let fact = |key: &str, value: &str| Fact {
                unit: Some("%".into()),
                ..Fact::new(
                    key.parse().unwrap(),
                    Worth::Number(Value::One(value.parse().unwrap())),
                    Source::Entry,
                )
            };
            let facts = [
                fact("income_urban.growth@152923:2025H1", one),
                fact("income_rural.growth@152923:2025H1", other),
            ];
            let written = template.write(&Held::new(facts), report, "152923", voice);
            assert_eq!(written.text, format!("收入分别{told}。"));
        }
    }
}
