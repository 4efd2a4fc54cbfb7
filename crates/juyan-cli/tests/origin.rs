//! A report that was written from a ledger is known by it: no figure is asked for again, and one that is not the ledger's stops it.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "helpers of tests")]

mod desk;
mod release;

use desk::{err, json, juyan, out};
use release::{all_facts, desk_of, done, facts, files, signed};
use std::path::{Path, PathBuf};

/// Where it comes to stand: the old number was the old report's.
const RELEASE: &str = "site/152900000000033-2025-00001";

/// The next half-year's report, written from the example's template and the illustrative facts.
fn written(test: &str) -> PathBuf {
    let folder = desk_of(test);
    let facts = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/ejin/facts-2025h1.csv");
    std::fs::copy(facts, folder.join("next.csv")).unwrap();
    done(&folder, "enter a.juyan next.csv --reason 示意");
    done(&folder, "lift report.txt --ledger a.juyan -o t.md");
    done(
        &folder,
        "write t.md --ledger a.juyan --period 2025H1 --date 2025-08-05 -o next.txt",
    );
    folder
}

/// What stands against publishing it.
fn stops(folder: &Path, options: &str) -> Vec<String> {
    let output = juyan(
        folder,
        &format!("publish a.juyan next.txt -o site --published 2025-08-20 --organ 152900000000033 {options}"),
    );
    assert_eq!(output.status.code(), Some(1), "{}", err(&output));
    err(&output)
        .lines()
        .skip(1)
        .map(|line| line.trim().to_owned())
        .collect()
}

fn edited(folder: &Path, from: &str, to: &str) {
    let text = std::fs::read_to_string(folder.join("next.txt")).unwrap();
    assert!(text.contains(from), "{from}");
    std::fs::write(folder.join("next.txt"), text.replace(from, to)).unwrap();
}

/// What the template does not bind is put right, and what is not public released.
fn mended(folder: &Path) {
    edited(folder, "1175万吨", "1284万吨");
    edited(folder, "1200万吨", "1284万吨");
    for fact in all_facts(folder) {
        let key = fact["key"].as_str().unwrap_or_default();
        if key.starts_with("debt_hidden") && key.contains("2025H1") {
            done(
                folder,
                &format!("release a.juyan {} --ground 已向人大报告", fact["fact"]),
            );
        }
    }
}

#[test]
fn figures_that_were_written_from_facts_are_those_facts() {
    let folder = written("origin-published");
    let unknown = |stops: &[String]| stops.iter().filter(|stop| stop.contains("台账里没有")).count();
    // By the words that were answered for in the first report most are known, by the template all.
    let alone = stops(&folder, "");
    assert!(unknown(&alone) < 12, "{alone:#?}");
    let stops = stops(&folder, "--template t.md");
    assert_eq!(unknown(&stops), 0, "{stops:#?}");
    // What the template does not bind stayed as it was, and is said.
    for stale in ["1175万吨", "1200万吨"] {
        let said = stops
            .iter()
            .any(|stop| stop.starts_with(&format!("“{stale}”")) && stop.contains("不符"));
        assert!(said, "{stale}: {stops:#?}");
    }
    // The drafter mends that and goes on writing; what was written from facts is known as before.
    mended(&folder);
    edited(&folder, "今年以来，", "半年来，");
    signed(&folder, "next.txt");
    done(
        &folder,
        "publish a.juyan next.txt -o site --published 2025-08-20 --organ 152900000000033 --template t.md",
    );
    let told = json(&std::fs::read_to_string(folder.join(RELEASE).join("facts.json")).unwrap());
    let facts = told["facts"].as_array().unwrap();
    let key_of = |printed: &str| {
        let fact = facts.iter().find(|fact| fact["printed"] == printed);
        fact.map(|fact| fact["key"].as_str().unwrap().to_owned())
    };
    assert_eq!(key_of("17.13亿元").as_deref(), Some("gdp@152923:2025H1"));
    assert_eq!(key_of("两个").as_deref(), Some("\"停车场\"@152923:2025H2#plan"));
    assert_eq!(
        key_of("19个").as_deref(),
        Some("key_project{stage=started}@152923:2025-06-30")
    );
}

