//! Each rule on sentences of both kinds: those that it must speak of, and honest ones that it must leave alone.
#![allow(clippy::unwrap_used, reason = "a test that cannot read its files fails")]

use juyan_catalogue::{Catalogue, Source};
use juyan_model::{Finding, Severity};
use std::path::Path;
use std::sync::OnceLock;

fn catalogue() -> &'static Catalogue {
    static CATALOGUE: OnceLock<Catalogue> = OnceLock::new();
    CATALOGUE.get_or_init(|| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalogue");
        Catalogue::load(&Source::below(&folder).unwrap()).unwrap().0
    })
}

fn found(text: &str) -> Vec<Finding> {
    let document = juyan_document::frame(juyan_document::from_text(text), catalogue());
    let reading = juyan_reader::read(&document, catalogue());
    juyan_proofread::findings(&document, &reading, catalogue())
}

/// The words that `rule` marks in `text`, its findings parted by `|`.
fn marked(rule: &str, text: &str) -> String {
    let findings = found(text).into_iter().filter(|finding| finding.rule == rule);
    let words = findings.map(|finding| {
        finding
            .spans
            .iter()
            .map(|span| span.of(text))
            .collect::<Vec<_>>()
            .join(" ")
    });
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
    assert_eq!(marked("J0701", "规模以上工业工业增加值增长5%。"), "工业工业");
    assert_eq!(marked("J0701", "支持企业的的服务。"), "的的");
    silent(
        "J0701",
        &[
            "任务一项一项抓落实，一个项目一个项目推进。",
            "市属高校一校一策。",
            "举办博士博士后创业大赛。",
            "产业创业创新平台。",
            "深化文化文艺精品工程。",
            "攻坚之战连战连胜。",
            "矛盾形形色色，办法研究研究再定。",
            "实现目的的办法。",
            "文质彬彬，渐渐好转。",
            "其中中央财政支出3亿元，加上上级补助2亿元。",
        ],
    );
}

#[test]
fn numbering() {
    assert_eq!(
        marked("J0710", "一是产业弱。二是投资少。四是人才缺。"),
        "二是 四是"
    );
    assert_eq!(
        marked("J0710", "一是产业弱。一是投资少。"),
        "",
        "a new list may begin"
    );
    assert_eq!(
        marked("J0710", "（一）农业\n（二）工业\n（二）服务业"),
        "（二） （二）"
    );
    assert_eq!(marked("J0710", "1.农业\n2.工业\n4.服务业"), "2. 4.");
    silent(
        "J0710",
        &[
            "一是产业弱；二是投资少；三是人才缺；四是成本高。",
            "一、回顾\n（一）农业\n（二）工业\n二、安排\n（一）农业\n（二）工业",
            "19.农业\n20.2026年的十件实事\n21.工业",
            "九是教育。十是卫生。十一是文化。",
        ],
    );
}

#[test]
fn punctuation() {
    assert_eq!(marked("J0720", "农业稳定，。工业增长。。"), "，。|。。");
    silent("J0720", &["农业稳定，工业增长……", "完成“一网通办”。"]);
    assert_eq!(marked("J0721", "推进“一网通办改革。"), "“");
    assert_eq!(marked("J0721", "完成投资5亿元）。"), "）");
    silent(
        "J0721",
        &[
            "1）农业。a)工业。",
            "落实《条例》（试行）和“两个‘毫不动摇’”。",
            "他说“农业稳定\n工业增长”。",
        ],
    );
    assert_eq!(marked("J0711", "农业稳定,工业增长;"), ",");
    silent("J0711", &["完成1,100.9亿元，比例为2:1。"]);
}

