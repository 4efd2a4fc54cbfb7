//! From a report to a template and back, and on to the next report.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops where it stands"
)]

mod desk;

use desk::{err, juyan, out, read, recorded, spoken};
use std::path::Path;

const OLD: &str = "额济纳旗2024年上半年计划执行情况\n\n一、主要指标\n\n全旗生产总值16.29亿元，同比增长2.7%；社零总额4.3亿元，同比下降0.6%。\
                   城镇新增就业121人，城镇登记失业率1.27%以内。引进教育人才两名。\n";

/// What the next half-year brought; of the unemployed nobody told.
const NEW: &str = "额济纳旗2025年上半年统计快报\n\n全旗生产总值17.05亿元，同比下降1.25%。社零总额4.3亿元，同比增长0%。\
                   城镇新增就业133人。引进教育人才三名。\n";

#[test]
fn a_report_comes_back_as_it_was() {
    let folder = recorded("lift-write", &[OLD]);
    let told = spoken(&folder, "lift 0.txt --ledger 旗.juyan -o 模板.md");
    assert!(told.starts_with("7个数字中已绑定7个"), "{told}");
    let template = read(&folder, "模板.md");
    for figure in ["16.29", "2.7", "4.3", "0.6", "121", "1.27", "两"] {
        assert!(!template.contains(figure), "{figure} in {template}");
    }
    spoken(
        &folder,
        "write 模板.md --ledger 旗.juyan --period 2024H1 -o 还原.txt",
    );
    assert_eq!(read(&folder, "还原.txt"), OLD);
}

#[test]
fn the_next_report_says_the_next_facts() {
    let folder = recorded("write-next", &[OLD, NEW]);
    spoken(&folder, "lift 0.txt --ledger 旗.juyan -o 模板.md");
    let told = spoken(
        &folder,
        "write 模板.md --ledger 旗.juyan --period 2025H1 -o 新.txt --compare 0.txt",
    );
    assert_eq!(
        read(&folder, "新.txt"),
        "额济纳旗2025年上半年计划执行情况\n\n一、主要指标\n\n全旗生产总值17.05亿元，同比下降1.25%；社零总额4.3亿元，同比持平。\
         城镇新增就业133人。引进教育人才三名。\n"
    );
    assert!(
        told.contains("unemp_reg@152923:2025-06-30；略去“城镇登记失业率…”"),
        "{told}"
    );
    assert!(
        told.contains("16.29亿元 → 17.05亿元 （+0.76亿元，+4.7%）"),
        "{told}"
    );
}

#[test]
fn one_changed_fact_changes_its_figures_and_no_others() {
    let folder = recorded("write-changed", &[OLD]);
    spoken(&folder, "lift 0.txt --ledger 旗.juyan -o 模板.md");
    std::fs::write(
        folder.join("更正.txt"),
        "额济纳旗2024年上半年统计更正\n\n城镇新增就业131人。\n",
    )
    .unwrap();
    let asked = spoken(&folder, "record 旗.juyan 更正.txt");
    let in_doubt = juyan(
        &folder,
        "write 模板.md --ledger 旗.juyan --period 2024H1 -o 存疑.txt",
    );
    assert_eq!(in_doubt.status.code(), Some(1), "{asked}");
    assert!(
        err(&in_doubt).contains("job_new@152923:2024H1 下的说法不一致"),
        "{}",
        err(&in_doubt)
    );
    let numbers: Vec<&str> = asked
        .lines()
        .filter(|line| line.contains("121人") || line.contains("131人"))
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    spoken(
        &folder,
        &format!("answer 旗.juyan {} {} --revised", numbers[0], numbers[1]),
    );
    spoken(
        &folder,
        "write 模板.md --ledger 旗.juyan --period 2024H1 -o 新.txt",
    );
    assert_eq!(read(&folder, "新.txt"), OLD.replace("121人", "131人"));
}

#[test]
fn every_form_is_read_back() {
    let folder = recorded("write-forms", &[OLD]);
    spoken(&folder, "lift 0.txt --ledger 旗.juyan -o 模板.md");
    let values = |name: &str| {
        let read: serde_json::Value =
            serde_json::from_str(&out(&juyan(&folder, &format!("read {name} --format json")))).unwrap();
        let figures = read["figures"].as_array().unwrap().iter();
        let facts = figures.filter(|figure| figure["key"].is_string());
        facts
            .map(|figure| format!("{} {} {}", figure["key"], figure["value"], figure["unit"]))
            .collect::<Vec<_>>()
    };
    let source = values("0.txt");
    assert_eq!(source.len(), 7);
    for form in ["docx", "html", "md"] {
        spoken(
            &folder,
            &format!("write 模板.md --ledger 旗.juyan --period 2024H1 -o 新.{form}"),
        );
        assert_eq!(values(&format!("新.{form}")), source, "{form}");
    }
}

