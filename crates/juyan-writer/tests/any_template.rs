//! Whatever a template holds, and whatever is known: reading and writing end well, and what is left reads as a text.
#![allow(clippy::unwrap_used, reason = "a test stops where it stands")]

use juyan::model::{Fact, PeriodName, Rounding, Source, Value, Worth};
use juyan_writer::{Binding, Format, Held, Name, Template, Voice, When};
use proptest::prelude::*;

const VOICE: fn() -> Voice<'static> = || Voice {
    catalogue: juyan::catalogue(),
    rounding: Rounding::HalfUp,
};

/// Bindings of which the first three are known, and signs and words.
fn pieces() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("{job_new@:P|#人}".to_owned()),
        Just("{key_project@:Y|#项}".to_owned()),
        Just("{:Y|#年}".to_owned()),
        Just("{grain@:P|#.##万吨}".to_owned()),
        Just("{grain.growth@:P|[增长]#.#%}".to_owned()),
        Just("{oil@:P|[han]#吨}".to_owned()),
        "[，。；、：（）()\n\t甲乙]",
    ]
}

/// Whether words stand before and behind every sign.
fn is_text(text: &str) -> bool {
    let is_sign = |sign: char| "，。；、：（）()\n\t".contains(sign);
    let signs: Vec<bool> = text.chars().map(is_sign).collect();
    signs.first() != Some(&true) && !signs.windows(2).any(|pair| pair == [true, true])
}

proptest! {
    #[test]
    fn what_is_written_hangs_nowhere(parts in prop::collection::vec(pieces(), 0..40)) {
        let text = parts.concat();
        let template: Template = text.parse().unwrap();
        prop_assert_eq!(template.to_string(), text);
        let fact = |key: &str, value: i64| Fact::new(key.parse().unwrap(), Worth::Number(Value::One(value.into())), Source::Entry);
        let held = Held::new([fact("job_new@152923:2025H1", 121), fact("key_project@152923:2025", 18)]);
        let written = template.write(&held, PeriodName::parse("2025H1").unwrap().0, "152923", VOICE());
        for said in &written.said {
            prop_assert!(["121人", "18项"].contains(&said.span.of(&written.text)), "{:?}", said.span);
        }
        prop_assert_eq!(written.fills.len(), template.bindings().count());
        prop_assert!(written.removed.windows(2).all(|pair| pair[0].end <= pair[1].start));
        // What is left out of a text puts no signs side by side; what has signs so already is no text.
        let all = Held::new([
            fact("job_new@152923:2025H1", 121),
            fact("key_project@152923:2025", 18),
            fact("grain@152923:2025H1", 7),
            fact("grain.growth@152923:2025H1", 7),
            fact("oil@152923:2025H1", 7),
        ]);
        let whole = template.write(&all, PeriodName::parse("2025H1").unwrap().0, "152923", VOICE());
        prop_assert!(whole.unsaid.is_empty(), "{:?}", whole.unsaid);
        for signs in ["，。", "，，", "，；"] {
            prop_assert!(!is_text(&whole.text) || !written.text.contains(signs), "{} in {}", signs, written.text);
        }
    }

    #[test]
    fn any_text_is_a_template_or_is_refused_with_a_place(text in "\\PC{0,60}") {
        match text.parse::<Template>() {
            Ok(template) => prop_assert_eq!(template.to_string().parse::<Template>().unwrap(), template),
            Err(error) => prop_assert!(error.line >= 1 && error.column >= 1),
        }
    }

    #[test]
    fn any_text_is_a_part_of_one_or_is_refused(text in "[PY#|@:.{}\\[\\]()<>!\\\\a-z0-9_\"增长亿元%+-]{0,24}") {
        if let Ok(format) = text.parse::<Format>() {
            prop_assert_eq!(format.to_string().parse::<Format>().unwrap(), format);
        }
        if let Ok(name) = text.parse::<Name>() {
            prop_assert_eq!(name.to_string().parse::<Name>().unwrap(), name);
        }
        if let Ok(when) = text.parse::<When>() {
            prop_assert_eq!(when.to_string().parse::<When>().unwrap(), when);
        }
        let _ = text.parse::<Binding>();
    }
}
