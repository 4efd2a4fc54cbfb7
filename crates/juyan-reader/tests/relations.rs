//! Relations that single sentences tell. A wrong number must still be found in its claim, so most sentences here do not
//! work out.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "the helpers of a test fail where it does"
)]

mod formula;
mod vocabulary;

use formula::formula;
use juyan_model::{ClaimKind, ClaimOrigin};
use vocabulary::catalogue;

/// The claims of `text`: kind, then the members' own words in the order of the formula.
fn claims(text: &str) -> Vec<String> {
    let reading = juyan_reader::read(&juyan_document::from_text(text), catalogue());
    let sure = reading
        .claims
        .iter()
        .filter(|claim| claim.origin != ClaimOrigin::Possible);
    let words = |claim: &juyan_model::Claim| formula(claim, &reading.figures, text);
    sure.map(words).collect()
}

#[track_caller]
fn tells(text: &str, claim: &str) {
    let found = claims(text);
    assert!(
        found.iter().any(|one| one == claim),
        "{text}\n  wants {claim}\n  has {found:?}"
    );
}

#[track_caller]
fn tells_nothing(text: &str) {
    assert_eq!(claims(text), Vec::<String>::new(), "{text}");
}

#[test]
fn parts_that_are_all_named_make_up_their_whole() {
    tells(
        "全旗实施重点项目19项（新建11项、续建7项）。",
        "Sum 19项 +11项 +7项",
    );
    tells(
        "全市一般公共预算收入50亿元，其中税收收入38亿元、非税收入13亿元。",
        "Sum 50亿元 +38亿元 +13亿元",
    );
    tells(
        "年末常住人口60万人，其中城镇常住人口38万人、乡村常住人口23万人。",
        "Sum 60万人 +38万人 +23万人",
    );
    tells(
        "全年收入总计90万元，构成如下：税收60万元、补助20万元、结转11万元。",
        "Sum 90万元 +60万元 +20万元 +11万元",
    );
}

#[test]
fn parts_in_sentences_of_their_own_have_the_whole_before() {
    let text = "年末政府债务余额90亿元，控制在限额以内。分性质看，一般债务60亿元，专项债务31亿元。";
    tells(text, "Sum 90亿元 +60亿元 +31亿元");
    let text = "全县地区生产总值100亿元，增长5%。第一产业增加值20亿元，增长3%；第二产业增加值35亿元，增长6%；第三产业增加值46亿元，增长5%。";
    tells(text, "Sum 100亿元 +20亿元 +35亿元 +46亿元");
}

#[test]
fn some_parts_are_no_sum() {
    tells(
        "全年进出口总额80亿元，其中出口55亿元。",
        "SumPartial 80亿元 +55亿元",
    );
    tells(
        "年初确定的11项主要经济指标，尚有6项未完成。",
        "SumPartial 11项 +6项",
    );
    tells("新增博物馆4座，总数达66座。", "SumPartial 66座 +4座");
}

#[test]
fn additions_begin_with_what_was_told_before() {
    let text = "市本级一般公共预算收入完成15亿元，增长4%。加上上级补助收入60亿元、上年结转10亿元后，收入总计86亿元。";
    tells(text, "Sum 86亿元 +15亿元 +60亿元 +10亿元");
    let text = "全市社会保险基金收入106亿元，支出104亿元，当年结余3亿元。";
    tells(text, "Difference 3亿元 106亿元 +104亿元");
}

#[test]
fn a_whole_may_be_split_twice() {
    let text = "全市政府债务余额90亿元，其中：一般债务60亿元，专项债务30亿元；市级40亿元，县区51亿元。";
    tells(text, "Sum 90亿元 +60亿元 +30亿元");
    tells(text, "Sum 90亿元 +40亿元 +51亿元");
}

#[test]
fn two_additions_in_one_sentence_keep_apart() {
    let text = "市级收入完成50亿元，加上上级补助收入100亿元、上年结余5亿元，收入总计155亿元；支出完成120亿元，加上上解支出10亿元，支出总计130亿元，收支相抵，结转下年26亿元。";
    tells(text, "Sum 155亿元 +50亿元 +100亿元 +5亿元");
    tells(text, "Sum 130亿元 +120亿元 +10亿元");
    tells(text, "Difference 26亿元 155亿元 +130亿元");
}