#[test]
fn the_office_adds_its_own_to_the_paper() {
    let folder = recorded("write-office", &[OLD]);
    spoken(&folder, "lift 0.txt --ledger 旗.juyan -o 模板.md");
    let office = "--number 额政发〔2024〕8号 --issuer 额济纳旗人民政府 --date 2024-07-28 --copy 旗委 --printer 旗政府办公室";
    spoken(
        &folder,
        &format!("write 模板.md --ledger 旗.juyan --period 2024H1 -o 公文.docx {office}"),
    );
    let bytes = std::fs::read(folder.join("公文.docx")).unwrap();
    let text = juyan::document::read(&bytes, "公文.docx", juyan::catalogue())
        .unwrap()
        .text;
    for words in [
        "额政发〔2024〕8号",
        "额济纳旗人民政府",
        "2024年7月28日",
        "旗委",
        "旗政府办公室",
    ] {
        assert!(text.contains(words), "{words} is not in\n{text}");
    }
    let output = juyan(
        &folder,
        "write 模板.md --ledger 旗.juyan --period 2024H1 --date 7月28日 -o 公文.docx",
    );
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("7月28日 不是日期"), "{}", err(&output));
}

#[test]
fn a_word_file_is_filled_where_it_is() {
    let folder = recorded("write-word", &[OLD, NEW]);
    spoken(&folder, "lift 0.txt --ledger 旗.juyan -o 模板.md");
    spoken(
        &folder,
        "write 模板.md --ledger 旗.juyan --period 2024H1 -o 报告.docx",
    );
    let told = spoken(&folder, "lift 报告.docx --ledger 旗.juyan -o 模板.docx");
    assert!(told.starts_with("7个数字中已绑定7个"), "{told}");
    let text = |name: &str| {
        let bytes = std::fs::read(folder.join(name)).unwrap();
        juyan::document::read(&bytes, name, juyan::catalogue())
            .unwrap()
            .text
    };
    let template = text("模板.docx");
    for figure in ["16.29", "2.7", "4.3", "0.6", "121", "1.27", "2024"] {
        assert!(!template.contains(figure), "{figure} in {template}");
    }
    // Nothing but the document part changes, and what stands in a control is never read.
    let (before, after) = (parts(&folder, "报告.docx"), parts(&folder, "模板.docx"));
    assert_eq!(before.len(), after.len());
    let changed: Vec<&String> = before
        .keys()
        .filter(|name| before[*name] != after[*name])
        .collect();
    assert_eq!(changed, ["word/document.xml"]);
    spoken(
        &folder,
        "write 模板.docx --ledger 旗.juyan --period 2024H1 -o 还原.docx",
    );
    assert_eq!(text("还原.docx"), text("报告.docx"));
    spoken(
        &folder,
        "write 模板.docx --ledger 旗.juyan --period 2025H1 -o 新.docx",
    );
    spoken(
        &folder,
        "write 模板.md --ledger 旗.juyan --period 2025H1 -o 同.docx",
    );
    assert_eq!(text("新.docx"), text("同.docx"));
    // What was written may be written again.
    spoken(
        &folder,
        "write 还原.docx --ledger 旗.juyan --period 2025H1 -o 再.docx",
    );
    assert_eq!(text("再.docx"), text("新.docx"));
    // The sentence that was left out does not come back as a number without its words.
    assert!(text("再.docx").contains("133人。引进"));
    spoken(
        &folder,
        "write 再.docx --ledger 旗.juyan --period 2024H1 -o 回.docx",
    );
    let back = text("回.docx");
    assert!(back.contains("121人。引进") && !back.contains("1.27"), "{back}");
}

#[test]
fn a_period_of_which_nothing_is_known_leaves_the_output_alone() {
    let folder = recorded("write-nothing", &[OLD]);
    spoken(&folder, "lift 0.txt --ledger 旗.juyan -o 模板.md");
    std::fs::write(folder.join("新.txt"), "as it was").unwrap();
    let output = juyan(
        &folder,
        "write 模板.md --ledger 旗.juyan --period 2052H1 -o 新.txt",
    );
    assert_eq!(output.status.code(), Some(2));
    assert!(
        err(&output).contains("2052H1：台账里没有模板所要的任何事实"),
        "{}",
        err(&output)
    );
    assert_eq!(read(&folder, "新.txt"), "as it was");
}

