//! What a report bears beside its figures, on the way to the next period: its days, its page heads, its encoding, what it has to answer;
//! and what is refused.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops where it stands"
)]

mod desk;

use desk::{err, juyan, out, read, spoken};
use std::io::Write;
use std::path::{Path, PathBuf};

const OLD: &str = "索引号: 1529230000/2024-01 发布机构: 额济纳旗人民政府办公室\n成文时间: 2024-08-05\n\n\
                   额济纳旗2024年上半年计划执行情况\n\n一、主要指标\n\n全旗生产总值16.29亿元，同比增长2.7%。\n\n2024年8月5日\n";
const NEXT: &str = "额济纳旗2025年上半年统计快报\n\n全旗生产总值17.05亿元，同比增长1.25%。\n";

/// A ledger of 152923 with the facts of both, and the first lifted.
fn lifted(test: &str, old: &[u8]) -> PathBuf {
    let folder = desk::folder(test);
    std::fs::write(folder.join("旧.txt"), old).unwrap();
    std::fs::write(folder.join("快报.txt"), NEXT).unwrap();
    spoken(&folder, "init 旗.juyan --region 152923");
    spoken(&folder, "record 旗.juyan 旧.txt");
    spoken(&folder, "record 旗.juyan 快报.txt");
    let told = spoken(&folder, "lift 旧.txt --ledger 旗.juyan -o 模板.md");
    std::fs::write(folder.join("lift"), told).unwrap();
    folder
}

#[test]
fn the_days_of_the_old_paper_are_not_the_new_ones() {
    let folder = lifted("next-days", OLD.as_bytes());
    let template = read(&folder, "模板.md");
    assert!(template.starts_with("{of 2024H1}\n"), "{template}");
    assert!(
        template.contains("成文时间: {=formed|2024-08-05}\n"),
        "{template}"
    );
    spoken(
        &folder,
        "write 模板.md --ledger 旗.juyan --period 2024H1 -o 还原.txt",
    );
    assert_eq!(read(&folder, "还原.txt"), OLD);

    let told = spoken(
        &folder,
        "write 模板.md --ledger 旗.juyan --period 2025H1 -o 空.txt",
    );
    assert!(
        told.contains("模板取自2024H1的报告，写的是2025H1：2个数字取自2025H1的事实"),
        "{told}"
    );
    assert!(
        told.contains("成文日期“2024-08-05”不是这一期的，已写作“〔待填〕”"),
        "{told}"
    );
    assert!(read(&folder, "空.txt").contains("成文时间: 〔待填〕\n"));
    assert!(read(&folder, "空.txt").starts_with("索引号: 〔待填〕 发布机构: 额济纳旗人民政府办公室\n"));
    assert!(
        told.contains("索引号“1529230000/2024-01”不是这一期的，已写作“〔待填〕”"),
        "{told}"
    );
    let dated = "write 模板.md --ledger 旗.juyan --period 2025H1 --date 2025-07-28 -o 新.txt";
    assert!(!spoken(&folder, dated).contains("成文日期“"));
    let new = read(&folder, "新.txt");
    assert!(new.contains("成文时间: 2025-07-28\n"), "{new}");
    assert!(new.ends_with("\n2025年7月28日\n"), "{new}");
    for (name, text) in [("新.txt", true), ("空.txt", true), ("旧.txt", true)] {
        let checked = out(&juyan(&folder, &format!("check {name}")));
        assert_eq!(!checked.contains("J0735"), text, "{name}: {checked}");
    }
}

