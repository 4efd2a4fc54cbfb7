//! A report becomes public: what stops it, what its pages and data say, what a correction leaves behind.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "helpers of tests")]

mod desk;
mod release;

use desk::{err, json, juyan, out};
use release::{
    RELEASE, REPORT, all_facts, answered, answered_again, desk_of, done, facts, files, published, read,
    signed,
};
use std::path::Path;

#[test]
fn all_that_stands_against_it_is_said_at_once_and_nothing_is_written() {
    let folder = desk_of("publish-stopped");
    let wrong = REPORT
        .replace("发布机构: 额济纳旗人民政府办公室", "发布机构: 旗政府办")
        .replace("公开方式: 主动公开", "公开方式: 依申请公开")
        .replace("成文时间: 2024-09-24", "成文时间:")
        .replace("16.29亿元", "16.31亿元")
        .replace("育苗538.97亩", "育苗538.97亩，修剪果树41.5亩");
    std::fs::write(folder.join("wrong.txt"), wrong).unwrap();
    let head = || std::fs::read(folder.join("a.juyan")).unwrap();
    let before = head();
    let stopped = juyan(&folder, "publish a.juyan wrong.txt -o site");
    assert_eq!(stopped.status.code(), Some(1));
    let said = err(&stopped);
    for reason in [
        "“发布机构”是“旗政府办”，应用全称",
        "“公开方式”是“依申请公开”，应是“主动公开”",
        "页眉缺“成文时间”",
        "还没有保密审查",
        "还没有签发",
        "“16.31亿元”（gdp@152923:2024H1）与台账的 16.29亿元 不符",
        "“41.5亩”",
        "“1175万吨”（port_freight@152923:2024H1）的几种说法还没有答复",
    ] {
        assert!(said.contains(reason), "{reason} is not said:\n{said}");
    }
    assert!(!folder.join("site").exists());
    assert_eq!(
        head(),
        before,
        "a publication that was stopped left something in the ledger"
    );
}

#[test]
fn what_is_not_public_stops_it_until_it_is_released() {
    let folder = desk_of("publish-closed");
    answered(&folder);
    signed(&folder, "report.txt");
    // What was released with the example is taken back.
    let changes = out(&done(&folder, "changes a.juyan"));
    let release = changes.lines().find(|line| line.contains("公开")).unwrap();
    let number = release.split_whitespace().next().unwrap();
    done(&folder, &format!("undo a.juyan {number}"));
    let stopped = juyan(&folder, "publish a.juyan report.txt -o site");
    assert_eq!(stopped.status.code(), Some(1));
    let said = err(&stopped);
    assert!(
        said.contains("“7376.5万元”（debt_hidden_resolved@152923:2024H1）不公开"),
        "{said}"
    );
    assert!(said.contains("有2处"), "{said}");
    // A release is an act: who, when, and on what ground stays to be read.
    for key in ["debt_hidden_resolved", "debt_hidden_resolved.progress"] {
        for fact in facts(&folder, &format!("{key}@152923:2024H1")) {
            done(
                &folder,
                &format!("release a.juyan {fact} --ground 保密审查12号 --person 丙"),
            );
        }
    }
    let history = out(&done(
        &folder,
        "history a.juyan debt_hidden_resolved@152923:2024H1",
    ));
    let released = history.lines().find(|line| line.trim_start().starts_with("公开"));
    let released = released.expect("no release is told");
    let is_dated = released.contains(" 20") && released.contains("次变更");
    assert!(
        released.contains("丙") && released.contains("依据：保密审查12号") && is_dated,
        "{history}"
    );
    done(
        &folder,
        "publish a.juyan report.txt -o site --published 2024-10-21",
    );
}