/// The parts of a Word file.
fn parts(folder: &Path, name: &str) -> std::collections::BTreeMap<String, Vec<u8>> {
    let file = std::fs::File::open(folder.join(name)).unwrap();
    let mut archive = zip::ZipArchive::new(file).unwrap();
    let mut parts = std::collections::BTreeMap::new();
    for number in 0..archive.len() {
        let mut part = archive.by_index(number).unwrap();
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut part, &mut bytes).unwrap();
        parts.insert(part.name().to_owned(), bytes);
    }
    parts
}

#[test]
fn what_is_no_template_is_refused_with_its_place() {
    let folder = recorded("write-flaws", &[OLD]);
    for (template, told) in [
        ("甲\n{gdp@:P|#.##亿元", "模板第2行第1字"),
        ("{gdp.growht@:P|#%}", "模板第1行第6字"),
        ("{gdp@:P}", "模板第1行第8字"),
        ("{gpd@:P|#亿元}", "gpd 不是指标目录里的名称"),
    ] {
        std::fs::write(folder.join("坏.md"), template).unwrap();
        std::fs::write(folder.join("旧.txt"), "旧").unwrap();
        let output = juyan(&folder, "write 坏.md --ledger 旗.juyan --period 2024H1 -o 旧.txt");
        assert_eq!(output.status.code(), Some(2), "{template}");
        assert!(err(&output).contains(told), "{}", err(&output));
        assert_eq!(read(&folder, "旧.txt"), "旧");
    }
    std::fs::write(folder.join("好.md"), "{gdp@:P|#亿元}").unwrap();
    for (arguments, told) in [
        (
            "write 好.md --ledger 旗.juyan --period 2024X -o 新.txt",
            "2024X 不是时期",
        ),
        (
            "write 好.md --ledger 旗.juyan --period 2024-06-30 -o 新.txt",
            "2024-06-30 不是时期",
        ),
        (
            "write 好.md --ledger 旗.juyan --period 2024H1 -o 好.md",
            "好.md 是输入文件",
        ),
        (
            "lift right.txt --ledger 旗.juyan --period 2024H1 -o right.txt",
            "right.txt 是输入文件",
        ),
        (
            "lift right.txt --ledger 旗.juyan --period 2024H1 -o 模板.pdf",
            "模板.pdf 的后缀",
        ),
        (
            "lift right.txt --ledger 旗.juyan --period 2024H1 -o 旗.juyan",
            "旗.juyan",
        ),
        (
            "write 好.md --ledger 旗.juyan --period 2024H1 -o 新.odt",
            "新.odt 的后缀",
        ),
        ("write 没有.md --ledger 旗.juyan --period 2024H1", "没有.md"),
        ("write 好.md --ledger 没有.juyan --period 2024H1", "没有.juyan"),
        ("lift right.txt --ledger 旗.juyan", "--period"),
    ] {
        let output = juyan(&folder, arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments}");
        assert!(err(&output).contains(told), "{}", err(&output));
    }
}

#[test]
fn the_example_is_bound_by_what_its_registers_say() {
    let folder = desk::folder("lift-example");
    let report = xtask::root().join("examples/ejin/report.txt");
    std::fs::copy(&report, folder.join("报告.txt")).unwrap();
    spoken(&folder, "init 旗.juyan --region 152923 --example");
    let told = spoken(
        &folder,
        "lift 报告.txt --ledger 旗.juyan -o 模板.md --format json",
    );
    let lifted: serde_json::Value = serde_json::from_str(&told).unwrap();
    let bound = lifted["bound"].as_array().unwrap();
    assert!(bound.len() >= 150, "{} are bound", bound.len());
    // The text says 26家已复工; which register counts them, its number tells.
    let working = bound.iter().find(|bound| bound["text"] == "26家").unwrap();
    assert_eq!(
        working["key"],
        "\"重点监测企业\"{stage=working}@152923:2024-06-30"
    );
    spoken(
        &folder,
        "write 模板.md --ledger 旗.juyan --period 2024H1 -o 还原.txt",
    );
    assert_eq!(
        read(&folder, "还原.txt"),
        std::fs::read_to_string(report).unwrap()
    );
}