#[test]
fn a_figure_that_is_not_the_ledgers_stops_it_though_the_template_is_named() {
    let folder = written("origin-stopped");
    edited(&folder, "17.13亿元", "17.31亿元");
    let stops = stops(&folder, "--template t.md");
    assert!(
        stops
            .iter()
            .any(|stop| stop.starts_with("“17.31亿元”") && stop.contains("17.13亿元")),
        "{stops:#?}"
    );
}

/// Enters what `key` is, and answers that it corrects what stood there.
fn corrected(folder: &Path, key: &str, value: &str) {
    let old = facts(folder, key);
    std::fs::write(folder.join("new.csv"), format!("键,值\n\"{key}\",{value}\n")).unwrap();
    done(folder, "enter a.juyan new.csv");
    let new = facts(folder, key);
    let new = new.iter().find(|fact| !old.contains(fact)).unwrap();
    for old in old {
        done(
            folder,
            &format!("answer a.juyan {old} {new} --revised --reason 补报一项"),
        );
    }
}

#[test]
fn what_is_reckoned_anew_is_published_as_it_was_written_and_kept() {
    let folder = written("origin-reckoned");
    let rate = "key_project_start@152923:2025-06-30";
    for key in [
        "key_project{stage=started}@152923:2025-06-30",
        "key_project{level=prefecture,stage=started}@152923:2025-06-30",
    ] {
        corrected(&folder, key, "20项");
    }
    done(
        &folder,
        "write t.md --ledger a.juyan --period 2025H1 --date 2025-08-05 -o next.txt",
    );
    mended(&folder);
    signed(&folder, "next.txt");
    let text = std::fs::read_to_string(folder.join("next.txt")).unwrap();
    assert!(
        text.contains("已开工20项，开复工进度95.2%"),
        "it was not reckoned anew"
    );
    let publish =
        "publish a.juyan next.txt -o site --published 2025-08-20 --organ 152900000000033 --template t.md";
    let without = juyan(&folder, &publish.replace(" --template t.md", ""));
    assert!(err(&without).contains("“95.2%”"), "{}", err(&without));
    let said = out(&done(&folder, publish));
    assert!(said.contains(&format!("：{rate}")), "{said}");
    // What was told before those changed does not stand any more; nothing else was kept beside the report.
    assert_eq!(facts(&folder, rate).len(), 1);
    let told = json(&std::fs::read_to_string(folder.join(RELEASE).join("facts.json")).unwrap());
    let row = told["facts"]
        .as_array()
        .unwrap()
        .iter()
        .find(|fact| fact["key"] == rate);
    assert_eq!(
        (&row.unwrap()["printed"], &row.unwrap()["basis"]),
        (&"95.2%".into(), &"reckoned".into())
    );
    let page = std::fs::read_to_string(folder.join(RELEASE).join("index.html")).unwrap();
    assert!(!page.contains("class=\"was\""), "what follows is called wrong");
    let first = files(&folder.join("site"));
    done(&folder, "site a.juyan -o anew");
    assert!(first == files(&folder.join("anew")));
}

/// The ledger still says what was told before the parts were corrected, and so does the report: nobody is asked for a template to see that.
#[test]
fn what_was_told_before_its_parts_changed_stops_it_without_a_template() {
    let folder = written("origin-outdated");
    let rate = "key_project_start@152923:2025-06-30";
    mended(&folder);
    for key in [
        "key_project{stage=started}@152923:2025-06-30",
        "key_project{level=prefecture,stage=started}@152923:2025-06-30",
    ] {
        corrected(&folder, key, "20项");
    }
    edited(
        &folder,
        "已开工19项，开复工进度90.5%",
        "已开工20项，开复工进度90.5%",
    );
    let outdated = |stops: &[String]| {
        let told = stops.iter().filter(|stop| stop.contains("更正以前说的"));
        told.cloned().collect::<Vec<_>>()
    };
    let told = outdated(&stops(&folder, ""));
    assert_eq!(told.len(), 1, "{told:#?}");
    assert!(
        told[0].starts_with(&format!("“90.5%”（{rate}）")) && told[0].contains("95.2%"),
        "{told:#?}"
    );
    // Who says that it is so all the same says it on record, in the words of before: a table that merely comes twice says nothing.
    let table = std::fs::read_to_string(folder.join("next.csv")).unwrap();
    let row = table
        .lines()
        .find(|line| line.starts_with(&format!("\"{rate}\",")) || line.starts_with(&format!("{rate},")));
    let heading = table.lines().next().unwrap();
    std::fs::write(folder.join("again.csv"), format!("{heading}\n{}\n", row.unwrap())).unwrap();
    done(&folder, "enter a.juyan again.csv --reason 已核对");
    assert_eq!(outdated(&stops(&folder, "")).len(), 1);
    done(&folder, "enter a.juyan again.csv --again --reason 已核对");
    let told = outdated(&stops(&folder, ""));
    assert!(told.is_empty(), "{told:#?}");
}

