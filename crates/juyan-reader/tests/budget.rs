//! Relations that budgets tell: over several sentences, two years and both sides of one budget. A wrong number must still
//! be found in its claim, so most texts here do not work out.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "the helpers of a test fail where it does"
)]

mod formula;
mod vocabulary;

use formula::formula;
use vocabulary::catalogue;

const TITLE: &str = "关于2025年全市预算执行情况和2026年预算草案的报告\n";

/// The claims of `text`, doubtful ones too: kind, then the members' own words in the order of the formula.
fn claims(text: &str) -> Vec<String> {
    let reading = juyan_reader::read(&juyan_document::from_text(text), catalogue());
    let words = |claim: &juyan_model::Claim| formula(claim, &reading.figures, text);
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
        "2025年末政府债务余额215.40亿元（一般债务148.20亿元，占比68.8%；专项债务67.20亿元，占比31.2%），比上年增加46.50亿元，增长29.5%。",
        "Growth 29.5% 215.40亿元 +46.50亿元",
    );
}

#[test]
fn both_sides_of_a_budget_come_to_the_same() {
    tells(
        "2025年全市一般公共预算收入9亿元，加上补助收入31亿元，收入总计40亿元。支出30亿元，加上上解支出11亿元，支出总计41亿元。收支平衡。",
        "Identity 41亿元 +40亿元",
    );
    tells_no(
        "Identity",
        "2025年全市收入总计40亿元。市本级收入总计20亿元。全市支出总计41亿元。市本级支出总计20亿元。",
    );
    tells_no(
        "Identity",
        "2025年全市收入总计40亿元，支出总计39亿元，年终结余1亿元。",
    );
}

#[test]
fn a_budget_is_what_was_passed_and_what_was_changed() {
    tells(
        "2025年全市一般公共预算收入年初预算合计318.6亿元，执行中调增收入预算2.4亿元，调整后收入预算为322.0亿元。",
        "Sum 322.0亿元 +318.6亿元 +2.4亿元",
    );
    tells(
        "2025年全市政府性基金预算收入年初预算186亿元，执行中按程序调减收入预算40亿元，调整后收入预算为145亿元。",
        // What was taken is a change of -40亿元, which is added.
        "Sum 145亿元 +186亿元 +40亿元",
    );
}

#[test]
fn what_a_year_leaves_is_where_the_next_begins() {
    let told = "一、2025年预算执行情况\n全市社会保险基金预算收入90亿元，支出80亿元，当年结余10亿元，年末滚存结余52亿元。\n市本级政府性基金预算收入5亿元，结转下年支出8.18亿元。\n二、2026年预算草案\n";
    tells(
        &format!("{told}全市社会保险基金预算收入90亿元，支出85亿元，当年结余5亿元，年末滚存结余56亿元。"),
        "Sum 56亿元 +52亿元 +5亿元",
    );
    tells(
        &format!("{told}市本级政府性基金预算收入5亿元，上年结转资金8.19亿元。"),
        "Same 8.18亿元 8.19亿元",
    );
    tells_no(
        "Same",
        &format!("{told}市本级一般公共预算收入5亿元，上年结转资金8.19亿元。"),
    );
    tells(
        "2025年社会保险基金收入20亿元，支出15亿元，本年收支结余5亿元，上年结转30亿元，滚存结余36亿元。",
        "Sum 36亿元 +5亿元 +30亿元",
    );
}

#[test]
fn a_sentence_may_open_with_the_name_of_its_whole() {
    tells(
        "2025年全市地方级收入40亿元，增长6.4%。地方级收入中，税收收入35亿元，非税收入6亿元。",
        "Sum 40亿元 +35亿元 +6亿元",
    );
    tells(
        "2025年全市政府债务限额19亿元，其中：一般债务限额4亿元，专项债务限额15亿元。全市政府债务限额中，市级政府债务限额6亿元，县区政府债务限额12亿元。",
        "Sum 19亿元 +6亿元 +12亿元",
    );
}

#[test]
fn a_list_goes_on_to_the_rest_and_over_what_else_is_told() {
    tells(
        "2025年一般性转移支付268.5亿元，包括财力性转移支付128.8亿元，共同事权转移支付138.1亿元，其他2.6亿元。",
        "Sum 268.5亿元 +128.8亿元 +138.1亿元 +2.6亿元",
    );
    tells(
        "2026年“三公”经费预算1180万元。其中：因公出国费用96万元，增加费用；公务用车费用1019万元，因新增车辆3辆；公务接待费用75万元。",
        "Sum 1180万元 +96万元 +1019万元 +75万元",
    );
}

#[test]
fn a_percentage_may_name_its_whole_right_before_it() {
    tells(
        "2025年城镇新增就业1366人，完成年度目标任务1300人的115.1%。",
        "Ratio 115.1% 1366人 /1300人",
    );
    tells(
        "2025年完成投资13.4亿元，占年度计划投资20亿元的77%。",
        "Ratio 77% 13.4亿元 /20亿元",
    );
    tells(
        "2025年一般公共预算收入完成95.3亿元，为预算100亿元的85.3%。",
        "Ratio 85.3% 95.3亿元 /100亿元",
    );
}

#[test]
fn numbered_paragraphs_make_up_the_total_that_announces_them() {
    tells(
        "2026年统筹安排资金30亿元，重点安排以下支出：\n1.支持消费。安排2亿元。一是办好活动12场。\n2.支持创新。安排12.6亿元。\n3.支持民生。安排15亿元。",
        "Sum 30亿元 +2亿元 +12.6亿元 +15亿元",
    );
}

#[test]
fn a_list_of_points_may_name_all_kinds_of_transfers() {
    tells(
        "2025年省下达各类补助296.4亿元。一是税收返还7.9亿元；二是一般性转移支付241.3亿元；三是专项转移支付47.2亿元。",
        "Sum 296.4亿元 +7.9亿元 +241.3亿元 +47.2亿元",
    );
}

#[test]
fn an_average_has_its_total_and_count_in_the_sentence() {
    tells(
        "2025年农户1.2万户，发放补贴3600万元，户均3500元。",
        "Average 3500元 3600万元 /1.2万户",
    );
    tells(
        "2025年粮食播种面积100万亩，亩产450公斤，总产量40万吨。",
        "Average 450公斤 40万吨 /100万亩",
    );
    tells(
        "2025年新建充电站20座，总投资4000万元，平均每座250万元。",
        "Average 250万元 4000万元 /20座",
    );
    tells_no(
        "Average",
        "2025年新建充电站20座、换电站8座，总投资4000万元，平均每座250万元。",
    );
}

#[test]
fn villages_and_streets_are_counted_together() {
    tells(
        "2025年全县辖5个镇、3个乡、2个街道，共11个乡镇街道。",
        "Sum 11个 +5个 +3个 +2个",
    );
}

#[test]
fn a_bare_share_is_of_what_its_indicator_is_part_of() {
    tells(
        "2025年全市一般公共预算支出136.42亿元，增长5.1%。全市民生支出106.00亿元，占比77.7%，办好10件实事。",
        "Ratio 77.7% 106.00亿元 /136.42亿元",
    );
}