/// The example's report, a half-year later: the next facts are entered, and every number is one of them or is listed.
#[test]
fn the_example_goes_on_to_the_next_half_year() {
    let folder = desk::folder("write-example");
    let example = xtask::root().join("examples/ejin");
    std::fs::copy(example.join("report.txt"), folder.join("报告.txt")).unwrap();
    std::fs::copy(example.join("facts-2025h1.csv"), folder.join("2025.csv")).unwrap();
    spoken(&folder, "init 旗.juyan --region 152923 --example");
    spoken(&folder, "lift 报告.txt --ledger 旗.juyan -o 模板.md");
    let rehearsed = spoken(&folder, "enter 旗.juyan 2025.csv --dry-run");
    assert!(rehearsed.contains("可记入事实221条"), "{rehearsed}");
    spoken(&folder, "enter 旗.juyan 2025.csv --reason 示意");
    let told = spoken(
        &folder,
        "write 模板.md --ledger 旗.juyan --period 2025H1 -o 新.txt",
    );
    let new = read(&folder, "新.txt");
    for words in [
        "2025年上半年，地区生产总值17.13亿元，同比增长4.6%；",
        "社会固定资产投资同比下降12.3%。",
        "盟级重点项目共21项，其中新建13项、续建8项；已开工19项，开复工进度90.5%。",
        "改建临时停车场两处；",
    ] {
        assert!(new.contains(words), "{words} is not in\n{new}");
    }
    // What stayed as it was is told, each with its line.
    let stale = told.lines().find(|line| line.contains("没有绑定")).unwrap();
    for figure in ["1175万吨", "1200万吨", "90%以上"] {
        assert!(stale.contains(figure), "{stale}");
    }
    assert!(stale.starts_with("有3个数字没有绑定"), "{stale}");
    let checked = juyan(&folder, "check 新.txt");
    assert_eq!(checked.status.code(), Some(0), "{}", out(&checked));
}

#[test]
fn rows_repeat_over_indicators_and_records() {
    let folder = desk::folder("write-annex");
    let example = xtask::root().join("examples/ejin");
    std::fs::copy(example.join("annex.md"), folder.join("附表.md")).unwrap();
    std::fs::copy(example.join("facts-2025h1.csv"), folder.join("2025.csv")).unwrap();
    spoken(&folder, "init 旗.juyan --region 152923 --example");
    spoken(&folder, "enter 旗.juyan 2025.csv");
    spoken(
        &folder,
        "write 附表.md --ledger 旗.juyan --period 2025H1 -o 表.txt",
    );
    let table = read(&folder, "表.txt");
    for row in [
        "2025年上半年主要指标完成情况\n",
        "地区生产总值\t亿元\t35.6\t—\t17.13\t4.6\t—\n",
        "城镇居民人均可支配收入\t元\t53480\t—\t27769\t4\t—\n",
        "重点项目完成投资\t亿元\t22.9\t26.4\t11.6\t—\t44\n",
    ] {
        assert!(table.contains(row), "{row} is not in\n{table}");
    }
    let started = |table: &str| table.lines().filter(|line| line.contains("\t已开工\t")).count();
    // The register's sheets end with the half-year before.
    assert_eq!(started(&table), 0, "{table}");
    spoken(
        &folder,
        "write 附表.md --ledger 旗.juyan --period 2024H1 -o 旧表.txt",
    );
    assert_eq!(started(&read(&folder, "旧表.txt")), 17);
    std::fs::write(folder.join("坏.md"), "甲\n{each gdp}\n{name}\n").unwrap();
    let output = juyan(&folder, "write 坏.md --ledger 旗.juyan --period 2025H1");
    assert!(
        err(&output).contains("模板第2行第1字：重复的行没有收尾"),
        "{}",
        err(&output)
    );
}