#[test]
fn a_consent_holds_for_one_text_only() {
    let folder = desk_of("publish-consent");
    answered(&folder);
    signed(&folder, "report.txt");
    std::fs::write(
        folder.join("later.txt"),
        REPORT.replace("口岸保持繁忙", "口岸十分繁忙"),
    )
    .unwrap();
    let stopped = juyan(&folder, "publish a.juyan later.txt -o site");
    assert_eq!(stopped.status.code(), Some(1));
    assert!(err(&stopped).contains("还没有签发"));
}

#[test]
fn every_figure_of_the_page_is_a_row_of_every_file_and_back() {
    let folder = published("publish-rows");
    let page = read(&folder, "index.html");
    let told = json(&read(&folder, "facts.json"));
    let facts = told["facts"].as_array().unwrap();
    assert!(facts.len() > 150);
    for fact in facts {
        let (number, value) = (&fact["number"], fact["value"].as_str().unwrap());
        let key = fact["key"].as_str().unwrap().replace('"', "&quot;");
        let link =
            format!("id=\"n{number}\" href=\"f/{number}.html\" data-key=\"{key}\" data-value=\"{value}\"");
        assert!(page.contains(&link), "{link}");
        let own = json(&read(&folder, &format!("f/{number}.json")));
        assert_eq!(&own, fact);
        assert!(read(&folder, &format!("f/{number}.html")).contains(&format!("<data value=\"{value}\">")));
    }
    assert_eq!(
        page.matches(" data-key=").count(),
        page.matches("href=\"f/").count()
    );
    let mut table = csv::Reader::from_path(folder.join(RELEASE).join("facts.csv")).unwrap();
    let heads = table.headers().unwrap().clone();
    let at = |name: &str| heads.iter().position(|head| head == name).unwrap();
    let (key, value) = (at("key"), at("value"));
    let rows: Vec<csv::StringRecord> = table.records().map(Result::unwrap).collect();
    let of_table: Vec<(&str, &str)> = rows.iter().map(|row| (&row[key], &row[value])).collect();
    let of_json: Vec<(&str, &str)> = facts
        .iter()
        .map(|fact| (fact["key"].as_str().unwrap(), fact["value"].as_str().unwrap()))
        .collect();
    assert_eq!(of_table, of_json);
    // A fall is one, though the number in the text has no sign.
    assert!(of_table.contains(&("retail.growth@152923:2024H1", "-0.6")));
    assert!(read(&folder, "data.html").contains("\u{2212}0.6%"));
}

#[test]
fn the_page_is_small_asks_for_nothing_and_bears_its_header() {
    let folder = published("publish-page");
    let page = read(&folder, "index.html");
    assert!(page.len() < 200_000, "{} bytes", page.len());
    // A report with a thousand such figures stays below that, too.
    let (head, rest) = page.split_once("<article").unwrap();
    let (article, _) = rest.split_once("</article>").unwrap();
    let figures = article.matches("data-key=").count();
    let thousand = head.len() + article.len() * 1000 / figures;
    assert!(thousand < 200_000, "{thousand} bytes with a thousand figures");
    for (name, bytes) in files(&folder.join("site")) {
        if Path::new(&name).extension().is_some_and(|kind| kind == "html") {
            let page = String::from_utf8(bytes).unwrap();
            let linked = page.matches("http").count() - page.matches("http-equiv").count();
            // The vocabulary of the data set is a name, no address that is fetched.
            assert_eq!(linked, page.matches("\"https://schema.org\"").count(), "{name}");
            assert!(
                !page.contains("<img") && !page.contains("@import") && !page.contains("url("),
                "{name}"
            );
            assert!(
                name == "search.html" || !page.contains("<script>"),
                "{name} needs a script"
            );
        }
    }
    for words in [
        "发文字号",
        "公文时效",
        "152900000000033/2024-01583",
        "2024-10-25，按期",
        "人大审议意见",
        "设备已招标",
    ] {
        assert!(page.contains(words), "{words}");
    }
    assert!(page.contains("办理情况尚未公开"));
}

