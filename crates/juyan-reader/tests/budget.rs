//! Relations that budgets tell: over several sentences, two years and both sides of one budget. A wrong number must still
//! be found in its claim, so most texts here do not work out.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "the helpers of a test fail where it does"
)]

mod vocabulary;

use juyan_model::MemberRole;
use vocabulary::catalogue;

const TITLE: &str = "关于2025年全市预算执行情况和2026年预算草案的报告\n";

/// The claims of `text`, doubtful ones too: kind, then the members' own words in the order of the formula.
fn claims(text: &str) -> Vec<String> {
    let reading = juyan_reader::read(&juyan_document::from_text(text), catalogue());
    let words = |claim: &juyan_model::Claim| {
        let members = claim.members.iter().map(|member| {
            let word = reading.figures[member.figure.0].span.of(text);
            let sign = match member.role {
                MemberRole::Part | MemberRole::Subtrahend => "+",
                MemberRole::Denominator => "/",
                _ => "",
            };
            format!("{sign}{word}")
        });
        format!("{:?} {}", claim.kind, members.collect::<Vec<_>>().join(" "))
    };
    reading.claims.iter().map(words).collect()
}

#[track_caller]
fn tells(text: &str, claim: &str) {
    let text = format!("{TITLE}{text}");
    let found = claims(&text);
    assert!(
        found.iter().any(|one| one == claim),
        "{text}\n  wants {claim}\n  has {found:?}"
    );
}

#[track_caller]
fn tells_no(kind: &str, text: &str) {
    let text = format!("{TITLE}{text}");
    let found = claims(&text);
    assert!(
        found.iter().all(|one| !one.starts_with(kind)),
        "{text}\n  has {found:?}"
    );
}

#[test]
fn the_draft_grows_over_what_was_reached_this_year() {
    let told = "一、2025年预算执行情况\n全市一般公共预算收入30.00亿元，增长3.0%。市本级一般公共预算收入12.00亿元，增长2.0%。\n二、2026年预算草案\n";
    tells(
        &format!("{told}全市一般公共预算收入33.00亿元，增长6.0%。"),
        "Growth 6.0% 33.00亿元 /30.00亿元",
    );
    tells(
        &format!("{told}市本级一般公共预算收入13.00亿元，增长6.0%。"),
        "Growth 6.0% 13.00亿元 /12.00亿元",
    );
    tells_no(
        "Growth ",
        &format!("{told}全市政府性基金预算收入33.00亿元，增长6.0%。"),
    );
    tells_no(
        "Growth ",
        &format!("{told}全市一般公共预算收入33.00亿元，同口径增长6.0%。"),
    );
}

#[test]
fn two_levels_of_the_year_before_are_no_base() {
    tells_no(
        "Growth ",
        "一、2025年预算执行情况\n全市税收收入30.00亿元。\n全市税收收入31.00亿元。\n二、2026年预算草案\n全市税收收入33.00亿元，增长6.0%。",
    );
}

#[test]
fn a_growth_stands_against_the_level_it_is_compared_with() {
    tells(
        "2025年全市收入总计109.12亿元，较上年收入总计97.16亿元增长15.31%。",
        "Growth 15.31% 109.12亿元 /97.16亿元",
    );
    tells(
        "2025年水果产量19.6万吨，比上年的18.0万吨增长9.9%。",
        "Growth 9.9% 19.6万吨 /18.0万吨",
    );
}

#[test]
fn a_whole_grows_as_its_parts_do() {
    tells(
        "2025年一般公共预算收入50.00亿元，增长12.0%，其中：税收收入40.00亿元，增长5.0%；非税收入10.00亿元，下降1.0%。",
        "GrowthByParts 12.0% 50.00亿元 +40.00亿元 5.0% +10.00亿元 1.0%",
    );
    tells_no(
        "GrowthByParts",
        "2025年一般公共预算收入50.00亿元，同口径增长12.0%，其中：税收收入40.00亿元，增长5.0%；非税收入10.00亿元，下降1.0%。",
    );
    tells_no(
        "GrowthByParts",
        "2025年一般公共预算收入50.00亿元，增长12.0%，其中：税收收入40.00亿元，增长5.0%；非税收入10.00亿元。",
    );
}

#[test]
fn what_follows_brackets_speaks_of_what_stands_before_them() {
    tells(
        "2025年末政府债务余额197.88亿元（一般债务136.66亿元，占比69.1%；专项债务61.22亿元，占比30.9%），比上年增加46.67亿元，增长33.9%。",
        "Growth 33.9% 197.88亿元 +46.67亿元",
    );
}