#[test]
fn signs_and_points() {
    assert_eq!(marked("J0713", "同比下降-0.6%。"), "下降-0.6%");
    assert_eq!(marked("J0713", "同比增长-2%。"), "增长-2%");
    silent("J0713", &["增长5%-8%。", "下降0.6%。", "增速-0.6%。"]);
    assert_eq!(
        marked("J0712", "2024年，地区生产总值增长2.3个百分点。"),
        "2.3个百分点"
    );
    assert_eq!(marked("J0712", "民间投资占比提高5%。"), "5%");
    silent(
        "J0712",
        &[
            "2024年，地区生产总值增速提高2.3个百分点。",
            "煤炭消费比重下降2个百分点。",
            "占比提高到45%。",
            "地区生产总值增长6%，高于全国1个百分点。",
        ],
    );
}

#[test]
fn names_and_units() {
    assert_eq!(
        marked("J0708", "农村牧区常住居民可支配收入13320元。"),
        "农村牧区常住居民可支配收入"
    );
    silent(
        "J0708",
        &[
            "农村居民人均可支配收入13320元。",
            "人均城镇居民可支配收入2万元。",
            "居民可支配收入增速不及预期。",
        ],
    );
    assert_eq!(marked("J0709", "社会固定资产投资增长5%。"), "社会固定资产投资");
    silent("J0709", &["全社会固定资产投资增长5%。", "固定资产投资增长5%。"]);
    assert_eq!(marked("J0724", "面积39.5平方千千米。"), "平方千千米");
    silent(
        "J0724",
        &[
            "面积39.5平方千米。",
            "千千万万个细胞。",
            "河道长一千千米，示范田3万亩亩均增产，补贴3亿元元旦发放。",
            "提高1.5个百分点。",
        ],
    );
    assert_eq!(marked("J0707", "新建换热站20MW，风电2万千瓦。"), "20MW 2万千瓦");
    silent(
        "J0707",
        &["风电2万千瓦，发电3亿千瓦时。", "道路5公里，面积3平方公里。"],
    );
}

#[test]
fn dates() {
    assert_eq!(marked("J0210", "截至2024年2月30日，余额3亿元。"), "2024年2月30日");
    assert_eq!(marked("J0210", "2023年2月29日开工。"), "2023年2月29日");
    assert_eq!(marked("J0210", "1-13月完成投资3亿元。"), "13月");
    silent(
        "J0210",
        &[
            "2024年2月29日开工，工期13个月。",
            "1—12月完成投资3亿元。",
            "12月31日前完工。",
            "出栏30月龄肉牛5万头，联系电话0483-2024月。",
        ],
    );
}

#[test]
fn claims_without_figures() {
    assert_eq!(
        marked("J0714", "空气质量持续向好。参保覆盖面持续扩大。"),
        "持续向好 持续扩大"
    );
    silent(
        "J0714",
        &[
            "持续扩大内需，实施空气质量持续改善行动。",
            "空气质量持续向好，优良天数比例81.9%。",
        ],
    );
}

const TITLE: &str = "额济纳旗2024年上半年国民经济和社会发展计划执行情况\n\n";

fn report(body: &str) -> String {
    format!("{TITLE}{body}")
}

#[test]
fn periods_of_a_half_year_report() {
    assert_eq!(
        marked("J0212", &report("2023年上半年，全旗地区生产总值16.29亿元。")),
        "2023年上半年"
    );
    assert_eq!(
        marked("J0213", &report("完成2023年度地膜推广任务1.5万亩。")),
        "2023年度"
    );
    assert_eq!(
        marked("J0211", &report("2024年9月，完成投资3亿元。")),
        "2024年9月 3亿元"
    );
    assert_eq!(marked("J0214", &report("累计补水6730万立方米。")), "累计");
    assert_eq!(
        marked("J0726", &report("2024年上半年，地区生产总值增长2.7%。")),
        "2.7%"
    );
    let honest = report(
        "2024年上半年，地区生产总值16.29亿元，同比增长2.7%。2023年上半年为15.86亿元，与之相比有所增加。预计2024年9月完成投资3亿元。2019年以来累计补水6730万立方米。",
    );
    for rule in ["J0211", "J0212", "J0213", "J0214", "J0726"] {
        silent(rule, &[&honest]);
    }
}