#[test]
fn who_reviews_does_not_sign_off() {
    let folder = desk_of("publish-persons");
    answered(&folder);
    done(&folder, "sign a.juyan report.txt --as review --person 甲");
    let head = std::fs::read(folder.join("a.juyan")).unwrap();
    let alone = juyan(&folder, "sign a.juyan report.txt --as sign-off --person 甲");
    assert_eq!(alone.status.code(), Some(2));
    assert!(
        err(&alone).contains("不能都由甲办") && err(&alone).contains("第十七条"),
        "{}",
        err(&alone)
    );
    assert_eq!(
        std::fs::read(folder.join("a.juyan")).unwrap(),
        head,
        "a refused signature left something"
    );
    let stopped = juyan(&folder, "publish a.juyan report.txt -o site");
    assert!(err(&stopped).contains("还没有签发"), "{}", err(&stopped));
    done(&folder, "sign a.juyan report.txt --as sign-off --person 乙");
    // A review by the one who signed, beside one by another, takes nothing away.
    done(&folder, "sign a.juyan report.txt --as review --person 丙");
    // That another reviewed is taken back: then one person is left alone, and publishing stops.
    let changes = out(&done(&folder, "changes a.juyan"));
    let seq = |who: &str| {
        let line = changes
            .lines()
            .find(|line| line.contains("审查") && line.contains(who));
        line.unwrap().split_whitespace().next().unwrap().to_owned()
    };
    done(&folder, &format!("undo a.juyan {}", seq("甲")));
    done(&folder, &format!("undo a.juyan {}", seq("丙")));
    let signed_again = juyan(&folder, "sign a.juyan report.txt --as review --person 乙");
    assert_eq!(signed_again.status.code(), Some(2), "{}", err(&signed_again));
    assert!(!folder.join("site").exists());
}

#[test]
fn publishing_too_late_is_recorded() {
    let folder = desk_of("publish-late");
    answered(&folder);
    signed(&folder, "report.txt");
    let said = out(&done(
        &folder,
        "publish a.juyan report.txt -o site --published 2024-10-28 --meeting 2024-09-26",
    ));
    assert!(said.contains("逾期1个工作日"), "{said}");
    assert!(
        said.contains("晚了8天") && said.contains("没有写送交日期"),
        "{said}"
    );
    let told = json(&read(&folder, "facts.json"));
    assert_eq!(told["deadline"]["late"], 1);
    assert_eq!(told["meeting"]["late"], 8);
    assert!(read(&folder, "index.html").contains("2024-09-24才成文，至少晚8天"));
}

#[test]
fn the_congress_waits_for_the_day_on_which_it_came() {
    let folder = desk_of("publish-sent");
    answered(&folder);
    signed(&folder, "report.txt");
    let wrong = juyan(
        &folder,
        "publish a.juyan report.txt -o site --published 2024-09-20 --meeting 2024-10-08 --sent 2024-09-23",
    );
    assert_eq!(wrong.status.code(), Some(1));
    assert!(
        err(&wrong).contains("--published 的日期2024-09-20早于成文日期2024-09-24")
            && err(&wrong).contains("--sent 的日期2024-09-23早于"),
        "{}",
        err(&wrong)
    );
    let slip = juyan(
        &folder,
        "publish a.juyan report.txt -o site --published 2204-10-21",
    );
    assert!(err(&slip).contains("2204-10-21还没有到"), "{}", err(&slip));
    assert!(!folder.join("site").exists());
    let alone = juyan(&folder, "publish a.juyan report.txt -o site --sent 2024-09-30");
    assert_eq!(alone.status.code(), Some(2));
    let said = out(&done(
        &folder,
        "publish a.juyan report.txt -o site --published 2024-10-21 --meeting 2024-10-08 --sent 2024-09-30",
    ));
    assert!(
        said.contains("会前报送期限2024-09-28") && said.contains("晚了2天"),
        "{said}"
    );
    assert!(said.contains("最晚在2024-09-27送到"), "{said}");
    let told = json(&read(&folder, "facts.json"));
    assert_eq!(
        told["meeting"],
        serde_json::json!({"day": "2024-10-08", "due": "2024-09-28", "sent": "2024-09-30", "late": 2})
    );
    assert!(read(&folder, "index.html").contains("应于2024-09-28前报送，2024-09-30送交，晚2天"));
}

