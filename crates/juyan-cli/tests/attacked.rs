//! Publishing where something is in its way: others who publish at the same time, a ledger that changes, folders that hold something else, a
//! disk that is full. What comes of it is whole, or there is nothing.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "helpers of tests")]

mod desk;
mod release;

use desk::{err, folder, json, juyan, out};
use release::{done, files};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// A ledger of a region, and its reports of these periods, recorded and signed.
fn house(folder: &Path, ledger: &str, (code, name): (&str, &str), periods: &[&str]) {
    done(folder, &format!("init {ledger} --region {code}"));
    let header = format!(
        "当前位置：首页 > 政府信息公开 > 规划计划\n发布机构：{name}人民政府办公室\n公开方式：主动公开\n组配分类：规划计划\n\
         成文日期：2024-09-24\n信息来源：{name}人民政府办公室\n"
    );
    std::fs::write(folder.join(format!("{ledger}.header")), header).unwrap();
    for (at, period) in periods.iter().enumerate() {
        let report = format!("{ledger}-{at}.txt");
        let text = format!(
            "{name}{period}国民经济和社会发展计划执行情况\n\n一、计划执行情况\n\n地区生产总值1{at}.29亿元，同比增长2.{at}%。育苗面积538.9{at}亩。\n"
        );
        std::fs::write(folder.join(&report), text).unwrap();
        done(folder, &format!("record {ledger} {report}"));
        release::signed_in(folder, ledger, &report);
    }
}

const EJIN: (&str, &str) = ("152923", "额济纳旗");
const LEFT: (&str, &str) = ("152921", "阿拉善左旗");

fn publish(ledger: &str, at: usize) -> String {
    let organ = if ledger == "a.juyan" {
        "152900000000033"
    } else {
        "152900000000021"
    };
    format!(
        "publish {ledger} {ledger}-{at}.txt --header {ledger}.header --organ {organ} -o site --published 2024-10-21"
    )
}

fn begun(folder: &Path, arguments: &str) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_juyan"));
    command.args(arguments.split_whitespace()).current_dir(folder);
    let command = command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command.spawn().unwrap()
}

/// The releases that the site lists, by their numbers.
fn listed(folder: &Path) -> Vec<String> {
    let list = json(&std::fs::read_to_string(folder.join("site/releases.json")).unwrap());
    let releases = list["releases"].as_array().unwrap();
    let numbers = releases
        .iter()
        .map(|one| one["index_number"].as_str().unwrap().to_owned());
    numbers.collect()
}

/// Every link of the site's common pages leads to a page that is there.
fn leads_somewhere(folder: &Path) {
    for name in ["index.html", "search.html"] {
        let page = std::fs::read_to_string(folder.join("site").join(name)).unwrap();
        for link in page.split("href=\"").skip(1) {
            let link = link.split('"').next().unwrap();
            let is_page = !link.starts_with("data:") && !link.starts_with('#');
            assert!(
                !is_page || folder.join("site").join(link).is_file(),
                "{name}: {link}"
            );
        }
    }
}

/// What is in the site is what the ledger would write anew.
fn is_as_anew(folder: &Path, ledger: &str) {
    let there = files(&folder.join("site"));
    let hidden = there.keys().find(|name| name.starts_with('.'));
    assert_eq!(hidden, None, "something was left behind");
    let _ = std::fs::remove_dir_all(folder.join("anew"));
    done(folder, &format!("site {ledger} -o anew"));
    let anew = files(&folder.join("anew"));
    let differing = anew.iter().find(|(name, bytes)| there.get(*name) != Some(bytes));
    assert_eq!(differing.map(|(name, _)| name), None);
    assert_eq!(there.len(), anew.len());
}

#[test]
fn several_who_publish_at_once_all_do_and_no_number_is_given_twice() {
    let folder = folder("attacked-at-once");
    let periods = ["2022年上半年", "2023年上半年", "2024年上半年"];
    house(&folder, "a.juyan", EJIN, &periods);
    let all: Vec<Child> = (0..periods.len())
        .map(|at| begun(&folder, &publish("a.juyan", at)))
        .collect();
    for one in all {
        let output = one.wait_with_output().unwrap();
        assert!(output.status.success(), "{}", err(&output));
    }
    let numbers = listed(&folder);
    assert_eq!(numbers.len(), 3, "{numbers:?}");
    assert_eq!(BTreeSet::from_iter(&numbers).len(), 3, "{numbers:?}");
    leads_somewhere(&folder);
    is_as_anew(&folder, "a.juyan");
    // The same report twice at once is one publication.
    let again: Vec<Child> = (0..2).map(|_| begun(&folder, &publish("a.juyan", 0))).collect();
    for one in again {
        assert!(one.wait_with_output().unwrap().status.success());
    }
    assert_eq!(listed(&folder), numbers);
    let changes = out(&done(&folder, "changes a.juyan"));
    assert_eq!(changes.matches("公布").count(), 3, "{changes}");
}

