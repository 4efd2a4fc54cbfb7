//! What somebody may have meant who misspelt an indicator.

use juyan::Context;

/// So many are told.
const MOST: usize = 3;

/// The ids that are spelt like `id`, the most alike first, each with its name.
pub fn indicators(id: &str, context: Context<'_>) -> Vec<String> {
    let spelt = id.to_lowercase();
    let mut near: Vec<(usize, String)> = Vec::new();
    for indicator in &context.catalogue.indicators {
        let slips = strsim::damerau_levenshtein(&spelt, &indicator.id);
        let is_part = spelt.len() > 3 && indicator.id.contains(spelt.as_str());
        // A slip in three letters is one, two are another word.
        if slips * 3 <= indicator.id.len().max(3) || is_part {
            let slips = if is_part { 0 } else { slips };
            near.push((
                slips,
                format!("{}\u{ff08}{}\u{ff09}", indicator.id, indicator.name),
            ));
        }
    }
    near.sort();
    near.into_iter().take(MOST).map(|(_, told)| told).collect()
}