/// What the template draws stands on the page above the table that it was made of, in every copy of the site.
#[test]
fn charts_that_the_template_asks_for_are_drawn_on_the_page() {
    let folder = written("origin-charts");
    let mut template = std::fs::read_to_string(folder.join("t.md")).unwrap();
    template += "\n盟级重点项目构成如下。\n\n盟级重点项目构成\n{chart composition key_project{level=prefecture,stage=new} \
                 key_project{level=prefecture,stage=continued}}\n";
    std::fs::write(folder.join("t.md"), template).unwrap();
    done(
        &folder,
        "write t.md --ledger a.juyan --period 2025H1 --date 2025-08-05 -o next.txt",
    );
    mended(&folder);
    signed(&folder, "next.txt");
    let publish =
        "publish a.juyan next.txt -o site --published 2025-08-20 --organ 152900000000033 --template t.md";
    done(&folder, publish);
    let page = std::fs::read_to_string(folder.join(RELEASE).join("index.html")).unwrap();
    let (_, behind) = page.split_once("<figure>").unwrap();
    let (chart, behind) = behind.split_once("</figure>").unwrap();
    assert!(
        chart.starts_with("<svg") && chart.contains(" 13项<") && chart.contains(" 8项<"),
        "{chart}"
    );
    assert!(
        behind.trim_start().starts_with("<div class=\"wide\""),
        "no table stands below it"
    );
    let first = files(&folder.join("site"));
    done(&folder, "site a.juyan -o anew");
    assert!(first == files(&folder.join("anew")));
}

#[test]
fn the_page_says_which_sentence_answers_a_task_and_what_has_no_answer() {
    let folder = written("origin-tasks");
    mended(&folder);
    edited(&folder, "开复工进度", "公立医院院长选聘已经完成。开复工进度");
    signed(&folder, "next.txt");
    let said = out(&done(
        &folder,
        "publish a.juyan next.txt -o site --published 2025-08-20 --organ 152900000000033 --template t.md",
    ));
    let answered = "RW-19 公立医院院长选聘：“已开工19项，公立医院院长选聘已经完成。”（据词句，请核对）";
    assert!(said.contains(answered), "{said}");
    assert!(said.contains("RW-10 新建换热站：报告没有交代"), "{said}");
    let page = std::fs::read_to_string(folder.join(RELEASE).join("index.html")).unwrap();
    let section = page.split("id=\"tasks\"").nth(1).unwrap();
    let section = section.split("</section>").next().unwrap();
    assert!(
        section.contains("<li>新建换热站：<b>本报告没有交代</b></li>"),
        "{section}"
    );
    // Every answer leads to its sentence.
    let links: Vec<&str> = section
        .split("<a href=\"#")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap())
        .collect();
    assert!(links.len() > 8, "{links:?}");
    for link in links {
        assert!(page.contains(&format!("id=\"{link}\"")), "{link} leads nowhere");
    }
    let told = json(&std::fs::read_to_string(folder.join(RELEASE).join("facts.json")).unwrap());
    let tasks = told["tasks"].as_array().unwrap();
    let task = |code: &str| tasks.iter().find(|task| task["code"] == code).unwrap();
    assert_eq!(task("RW-19")["parts"][0]["by"], "words");
    assert_eq!(task("RW-01")["parts"][0]["by"], "figure");
    assert!(task("RW-10")["parts"][1]["sentence"].is_null());
}