#[test]
fn totals_come_after_what_they_sum_up() {
    let text = "上级补助收入60亿元，其中返还性收入5亿元、一般性转移支付40亿元、专项转移支付15亿元；债务收入20亿元，上年结余4亿元，收入合计84亿元。";
    tells(text, "Sum 84亿元 +60亿元 +20亿元 +4亿元");
    tells(
        "安排教育支出10亿元、科技支出5亿元、社会保障支出20亿元，合计36亿元。",
        "Sum 36亿元 +10亿元 +5亿元 +20亿元",
    );
}

#[test]
fn rates_are_of_what_their_names_take_up() {
    tells(
        "重点监测企业34家，已复工26家，复工率67%。",
        "Ratio 67% 26家 /34家",
    );
    tells(
        "入洗原煤400万吨，产出340万吨，产出率75%。",
        "Ratio 75% 340万吨 /400万吨",
    );
    tells(
        "全县地区生产总值200亿元，民营经济增加值120亿元，占GDP的66%。",
        "Ratio 66% 120亿元 /200亿元",
    );
}

#[test]
fn a_plan_may_stand_in_another_paragraph() {
    let text = "2024年上半年计划执行情况\n已完成投资7.9亿元，完成年度计划投资的43%。\n下半年工作安排\n力争完成23.75亿元的年度投资任务。";
    tells(text, "Ratio 43% 7.9亿元 /23.75亿元");
}

#[test]
fn changes_and_growths_stand_against_both_levels() {
    tells(
        "综合利用率由62%提高到78%，提高18个百分点。",
        "Difference 18个百分点 78% +62%",
    );
    tells(
        "全年收入由40亿元增加到50亿元，增长20%。",
        "Growth 20% 50亿元 /40亿元",
    );
    tells(
        "一般公共预算收入由2010年的6.10亿元增加到2015年的13.28亿元，年均增长20%。",
        "MeanGrowth 20% 13.28亿元 /6.10亿元",
    );
}

#[test]
fn growth_at_constant_prices_is_not_reckoned() {
    let found = claims("全年地区生产总值由40亿元增加到50亿元，增长20%。");
    assert!(
        found.iter().all(|claim| !claim.starts_with("Growth")),
        "{found:?}"
    );
}

#[test]
fn neighbours_are_no_parts() {
    tells_nothing("全年城镇新增就业318人，农牧民转移就业940人，毕业生就业120人。");
    tells_nothing("全旗现有企业24家，引进人才7名，培训农牧民300人。");
}

#[test]
fn shares_that_leave_nothing_out_are_a_composition() {
    let found = claims("三次产业比由21.9：29.0：49.1调整为25.7：26.8：47.5。");
    let compositions = found
        .iter()
        .filter(|claim| claim.starts_with(&format!("{:?}", ClaimKind::Composition)));
    assert_eq!(compositions.count(), 2, "{found:?}");
}

/// What was chosen because it works out says among how many readings; what the words chose was not tried.
#[test]
fn fitting_readings_are_counted() {
    let tried = |text: &str, kind: ClaimKind| {
        let reading = juyan_reader::read(&juyan_document::from_text(text), catalogue());
        let mut of_kind = reading.claims.iter().filter(|claim| claim.kind == kind);
        of_kind.next().map(|claim| claim.tried)
    };
    let told = "全旗实施重点项目19项（新建11项、续建7项）。";
    assert_eq!(tried(told, ClaimKind::Sum), Some(1));
    let all_or_some = "全县完成投资20.5亿元，其中工业投资12.3亿元、农业投资8.2亿元。";
    assert_eq!(tried(all_or_some, ClaimKind::Sum), Some(2));
    let tails = "拨付道路资金3.1万元，桥梁资金4.2万元，水利资金5.3万元，合计9.5万元。";
    assert_eq!(tried(tails, ClaimKind::Sum), Some(2));
}