#[test]
fn last_years_words_in_a_years_report() {
    let annual = |body: &str| format!("额济纳旗2024年国民经济和社会发展统计公报\n\n{body}");
    assert_eq!(
        marked("J0212", &annual("2023年，全旗地区生产总值40亿元，增长5%。")),
        "2023年"
    );
    silent(
        "J0212",
        &[
            &annual("2024年，全旗地区生产总值40亿元，增长5%。"),
            &annual("2023年全旗地区生产总值为38亿元，比2022年增长5%。"),
            &annual("2023年启动的水利工程已完工，投资3亿元。"),
        ],
    );
}

#[test]
fn headings_of_review_and_plan() {
    let work = |year: &str| {
        format!("政府工作报告\n\n一、{year}年工作回顾\n\n粮食增产5%。\n\n二、2024年主要任务\n\n粮食增产3%。")
    };
    assert_eq!(marked("J0212", &work("2022")), "2022年 2024年");
    silent(
        "J0212",
        &[&work("2023"), "一、2025年预算执行情况\n\n二、2026年预算草案"],
    );
}

#[test]
fn terms_in_quotes_and_bare() {
    assert_eq!(
        marked("J0705", "科技突围工程立项。深入实施科技“突围”工程。"),
        "科技突围工程 科技“突围”工程"
    );
    assert_eq!(
        marked("J0705", "科技突围工程立项。深入实施“科技突围”工程。"),
        "科技突围工程 “科技突围”工程"
    );
    silent(
        "J0705",
        &[
            "科技“突围”工程立项。深入实施科技“突围”工程。",
            "推进“双碳”工作，双碳目标明确。",
        ],
    );
}

#[test]
fn names_of_places() {
    assert_eq!(marked("J0702", &report("深度挖掘额历史文化资源。")), "额");
    silent(
        "J0702",
        &[
            &report("深度挖掘额济纳历史文化资源，财政余额经济稳定。"),
            "深度挖掘额历史文化资源。",
        ],
    );
    assert_eq!(
        marked("J0706", "推进达镇改造。达来呼布镇管网开工。"),
        "达镇 达来呼布镇"
    );
    silent(
        "J0706",
        &[
            "推进城镇改造，两镇开工，建设小镇。城关镇管网开工。",
            "推进达来呼布镇改造。",
        ],
    );
    assert_eq!(marked("J0715", &report("上半年，全县粮食丰收。")), "全县");
    assert_eq!(
        marked("J0715", &report("巴林左旗地区生产总值完成16亿元。")),
        "巴林左旗"
    );
    assert_eq!(marked("J0715", &report("建设更高水平的平安石景山。")), "石景山");
    silent(
        "J0715",
        &[
            &report("建设平安额济纳、健康阿拉善、法治内蒙古，共享美丽和平生活。"),
            &report("上半年，全旗粮食丰收，与巴林左旗合作建设园区。"),
            "上半年，全县粮食丰收。",
        ],
    );
}

#[test]
fn a_stray_word_of_another_region() {
    let text = |word: &str| format!("全县粮食丰收。全县工业增长。我县就业稳定。{word}消费回升。");
    assert_eq!(marked("J0715", &text("全旗")), "全旗");
    silent(
        "J0715",
        &[
            &text("全县"),
            &text("全旗全旗"),
            &format!("{}全市领先。", text("全旗")),
        ],
    );
}

#[test]
fn headings_that_run_on() {
    let sections = |second: &str| {
        format!(
            "（一）扎实推进生态治理。育苗500亩。\n（二）{second}。存栏10万头。\n（三）全力抓实重点项目。开工17项。\n（四）统筹推进城乡建设。新建道路5公里。"
        )
    };
    assert_eq!(
        marked("J0703", &sections("产业结构继续优化农牧业基础稳固")),
        "产业结构继续优化农牧业基础稳固"
    );
    silent(
        "J0703",
        &[
            &sections("产业结构继续优化"),
            &sections("推动产业转型升级和经济平稳增长"),
            &sections("聚焦产业提质升级。农牧业总体稳定"),
            "（一）产业结构继续优化农牧业基础稳固。",
        ],
    );
}