/// 75周年 and 第四年 follow from the year; 第十六届 and 二期 do not.
#[test]
fn what_counts_years_moves_with_them() {
    const OLD: &str = "额济纳旗2024年计划执行情况\n\n额济纳旗第十六届人民代表大会第四次会议\n\n\
        2024年是新中国成立75周年，是实施“十四五”规划的第四年。全旗生产总值16.29亿元。今年是内蒙古自治区成立80周年。二期完工。\n";
    const NEXT: &str = "额济纳旗2025年统计公报\n\n全旗生产总值17.05亿元。\n";
    let folder = desk::folder("next-counts");
    std::fs::write(folder.join("旧.txt"), OLD).unwrap();
    for year in ["2025", "2026"] {
        let next = NEXT.replace("2025", year);
        std::fs::write(folder.join(format!("{year}.txt")), next).unwrap();
    }
    spoken(&folder, "init 旗.juyan --region 152923");
    for paper in ["旧", "2025", "2026"] {
        spoken(&folder, &format!("record 旗.juyan {paper}.txt"));
    }
    let told = spoken(&folder, "lift 旧.txt --ledger 旗.juyan -o 模板.md");
    assert!(
        told.contains("第十六届") && !told.contains("75周年") && !told.contains("第四年"),
        "{told}"
    );
    // What its own words do not prove is no rule.
    assert!(told.contains("80周年"), "{told}");
    let template = read(&folder, "模板.md");
    assert!(
        template
            .contains("新中国成立{:Y since 1949|#周年}，是实施“十四五”规划的{:Y of 2021..2025|第[han]#年}。"),
        "{template}"
    );
    let write = |year: &str| {
        let told = spoken(
            &folder,
            &format!("write 模板.md --ledger 旗.juyan --period {year} -o 新.txt"),
        );
        (told, read(&folder, "新.txt"))
    };
    let (told, text) = write("2024");
    assert_eq!(text, OLD);
    assert!(!told.contains("76周年"), "{told}");
    let (told, text) = write("2025");
    assert!(
        text.contains("2025年是新中国成立76周年，是实施“十四五”规划的第五年。"),
        "{text}"
    );
    assert!(told.contains("请核对前后的话：76周年、第五年"), "{told}");
    let (told, text) = write("2026");
    assert!(text.contains("2026年是新中国成立77周年。"), "{text}");
    assert!(told.contains("规划期已过"), "{told}");
}

#[test]
fn a_text_comes_back_in_its_encoding() {
    let wide = |mark: &str| -> Vec<u8> {
        let units = mark.encode_utf16().chain(OLD.encode_utf16());
        units.flat_map(u16::to_le_bytes).collect()
    };
    let windows = OLD.replace('\n', "\r\n").into_bytes();
    for (number, (bytes, name)) in [
        (["\u{feff}", OLD].concat().into_bytes(), "UTF-8"),
        (wide("\u{feff}"), "UTF-16LE"),
        (wide(""), "UTF-16LE"),
        (gb18030(OLD), "gb18030"),
        (windows, ""),
    ]
    .into_iter()
    .enumerate()
    {
        let folder = lifted(&format!("next-encoding-{number}"), &bytes);
        let told = read(&folder, "lift");
        assert_eq!(told.contains("原文的编码"), !name.is_empty(), "{told}");
        assert!(told.contains(name), "{told}");
        spoken(
            &folder,
            "write 模板.md --ledger 旗.juyan --period 2024H1 -o 还原.txt",
        );
        let back = std::fs::read(folder.join("还原.txt")).unwrap();
        assert!(back == bytes, "{name} did not come back");
    }
}

/// A text in GB18030, by Python, so that the program's own encoder is not asked about itself.
fn gb18030(text: &str) -> Vec<u8> {
    let mut python = std::process::Command::new("python3")
        .args([
            "-c",
            "import sys; sys.stdout.buffer.write(sys.stdin.buffer.read().decode().encode('gb18030'))",
        ])
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    python.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    python.wait_with_output().unwrap().stdout
}