#[test]
fn unusable_rows_of_facts_are_told_with_their_cell() {
    let folder = desk::folder("enter-flaws");
    spoken(&folder, "init 旗.juyan --region 152923");
    std::fs::write(
        folder.join("事实.csv"),
        "键,值,部门\ngdp@152923:2025H1,17.13亿元,统计局\ngpd@152923:2025H1,1亿元,\ngdp.growht@152923:2025H1,2%,\njob_new@152923:2025H1,若干,\n\
         gdp@152923:2025,3万吨,\ngdp@152923:2025H1,18.2,\ngdp.growth@152923:2025H1,2.7,\njob_new@152923:2025H1,133,\n",
    )
    .unwrap();
    let output = juyan(&folder, "enter 旗.juyan 事实.csv");
    assert_eq!(output.status.code(), Some(2));
    for told in [
        "A3：gpd 不是指标目录里的名称",
        "A4：键写错了，这里应是量：level",
        "\n  gdp.growht@152923:2025H1\n      ^\n",
        "B5：“若干”不是一个数",
        "B6：3万吨 的单位与 gdp@152923:2025 不是一种量",
        "B7：18.2 没有单位，gdp@152923:2025H1 要有",
        "B8：2.7 没有单位，gdp.growth@152923:2025H1 要有",
        "有6行不能用",
    ] {
        assert!(err(&output).contains(told), "{told}: {}", err(&output));
    }
    assert!(!out(&juyan(&folder, "facts 旗.juyan --format csv")).contains("gdp"));
    std::fs::write(folder.join("事实.csv"), "指标,数\ngdp,1\n").unwrap();
    let output = juyan(&folder, "enter 旗.juyan 事实.csv");
    assert!(err(&output).contains("表头有“键”和“值”"), "{}", err(&output));
    std::fs::write(
        folder.join("事实.csv"),
        "值,键,部门\n约17.13亿元,gdp@152923:2025H1,统计局\n-0.6%,retail.growth@152923:2025H1,\n\
         8000万元,debt_hidden_resolved@152923:2025H1,财政局\n",
    )
    .unwrap();
    spoken(&folder, "enter 旗.juyan 事实.csv");
    // What the catalogue says is not public is so whoever enters it.
    assert!(
        out(&juyan(
            &folder,
            "facts 旗.juyan debt_hidden_resolved --format csv"
        ))
        .contains(",财政局,internal,")
    );
    let facts = out(&juyan(&folder, "facts 旗.juyan --format csv"));
    assert!(
        facts.contains("1713000000")
            && facts.contains(",current,")
            && facts.contains("-0.6")
            && facts.contains("about"),
        "{facts}"
    );
}

#[test]
fn stretches_and_ends_of_months_move_and_days_of_events_stay() {
    let old = "额济纳旗2024年上半年计划执行情况\n\n截至2024年6月末，全旗登记失业率1.3%。2024年3月，园区获批，入选2023年度优秀案例。2024年1-5月，新增就业101人。\n";
    let new =
        "额济纳旗2025年上半年统计快报\n\n截至2025年6月末，全旗登记失业率1.4%。2025年1-5月，新增就业111人。\n";
    let folder = recorded("write-dates", &[old, new]);
    spoken(&folder, "lift 0.txt --ledger 旗.juyan -o 模板.md");
    let told = spoken(
        &folder,
        "write 模板.md --ledger 旗.juyan --period 2025H1 -o 新.txt",
    );
    assert_eq!(
        read(&folder, "新.txt"),
        "额济纳旗2025年上半年计划执行情况\n\n截至2025年6月末，全旗登记失业率1.4%。2024年3月，园区获批，入选2023年度优秀案例。2025年1-5月，新增就业111人。\n"
    );
    assert!(told.contains("请过目：2024年3月、2023年度"), "{told}");
}

/// The example's charts: each stands above the table of what it draws, in a page and in a Word file.
#[test]
fn charts_are_drawn_where_the_template_asks_for_them() {
    let folder = desk::folder("write-charts");
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/ejin");
    for file in ["charts.md", "facts-2025h1.csv"] {
        std::fs::copy(example.join(file), folder.join(file)).unwrap();
    }
    spoken(&folder, "init 旗.juyan --region 152923 --example");
    spoken(&folder, "enter 旗.juyan facts-2025h1.csv");
    for form in ["html", "docx", "txt"] {
        spoken(
            &folder,
            &format!("write charts.md --ledger 旗.juyan --period 2025H1 -o 图.{form}"),
        );
    }
    let page = read(&folder, "图.html");
    assert_eq!(page.matches("<figure><svg class=\"chart\"").count(), 4);
    assert_eq!(page.matches("</figure>\n<div class=\"wide\"").count(), 4);
    assert!(page.contains(">91.2%</text>") && page.contains(">91.2</data>"));
    assert!(read(&folder, "图.txt").contains("口岸货运量\t万吨\t1284\t2500\t51\n"));
    let word = std::fs::read(folder.join("图.docx")).unwrap();
    let read = juyan::document::read(&word, "图.docx", juyan::catalogue()).unwrap();
    assert_eq!(read.tables.len(), 4);
}