#[test]
fn a_ledger_that_changes_meanwhile_gives_a_site_of_one_moment() {
    let folder = folder("attacked-changing");
    house(&folder, "a.juyan", EJIN, &["2023年上半年", "2024年上半年"]);
    std::fs::write(folder.join("more.csv"), "键,值\nseedling@152923:2021H1,1亩\n").unwrap();
    let publishing = begun(&folder, &publish("a.juyan", 0));
    for _ in 0..3 {
        // Waits for its turn, as all who write to a ledger do.
        done(&folder, "enter a.juyan more.csv");
    }
    let output = publishing.wait_with_output().unwrap();
    if output.status.success() {
        is_as_anew(&folder, "a.juyan");
    } else {
        assert!(err(&output).contains("台账这会儿一直在变"), "{}", err(&output));
        assert!(!folder.join("site").exists());
    }
    done(&folder, &publish("a.juyan", 1));
    done(&folder, &publish("a.juyan", 0));
    is_as_anew(&folder, "a.juyan");
    assert!(out(&done(&folder, "verify a.juyan")).contains("完好"));
}

#[test]
fn who_finds_somebody_writing_into_the_site_waits_for_him() {
    let folder = folder("attacked-waiting");
    house(&folder, "a.juyan", EJIN, &["2024年上半年"]);
    done(&folder, &publish("a.juyan", 0));
    let site = std::fs::File::open(folder.join("site")).unwrap();
    site.lock().unwrap();
    let mut waiting = begun(&folder, "site a.juyan -o site");
    let mut said = String::new();
    let told = waiting.stderr.take().unwrap();
    std::io::BufRead::read_line(&mut std::io::BufReader::new(told), &mut said).unwrap();
    assert!(said.contains("另一个程序正在写"), "{said}");
    // A program that does not wait is done long before.
    std::thread::sleep(std::time::Duration::from_secs(3));
    assert!(waiting.try_wait().unwrap().is_none(), "it did not wait");
    site.unlock().unwrap();
    assert!(waiting.wait().unwrap().success());
}

#[test]
fn ledgers_of_several_regions_share_a_site_and_neither_takes_the_others_pages() {
    let folder = folder("attacked-regions");
    house(&folder, "a.juyan", EJIN, &["2023年上半年", "2024年上半年"]);
    house(&folder, "b.juyan", LEFT, &["2024年上半年"]);
    done(&folder, &publish("a.juyan", 0));
    done(&folder, &publish("b.juyan", 0));
    done(&folder, &publish("a.juyan", 1));
    assert_eq!(listed(&folder).len(), 3);
    leads_somewhere(&folder);
    let home = std::fs::read_to_string(folder.join("site/index.html")).unwrap();
    assert!(home.contains("2个地区") && home.contains("阿拉善左旗"), "{home}");
    // It does not matter whose program wrote last.
    let by_one = files(&folder.join("site"));
    done(&folder, "site b.juyan -o site");
    assert!(by_one == files(&folder.join("site")));
    // A number of the other ledger is used in this site.
    let taken = listed(&folder)
        .into_iter()
        .find(|number| number.starts_with("152900000000021"))
        .unwrap();
    house_with_number(&folder, &taken);
    let refused = juyan(&folder, &publish("a.juyan", 7));
    assert_eq!(refused.status.code(), Some(1));
    assert!(err(&refused).contains("已经用过"), "{}", err(&refused));
    // Another ledger that has published under the same number is not this one.
    house(&folder, "c.juyan", LEFT, &["2022年上半年"]);
    let other = publish("c.juyan", 0).replace("-o site", "-o elsewhere");
    done(&folder, &other);
    let refused = juyan(&folder, "site c.juyan -o site");
    assert_eq!(refused.status.code(), Some(2));
    assert!(err(&refused).contains("不是这份台账公布的"), "{}", err(&refused));
    assert!(by_one == files(&folder.join("site")));
}

/// A report of the first ledger that bears this number.
fn house_with_number(folder: &Path, number: &str) {
    let text = format!(
        "索引号：{number}\n\n额济纳旗2021年上半年国民经济和社会发展计划执行情况\n\n一、计划执行情况\n\n育苗面积538.9亩。\n"
    );
    std::fs::write(folder.join("a.juyan-7.txt"), text).unwrap();
    done(folder, "record a.juyan a.juyan-7.txt");
    release::signed_in(folder, "a.juyan", "a.juyan-7.txt");
}