#[test]
fn amounts_without_a_unit() {
    assert_eq!(
        marked("J0725", "2024年，地区生产总值16.29，同比增长2.7%。"),
        "16.29"
    );
    silent(
        "J0725",
        &[
            "2024年，地区生产总值16.29亿元，同比增长2.7%。",
            "居民消费价格指数101.2，城乡收入比2.12。",
            "居民人均可支配收入增长5.3%，收入比缩小至2.54。",
        ],
    );
}

fn header(number: &str, issuer: &str, formed: &str, document: &str) -> String {
    format!(
        "索引号：{number} 发布机构：{issuer}\n公开方式：主动公开 组配分类：规划计划\n发文字号：{document} 成文时间：{formed}\n\n{TITLE}2024年上半年，全旗地区生产总值16.29亿元，同比增长2.7%。"
    )
}

#[test]
fn publication_headers() {
    let right = header(
        "152900000000033/2024-01583",
        "额济纳旗人民政府办公室",
        "2024-09-24",
        "",
    );
    for rule in ["J0731", "J0732", "J0733", "J0734", "J0735"] {
        silent(rule, &[&right, "索引号是什么：一种编号。"]);
    }
    let issuer = "额济纳旗人民政府办公室";
    assert_eq!(
        marked("J0731", &header("000014349/2024-00021", "", "2024-09-24", "")),
        "发布机构"
    );
    assert_eq!(
        marked("J0732", &header("000014349/24-00021", issuer, "2024-09-24", "")),
        "000014349/24-00021"
    );
    assert_eq!(
        marked("J0732", &header("000014349/2023-00021", issuer, "2024-09-24", "")),
        "000014349/2023-00021 2024-09-24"
    );
    assert_eq!(
        marked(
            "J0732",
            &header("410300000000033/2024-01583", issuer, "2024-09-24", "")
        ),
        "410300000000033/2024-01583"
    );
    assert_eq!(
        marked(
            "J0733",
            &header("000014349/2024-00021", issuer, "2024-09-24", "额政发[2024]5号")
        ),
        "额政发[2024]5号"
    );
    silent(
        "J0733",
        &[&header(
            "000014349/2024-00021",
            issuer,
            "2024-09-24",
            "额政发〔2024〕5号",
        )],
    );
    assert_eq!(
        marked(
            "J0734",
            &header(
                "000014349/2024-00021",
                "阿拉善左旗人民政府办公室",
                "2024-09-24",
                ""
            )
        ),
        "阿拉善左旗人民政府办公室 额济纳旗"
    );
    assert_eq!(
        marked(
            "J0734",
            &header("000014349/2024-00021", "额济纳旗政府办", "2024-09-24", "")
        ),
        "政府办"
    );
    assert_eq!(
        marked("J0735", &header("000014349/2024-00021", issuer, "2024-05-24", "")),
        "2024-05-24"
    );
}

#[test]
fn only_what_cannot_be_right_is_an_error() {
    let errors = |text: &str| {
        found(text)
            .iter()
            .filter(|finding| finding.severity == Severity::Error)
            .count()
    };
    assert_eq!(errors("同比下降-0.6%，面积3平方千千米，2月30日完工。"), 3);
    assert_eq!(errors("医保医保，，同比增长-2%。"), 0);
}

#[test]
fn any_text_is_read_without_a_panic() {
    for text in [
        "",
        "“",
        "）",
        "的的",
        "一是",
        "月日年",
        "13月",
        "\u{feff}\r\n\t",
        "，，，，，，",
        "（（（（",
        "一、\n\n\n三、",
    ] {
        found(text);
    }
}