#[test]
fn what_is_open_is_told_with_its_parts() {
    let folder = desk::folder("next-tasks");
    let report = xtask::root().join("examples/ejin/report.txt");
    std::fs::copy(&report, folder.join("报告.txt")).unwrap();
    let facts = xtask::root().join("examples/ejin/facts-2025h1.csv");
    std::fs::copy(facts, folder.join("2025.csv")).unwrap();
    spoken(&folder, "init 旗.juyan --region 152923 --example");
    spoken(&folder, "enter 旗.juyan 2025.csv --reason 示意");
    spoken(&folder, "lift 报告.txt --ledger 旗.juyan -o 模板.md");
    let write = |period: &str| {
        spoken(
            &folder,
            &format!("write 模板.md --ledger 旗.juyan --period {period} -o 新.txt"),
        )
    };
    assert!(!write("2024H1").contains("仍没有办结"));
    let told = write("2025H1");
    assert!(told.contains("到2025-06-30仍没有办结的任务21件"), "{told}");
    assert!(
        told.contains("RW-05") && told.contains("分项0/2，未完：完成年度投资、按时入库入统"),
        "{told}"
    );
    // Done by its figure.
    let (open, answers) = told.split_once("上次部署、已经到期的任务25件").unwrap();
    assert!(!open.contains("RW-12"), "{told}");
    // Which sentence answers which part is told, and by what; that a part has none, too.
    let line = |of: &str| {
        let mut lines = answers.lines();
        let line = lines.find(|line| line.trim_start().starts_with(of));
        line.unwrap_or_else(|| panic!("{of}: {answers}"))
    };
    let lake = line("RW-01 东居延海水面回升");
    assert!(
        lake.contains("水域面积41.2平方千米") && lake.contains("据数字"),
        "{lake}"
    );
    let course = line("RW-15 科技突围工程");
    assert!(
        course.contains("林草和蜜瓜课题") && course.contains("据词句"),
        "{course}"
    );
    for open in ["RW-10 新建换热站", "RW-10 更换供热管网", "RW-05 按时入库入统"] {
        assert!(line(open).contains("报告没有交代"), "{}", line(open));
    }
}

const WORD: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
                    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

fn run(words: &str) -> String {
    format!("<w:r><w:t>{words}</w:t></w:r>")
}

fn control(tag: &str, inside: &str) -> String {
    format!("<w:sdt><w:sdtPr><w:tag w:val=\"{tag}\"/></w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>")
}

/// A Word file with this paragraph below a title, and a page head with a year.
fn word(path: &Path, paragraph: &str) {
    let package = "http://schemas.openxmlformats.org/package/2006";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let kind = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    let points = |name: &str, target: &str| {
        format!(
            "<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"r1\" Type=\"{office}/{name}\" \
             Target=\"{target}\"/></Relationships>"
        )
    };
    let title = run("额济纳旗2024年上半年计划执行情况");
    let parts = [
        (
            "[Content_Types].xml",
            format!(
                "<Types xmlns=\"{package}/content-types\"><Default Extension=\"rels\" \
                 ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override \
                 PartName=\"/word/document.xml\" ContentType=\"{kind}.document.main+xml\"/><Override \
                 PartName=\"/word/header1.xml\" ContentType=\"{kind}.header+xml\"/></Types>"
            ),
        ),
        ("_rels/.rels", points("officeDocument", "word/document.xml")),
        ("word/_rels/document.xml.rels", points("header", "header1.xml")),
        (
            "word/header1.xml",
            format!("<w:hdr {WORD}><w:p>{}</w:p></w:hdr>", run("2024年上半年执行情况")),
        ),
        (
            "word/document.xml",
            format!(
                "<w:document {WORD}><w:body><w:p>{title}</w:p><w:p>{}</w:p><w:p>{paragraph}</w:p><w:sectPr>\
                 <w:headerReference w:type=\"default\" r:id=\"r1\"/></w:sectPr></w:body></w:document>",
                run("一、主要指标")
            ),
        ),
    ];
    let mut archive = zip::ZipWriter::new(std::fs::File::create(path).unwrap());
    for (name, content) in parts {
        archive
            .start_file(name, zip::write::SimpleFileOptions::default())
            .unwrap();
        archive.write_all(content.as_bytes()).unwrap();
    }
    archive.finish().unwrap();
}

