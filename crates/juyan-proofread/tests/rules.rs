//! Each rule on sentences of both kinds: those that it must speak of, and honest ones that it must leave alone.
#![allow(clippy::unwrap_used, reason = "a test that cannot read its files fails")]

use juyan_catalogue::{Catalogue, Source};
use juyan_model::{Finding, Severity};
use std::path::Path;
use std::sync::OnceLock;

fn collect(folder: &Path, sources: &mut Vec<Source>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, sources);
        } else if path.extension().is_some_and(|kind| kind == "toml" || kind == "tsv") {
            sources.push(Source { path: path.display().to_string(), text: std::fs::read_to_string(&path).unwrap() });
        }
    }
}

fn catalogue() -> &'static Catalogue {
    static CATALOGUE: OnceLock<Catalogue> = OnceLock::new();
    CATALOGUE.get_or_init(|| {
        let mut sources = Vec::new();
        collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalogue"), &mut sources);
        Catalogue::load(&sources).unwrap().0
    })
}

fn found(text: &str) -> Vec<Finding> {
    let document = juyan_document::read(text.as_bytes(), "report.txt", catalogue()).unwrap();
    let reading = juyan_reader::read(&document, catalogue());
    juyan_proofread::findings(&document, &reading, catalogue())
}

/// The words that `rule` marks in `text`, its findings parted by `|`.
fn marked(rule: &str, text: &str) -> String {
    let findings = found(text).into_iter().filter(|finding| finding.rule == rule);
    let words = findings.map(|finding| finding.spans.iter().map(|span| span.of(text)).collect::<Vec<_>>().join(" "));
    words.collect::<Vec<_>>().join("|")
}

fn silent(rule: &str, texts: &[&str]) {
    for text in texts {
        assert_eq!(marked(rule, text), "", "{rule} in {text}");
    }
}

#[test]
fn doubled_words() {
    assert_eq!(marked("J0701", "参保职工医保医保支付限额提高。"), "医保医保");
    assert_eq!(marked("J0701", "推进乡村振兴乡村振兴工作。"), "乡村振兴乡村振兴");
    assert_eq!(marked("J0701", "支持企业的的服务。"), "的的");
    silent("J0701", &[
        "任务一项一项抓落实，一个项目一个项目推进。", "市属高校一校一策。", "举办博士博士后创业大赛。", "产业创业创新平台。", "深化文化文艺精品工程。", "攻坚之战连战连胜。",
        "矛盾形形色色，办法研究研究再定。", "实现目的的办法。", "文质彬彬，渐渐好转。", "其中中央财政支出3亿元，加上上级补助2亿元。",
    ]);
}

#[test]
fn numbering() {
    assert_eq!(marked("J0710", "一是产业弱。二是投资少。四是人才缺。"), "二是 四是");
    assert_eq!(marked("J0710", "一是产业弱。一是投资少。"), "", "a new list may begin");
    assert_eq!(marked("J0710", "（一）农业\n（二）工业\n（二）服务业"), "（二） （二）");
    assert_eq!(marked("J0710", "1.农业\n2.工业\n4.服务业"), "2. 4.");
    silent("J0710", &[
        "一是产业弱；二是投资少；三是人才缺；四是成本高。", "一、回顾\n（一）农业\n（二）工业\n二、安排\n（一）农业\n（二）工业",
        "19.农业\n20.2026年的十件实事\n21.工业", "九是教育。十是卫生。十一是文化。",
    ]);
}

#[test]
fn punctuation() {
    assert_eq!(marked("J0720", "农业稳定，。工业增长。。"), "，。|。。");
    silent("J0720", &["农业稳定，工业增长……", "完成“一网通办”。"]);
    assert_eq!(marked("J0721", "推进“一网通办改革。"), "“");
    assert_eq!(marked("J0721", "完成投资5亿元）。"), "）");
    silent("J0721", &["1）农业。a)工业。", "落实《条例》（试行）和“两个‘毫不动摇’”。", "他说“农业稳定\n工业增长”。"]);
    assert_eq!(marked("J0711", "农业稳定,工业增长;"), ",");
    silent("J0711", &["完成1,100.9亿元，比例为2:1。"]);
}

#[test]
fn signs_and_points() {
    assert_eq!(marked("J0713", "同比下降-0.6%。"), "下降-0.6%");
    assert_eq!(marked("J0713", "同比增长-2%。"), "增长-2%");
    silent("J0713", &["增长5%-8%。", "下降0.6%。", "增速-0.6%。"]);
    assert_eq!(marked("J0712", "2024年，地区生产总值增长2.3个百分点。"), "2.3个百分点");
    assert_eq!(marked("J0712", "民间投资占比提高5%。"), "5%");
    silent("J0712", &["2024年，地区生产总值增速提高2.3个百分点。", "煤炭消费比重下降2个百分点。", "占比提高到45%。", "地区生产总值增长6%，高于全国1个百分点。"]);
}

#[test]
fn names_and_units() {
    assert_eq!(marked("J0708", "农村牧区常住居民可支配收入13320元。"), "农村牧区常住居民可支配收入");
    silent("J0708", &["农村居民人均可支配收入13320元。", "人均城镇居民可支配收入2万元。", "居民可支配收入增速不及预期。"]);
    assert_eq!(marked("J0709", "社会固定资产投资增长5%。"), "社会固定资产投资");
    silent("J0709", &["全社会固定资产投资增长5%。", "固定资产投资增长5%。"]);
    assert_eq!(marked("J0724", "面积39.5平方千千米。"), "平方千千米");
    silent("J0724", &["面积39.5平方千米。", "千千万万个细胞。", "提高1.5个百分点。"]);
    assert_eq!(marked("J0707", "新建换热站20MW，风电2万千瓦。"), "20MW 2万千瓦");
    silent("J0707", &["风电2万千瓦，发电3亿千瓦时。", "道路5公里，面积3平方公里。"]);
}

#[test]
fn dates() {
    assert_eq!(marked("J0210", "截至2024年2月30日，余额3亿元。"), "2024年2月30日");
    assert_eq!(marked("J0210", "2023年2月29日开工。"), "2023年2月29日");
    assert_eq!(marked("J0210", "1-13月完成投资3亿元。"), "13月");
    silent("J0210", &["2024年2月29日开工，工期13个月。", "1—12月完成投资3亿元。", "12月31日前完工。"]);
}

#[test]
fn claims_without_figures() {
    assert_eq!(marked("J0714", "空气质量持续向好。参保覆盖面持续扩大。"), "持续向好 持续扩大");
    silent("J0714", &["持续扩大内需，实施空气质量持续改善行动。", "优良天数比例81.9%，空气质量持续向好。"]);
}

#[test]
fn only_what_cannot_be_right_is_an_error() {
    let errors = |text: &str| found(text).iter().filter(|finding| finding.severity == Severity::Error).count();
    assert_eq!(errors("同比下降-0.6%，面积3平方千千米，2月30日完工。"), 3);
    assert_eq!(errors("医保医保，，同比增长-2%。"), 0);
}

#[test]
fn any_text_is_read_without_a_panic() {
    for text in ["“", "）", "的的", "一是", "月日年", "13月", "\u{feff}\r\n\t", "，，，，，，", "（（（（", "一、\n\n\n三、"] {
        found(text);
    }
}