#[test]
fn a_changed_text_corrects_the_first_which_stays_to_be_read() {
    let folder = published("publish-correction");
    let later = REPORT.replace("育苗538.97亩", "育苗539.97亩");
    std::fs::write(folder.join("later.txt"), later).unwrap();
    done(&folder, "record a.juyan later.txt");
    let seedlings: Vec<(i64, String)> = all_facts(&folder)
        .iter()
        .filter(|fact| fact["value"] == "538.97" || fact["value"] == "539.97")
        .map(|fact| {
            (
                fact["fact"].as_i64().unwrap(),
                fact["value"].as_str().unwrap().to_owned(),
            )
        })
        .collect();
    let new = seedlings.iter().find(|(_, value)| value == "539.97").unwrap().0;
    for (old, _) in seedlings.iter().filter(|(_, value)| value == "538.97") {
        done(&folder, &format!("answer a.juyan {old} {new} --revised"));
    }
    // The ledger knows better than the page; the site says so when it is written again.
    done(&folder, "site a.juyan -o site");
    let page = read(&folder, "index.html");
    assert!(page.contains("更正说明") && page.contains("原为538.97亩") && page.contains("更正为539.97亩"));
    signed(&folder, "later.txt");
    answered_again(&folder);
    let no_reason = juyan(
        &folder,
        "publish a.juyan later.txt -o site --published 2024-10-22",
    );
    assert!(
        err(&no_reason).contains("用 --reason 写明更正原因"),
        "{}",
        err(&no_reason)
    );
    assert_eq!(no_reason.status.code(), Some(1));
    done(
        &folder,
        "publish a.juyan later.txt -o site --published 2024-12-20 --reason 漏计一亩",
    );
    let page = read(&folder, "index.html");
    assert!(
        page.contains("原为538.97亩，现为539.97亩") && page.contains("更正原因：漏计一亩"),
        "no notice"
    );
    assert!(page.contains("versions/1/index.html"));
    let old = read(&folder, "versions/1/index.html");
    assert!(old.contains("这是旧版本") && old.contains("538.97亩"));
    assert!(json(&read(&folder, "facts.json"))["version"] == 2);
    assert!(json(&read(&folder, "versions/1/facts.json"))["version"] == 1);
    // A correction is no second duty: the first text was in time, and the congress heard the report once.
    let told = json(&read(&folder, "facts.json"));
    assert_eq!(told["deadline"]["late"], 0);
    assert_eq!(told["meeting"]["day"], "2024-10-08");
    assert!(out(&done(&folder, "verify a.juyan")).contains("完好"));
}

#[test]
fn a_number_is_never_used_again_and_what_is_taken_back_is_gone() {
    let folder = published("publish-undone");
    let changes = out(&done(&folder, "changes a.juyan"));
    let published = changes.lines().find(|line| line.contains("公布")).unwrap();
    let number = published.split_whitespace().next().unwrap();
    done(&folder, &format!("undo a.juyan {number}"));
    let again = juyan(&folder, "publish a.juyan report.txt -o site");
    assert_eq!(again.status.code(), Some(1));
    assert!(err(&again).contains("已经用过"), "{}", err(&again));
    done(&folder, "site a.juyan -o site");
    assert!(!folder.join(RELEASE).exists());
    let home = std::fs::read_to_string(folder.join("site/index.html")).unwrap();
    assert!(home.contains("已撤回") && !home.contains("href=\"152900000000033"));
    // Without a number of its own it gets the next one.
    let unnumbered = REPORT.replace("索引号: 152900000000033/2024-01583 ", "");
    std::fs::write(folder.join("next.txt"), unnumbered).unwrap();
    done(&folder, "record a.juyan next.txt");
    answered_again(&folder);
    signed(&folder, "next.txt");
    let closed = facts(&folder, "debt_hidden_resolved@152923:2024H1");
    let progress = facts(&folder, "debt_hidden_resolved.progress@152923:2024H1");
    for fact in closed.iter().chain(&progress) {
        // Those that are released already say so.
        juyan(&folder, &format!("release a.juyan {fact} --ground 保密审查"));
    }
    let said = out(&done(
        &folder,
        "publish a.juyan next.txt -o site --published 2024-10-23",
    ));
    assert!(said.contains("152900000000033/2024-01584"), "{said}");
}