/// Odd runs, tracked changes, a text box and a control of somebody else's: what can be bound is, what cannot is told, and so are the
/// page heads, which keep their year.
#[test]
fn what_a_word_file_cannot_have_is_told() {
    let folder = lifted("next-word", OLD.as_bytes());
    let boxed = format!(
        "<w:r><w:pict><w:txbxContent><w:p>{}</w:p></w:txbxContent></w:pict></w:r>",
        run("全旗生产总值16.29亿元。")
    );
    let tracked = format!(
        "<w:del w:id=\"1\" w:author=\"甲\"><w:r><w:delText>3.1%</w:delText></w:r></w:del><w:ins w:id=\"2\" w:author=\"甲\">{}</w:ins>",
        run("2.7%")
    );
    let odd = ["全旗生产总", "值1", "6.", "29亿", "元，同比增长"]
        .map(run)
        .concat();
    let theirs = control("别的", &run("全旗生产总值16.29亿元。"));
    word(
        &folder.join("旧.docx"),
        &[odd, tracked, run("。"), theirs, boxed].concat(),
    );
    let told = spoken(&folder, "lift 旧.docx --ledger 旗.juyan -o 模板.docx");
    assert!(told.contains("有3处在文本框、页眉页脚或别的控件里"), "{told}");
    assert!(
        told.contains("页眉页脚“2024年上半年执行情况”里的年份没有绑定"),
        "{told}"
    );
    let told = spoken(
        &folder,
        "write 模板.docx --ledger 旗.juyan --period 2025H1 -o 新.docx",
    );
    assert!(
        told.contains("页眉页脚“2024年上半年执行情况”不是这一期的"),
        "{told}"
    );
    assert!(told.contains("有2个数字没有绑定"), "{told}");
    let new = spoken(
        &folder,
        "write 模板.docx --ledger 旗.juyan --period 2025H1 -o 新.txt",
    ) + &read(&folder, "新.txt");
    assert!(new.contains("全旗生产总值17.05亿元，同比增长1.25%。"), "{new}");
    let same = spoken(
        &folder,
        "write 模板.docx --ledger 旗.juyan --period 2024H1 -o 还原.docx",
    );
    assert!(!same.contains("页眉页脚"), "{same}");
}

/// A control that a tracked change takes out is none: what was written into it would stand as deleted words that are not.
#[test]
fn a_control_that_was_deleted_stays_so() {
    let folder = lifted("next-deleted", OLD.as_bytes());
    let gone = control(
        "gdp.growth@:P|[增长]#.##%",
        "<w:r><w:delText>增长2.7%</w:delText></w:r>",
    );
    let gone = format!("<w:del w:id=\"1\" w:author=\"甲\">{gone}</w:del>");
    let body = run("生产总值") + &control("gdp@:P|#.##亿元", &run("1亿元")) + &gone + &run("。");
    word(&folder.join("删.docx"), &body);
    let told = spoken(
        &folder,
        "write 删.docx --ledger 旗.juyan --period 2025H1 -o 新.docx",
    );
    assert!(told.contains("写入1个数字，略去0处"), "{told}");
    let read = out(&juyan(&folder, "read 新.docx"));
    assert!(read.contains("17.05亿元") && !read.contains("1.25%"), "{read}");
}