#[test]
fn what_is_no_site_is_left_alone() {
    let folder = folder("attacked-foreign");
    house(&folder, "a.juyan", EJIN, &["2024年上半年"]);
    let before = out(&done(&folder, "changes a.juyan"));
    let site = folder.join("site");
    let stands = |make: &dyn Fn(&Path), said: &str| {
        make(&site);
        let there = files(&folder);
        let refused = juyan(&folder, &publish("a.juyan", 0));
        assert_eq!(refused.status.code(), Some(2), "{}", err(&refused));
        assert!(err(&refused).contains(said), "{}", err(&refused));
        let now = files(&folder);
        let differing = there.iter().find(|(name, bytes)| now.get(*name) != Some(bytes));
        let is_ledger = |name: &&String| name.starts_with("a.juyan");
        assert_eq!(
            differing.map(|(name, _)| name).filter(|name| !is_ledger(name)),
            None
        );
        assert_eq!(out(&done(&folder, "changes a.juyan")), before);
        let _ = std::fs::remove_dir_all(&site);
        let _ = std::fs::remove_file(&site);
    };
    let with = |name: &'static str, words: &'static str| {
        move |site: &Path| {
            std::fs::create_dir_all(site.join(name).parent().unwrap()).unwrap();
            std::fs::write(site.join(name), words).unwrap();
        }
    };
    stands(&with("notes.txt", "mine"), "别的内容");
    stands(&with("releases.json", "{\"schema\": \"else\"}"), "别的内容");
    stands(&with("152900000000033-2024-00001/mine.txt", "mine"), "别的内容");
    stands(&|site| std::fs::write(site, "a file").unwrap(), "site");
    // What is hidden, as a repository, is nobody's page.
    with(".git/config", "mine")(&site);
    done(&folder, &publish("a.juyan", 0));
    assert_eq!(std::fs::read_to_string(site.join(".git/config")).unwrap(), "mine");
    // Who adds a page of his own keeps it.
    std::fs::write(site.join("robots.txt"), "mine").unwrap();
    done(&folder, "site a.juyan -o site");
    assert_eq!(std::fs::read_to_string(site.join("robots.txt")).unwrap(), "mine");
}

/// Runs the command where no file may become larger than so many kilobytes.
fn confined(folder: &Path, kilobytes: usize, arguments: &str) -> std::process::Output {
    let script = format!(
        "trap '' XFSZ; ulimit -f {kilobytes}; exec '{}' {arguments}",
        env!("CARGO_BIN_EXE_juyan")
    );
    let mut command = Command::new("bash");
    command
        .args(["-c", &script])
        .current_dir(folder)
        .output()
        .unwrap()
}

#[test]
fn a_disk_without_room_leaves_what_was_there() {
    let folder = folder("attacked-full");
    house(&folder, "a.juyan", EJIN, &["2023年上半年", "2024年上半年"]);
    let before = out(&done(&folder, "changes a.juyan"));
    let refused = confined(&folder, 4, &publish("a.juyan", 0));
    assert_eq!(refused.status.code(), Some(2), "{}", err(&refused));
    assert_eq!(err(&refused).lines().count(), 1, "{}", err(&refused));
    assert!(
        !folder.join("site").exists(),
        "{:?}",
        files(&folder.join("site")).keys()
    );
    assert_eq!(out(&done(&folder, "changes a.juyan")), before);
    // The number was not used up.
    let said = out(&done(&folder, &publish("a.juyan", 0)));
    assert!(said.contains("152900000000033/2024-00001"), "{said}");
    let whole = files(&folder.join("site"));
    let refused = confined(&folder, 4, &publish("a.juyan", 1));
    assert_eq!(refused.status.code(), Some(2), "{}", err(&refused));
    assert!(whole == files(&folder.join("site")));
    let said = out(&done(&folder, &publish("a.juyan", 1)));
    assert!(said.contains("152900000000033/2024-00002"), "{said}");
    // Where no folder can be made there is none.
    std::fs::write(folder.join("file"), "").unwrap();
    let nowhere = publish("a.juyan", 1).replace("-o site", "-o file/site");
    let refused = juyan(&folder, &nowhere);
    assert_eq!(refused.status.code(), Some(2));
    assert!(err(&refused).contains("file/site"), "{}", err(&refused));
}

#[test]
fn a_release_that_goes_to_another_folder_brings_the_others_along() {
    let folder: PathBuf = folder("attacked-elsewhere");
    house(&folder, "a.juyan", EJIN, &["2023年上半年", "2024年上半年"]);
    let first = publish("a.juyan", 0).replace("-o site", "-o elsewhere");
    done(&folder, &first);
    done(&folder, &publish("a.juyan", 1));
    leads_somewhere(&folder);
    is_as_anew(&folder, "a.juyan");
}