#[test]
fn the_same_ledger_gives_the_same_site() {
    let folder = published("publish-same");
    let first = files(&folder.join("site"));
    done(&folder, "site a.juyan -o site");
    done(&folder, "site a.juyan -o other");
    let said = out(&done(&folder, "publish a.juyan report.txt -o site"));
    assert!(said.contains("已经公布过"), "{said}");
    let (again, other) = (files(&folder.join("site")), files(&folder.join("other")));
    let differing: Vec<&String> = first
        .iter()
        .filter(|(name, bytes)| again.get(*name) != Some(bytes))
        .map(|(name, _)| name)
        .collect();
    assert!(differing.is_empty(), "{differing:?}");
    assert!(again == other && again.len() == first.len());
    done(&folder, "site a.juyan -o marked --bom");
    let marked = std::fs::read(folder.join("marked/152900000000033-2024-01583/facts.csv")).unwrap();
    assert_eq!(&marked[..3], b"\xef\xbb\xbf");
    assert_eq!(marked[3..], first["152900000000033-2024-01583/facts.csv"]);
}

#[test]
fn somebody_elses_folder_is_left_alone() {
    let folder = desk_of("publish-foreign");
    answered(&folder);
    signed(&folder, "report.txt");
    std::fs::create_dir(folder.join("site")).unwrap();
    std::fs::write(folder.join("site/index.html"), "not ours").unwrap();
    let refused = juyan(&folder, "publish a.juyan report.txt -o site");
    assert_eq!(refused.status.code(), Some(2));
    assert!(err(&refused).contains("别的内容"), "{}", err(&refused));
    let kept = files(&folder.join("site"));
    assert_eq!(kept.len(), 1);
    let nothing = juyan(&folder, "site a.juyan -o new");
    assert!(err(&nothing).contains("还没有公布过"));
}

#[test]
fn the_header_may_stand_in_a_file_of_its_own() {
    let folder = desk_of("publish-header");
    answered(&folder);
    let bare: String = REPORT
        .split_inclusive('\n')
        .skip(6)
        .take_while(|line| !line.starts_with("编辑"))
        .collect();
    std::fs::write(folder.join("bare.txt"), bare).unwrap();
    std::fs::write(
        folder.join("header.txt"),
        "当前位置：首页 > 政府信息公开 > 规划计划\n发布机构：额济纳旗人民政府办公室\n公开方式：主动公开\n组配分类：规划计划\n\
         成文日期：2024-09-24\n信息来源：额济纳旗人民政府办公室\n",
    )
    .unwrap();
    signed(&folder, "bare.txt");
    let without = juyan(&folder, "publish a.juyan bare.txt -o site");
    assert!(err(&without).contains("页眉缺“发布机构”"), "{}", err(&without));
    let no_number = juyan(&folder, "publish a.juyan bare.txt --header header.txt -o site");
    assert!(err(&no_number).contains("--organ"), "{}", err(&no_number));
    let arguments =
        "publish a.juyan bare.txt --header header.txt --organ 152900000000033 -o site --published 2024-10-21";
    let said = out(&done(&folder, arguments));
    assert!(said.contains("152900000000033/2024-00001"), "{said}");
}