#[test]
fn what_cannot_be_written_is_refused_in_one_message() {
    let folder = lifted("next-refused", OLD.as_bytes());
    let nested = control(
        "gdp@:P|#亿元",
        &(control("retail@:P|#亿元", &run("4.3亿元")) + &run("甲")),
    );
    word(&folder.join("套.docx"), &nested);
    word(&folder.join("坏.docx"), &control("gdp@:P|#亿元[", &run("甲")));
    std::fs::write(folder.join("天.md"), "{=signed|2024-08-05}").unwrap();
    std::fs::write(folder.join("说.md"), "{?good|好}").unwrap();
    std::fs::write(folder.join("期.md"), "{of 2024X}\n甲").unwrap();
    std::fs::write(folder.join("旧.out"), "旧").unwrap();
    for (template, told) in [
        ("套.docx", "一个套着另一个"),
        ("坏.docx", "控件“gdp@:P|#亿元[”第11字"),
        (
            "天.md",
            "= 之后要写 formed、published、index、number、heard 或 visits",
        ),
        ("说.md", "? 之后要写 better"),
        ("期.md", "模板第1行第5字"),
    ] {
        std::fs::write(folder.join("新.txt"), "旧").unwrap();
        let output = juyan(
            &folder,
            &format!("write {template} --ledger 旗.juyan --period 2024H1 -o 新.txt"),
        );
        assert_eq!(output.status.code(), Some(2), "{template}");
        assert!(err(&output).contains(told), "{}", err(&output));
        assert_eq!(err(&output).lines().count(), 1, "{}", err(&output));
        assert_eq!(read(&folder, "新.txt"), "旧");
    }
    // A key of another region is known by nobody here, and told with both names.
    let both = "全旗总值{gdp@:P|#.##亿元}。全区总值{gdp@150000:P|#亿元}，好。";
    std::fs::write(folder.join("区.md"), both).unwrap();
    let elsewhere = juyan(&folder, "write 区.md --ledger 旗.juyan --period 2024H1 -o 新.txt");
    assert_eq!(elsewhere.status.code(), Some(1));
    let told = err(&elsewhere);
    assert!(
        told.contains("台账是额济纳旗（152923）的，gdp@150000:2024H1 是内蒙古自治区（150000）的"),
        "{told}"
    );
    let missing = juyan(&folder, "write 区.md --ledger 旗.juyan -o 新.txt");
    assert_eq!(missing.status.code(), Some(2));
    assert!(err(&missing).contains("--period"), "{}", err(&missing));
}

/// What a cell holds has its unit in the heading of its column, in the caption or in a cell of its row, and a fall its sign.
#[test]
fn cells_are_bound_with_units_that_stand_elsewhere() {
    let old = "额济纳旗2024年上半年主要指标完成情况\n\n一、主要指标\n\n上半年经济运行情况见下表。\n\n表1 主要指标完成情况\n\
               指标\t单位\t上半年完成\t同比（%）\n地区生产总值\t亿元\t16.29\t2.7\n社会消费品零售总额\t亿元\t4.3\t-0.6\n\n\
               表2 财政收入（亿元）\n指标\t完成\n一般公共预算收入\t1.33\n";
    let folder = desk::recorded("write-cells", &[old]);
    desk::done(&folder, "lift 0.txt --ledger 旗.juyan -o 模板.md");
    let template = read(&folder, "模板.md");
    for binding in [
        "{gdp@:P|#.##<亿元>}",
        "{retail@:P|#.##<亿元>}",
        "{rev_general@:P|#.##<亿元>}",
        "{gdp.growth@:P|#.##<%>}",
    ] {
        assert!(template.contains(binding), "{binding} is not in\n{template}");
    }
    desk::done(
        &folder,
        "write 模板.md --ledger 旗.juyan --period 2024H1 -o 还原.txt",
    );
    assert_eq!(read(&folder, "还原.txt"), old);
    let facts = "键,数值\ngdp@152923:2025H1,17.13亿元\ngdp.growth@152923:2025H1,-1.2%\nretail@152923:2025H1,4.41亿元\n\
                 retail.growth@152923:2025H1,2.6%\nrev_general@152923:2025H1,1.41亿元\n";
    std::fs::write(folder.join("新.csv"), facts).unwrap();
    desk::done(&folder, "enter 旗.juyan 新.csv");
    desk::done(
        &folder,
        "write 模板.md --ledger 旗.juyan --period 2025H1 -o 新.txt",
    );
    let next = read(&folder, "新.txt");
    for row in [
        "亿元\t17.13\t-1.2\n",
        "亿元\t4.41\t2.6\n",
        "一般公共预算收入\t1.41\n",
    ] {
        assert!(next.contains(row), "{row} is not in\n{next}");
    }
}
