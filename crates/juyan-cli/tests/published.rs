//! What a release tells of its figures' past; and what is left where a program is killed while it writes one.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "helpers of tests")]

mod desk;
mod release;

use desk::{json, juyan, out};
use release::{RELEASE, answered, desk_of, done, facts, files, published, read, signed};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// Enters that `key` comes to `value`; the number of that fact.
fn entered(folder: &Path, key: &str, value: &str) -> i64 {
    std::fs::write(folder.join("table.csv"), format!("键,值\n{key},{value}\n")).unwrap();
    done(folder, "enter a.juyan table.csv --reason 快报");
    *facts(folder, key).last().unwrap()
}

fn told_revised(folder: &Path) -> Vec<String> {
    let told = json(&read(folder, "facts.json"));
    let revised = told["revised"].as_array().unwrap().iter();
    revised
        .map(|revised| revised["was"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn figures_that_were_revised_before_the_release_are_listed_with_day_and_reason() {
    let folder = desk_of("published-revised");
    answered(&folder);
    signed(&folder, "report.txt");
    // What was first known of two figures is corrected by the report; the second one's first value was never public.
    for (key, value) in [
        ("seedling@152923:2024H1", "530亩"),
        ("debt_hidden_resolved@152923:2024H1", "7000万元"),
    ] {
        let first = entered(&folder, key, value);
        let of_report = facts(&folder, key)[0];
        done(
            &folder,
            &format!("answer a.juyan {first} {of_report} --revised --reason 现场复核"),
        );
    }
    done(
        &folder,
        "publish a.juyan report.txt -o site --published 2024-10-21",
    );
    let page = read(&folder, "index.html");
    let list = page
        .split("id=\"revised\"")
        .nth(1)
        .expect("no list of revised figures");
    let list = list.split("</section>").next().unwrap();
    assert!(list.contains("2024年6月30日数据截止以后"), "{list}");
    assert!(
        list.contains("育苗面积：原为530亩，") && list.contains("修订，现为538.97亩（原因：现场复核）"),
        "{list}"
    );
    assert_eq!(list.matches("<li>").count(), 1, "{list}");
    assert_eq!(told_revised(&folder), ["530亩"]);
    assert!(
        !page.contains("id=\"correction\""),
        "a revision before the release is no correction"
    );
    for (name, bytes) in files(&folder.join("site")) {
        let told = String::from_utf8_lossy(&bytes).contains("7000万元");
        assert!(!told, "{name} tells what is not public");
    }
    let told = json(&read(&folder, "facts.json"));
    let seedling = told["facts"].as_array().unwrap().iter();
    let seedling = seedling
        .clone()
        .find(|fact| fact["key"] == "seedling@152923:2024H1")
        .unwrap();
    let past = seedling["history"].as_array().unwrap();
    let first = past.iter().find(|past| past["value"] == "530亩").unwrap();
    assert_eq!(first["why"], "现场复核");
    let own = read(&folder, &format!("f/{}.html", seedling["number"]));
    assert!(own.contains("530亩") && own.contains("现场复核"), "{own}");
    // A site that is written again tells the same.
    let before = files(&folder.join("site"));
    done(&folder, "site a.juyan -o site");
    assert!(files(&folder.join("site")) == before);
}

#[test]
fn a_correction_after_the_release_tells_why_and_is_no_revision() {
    let folder = published("published-corrected");
    let key = "seedling@152923:2024H1";
    let olds = facts(&folder, key);
    let new = entered(&folder, key, "539.97亩");
    for old in olds {
        done(
            &folder,
            &format!("answer a.juyan {old} {new} --revised --reason 漏计一亩"),
        );
    }
    done(&folder, "site a.juyan -o site");
    let page = read(&folder, "index.html");
    let notice = page.split("id=\"correction\"").nth(1).expect("no notice");
    let notice = notice.split("</aside>").next().unwrap();
    assert!(
        notice.contains("原为538.97亩") && notice.contains("更正为539.97亩（原因：漏计一亩）"),
        "{notice}"
    );
    assert!(!page.contains("id=\"revised\""), "a correction is told twice");
}

#[test]
fn figures_that_were_never_others_have_no_list() {
    let folder = published("published-steady");
    assert!(!read(&folder, "index.html").contains("id=\"revised\""));
}

#[test]
fn a_release_is_a_data_set_whose_files_are_there_and_opinions_stand_beside_it() {
    let folder = published("published-data-set");
    let page = read(&folder, "index.html");
    let told = page.split("application/ld+json\">").nth(1).unwrap();
    let told = json(told.split("</script>").next().unwrap());
    assert_eq!(
        (&told["@context"], &told["@type"]),
        (&"https://schema.org".into(), &"Dataset".into())
    );
    for (field, value) in [
        ("identifier", "152900000000033/2024-01583"),
        ("temporalCoverage", "2024-01-01/2024-06-30"),
        ("datePublished", "2024-10-21"),
        ("dateCreated", "2024-09-24"),
    ] {
        assert_eq!(told[field], value);
    }
    assert_eq!(told["creator"]["name"], "额济纳旗人民政府办公室");
    let distribution = told["distribution"].as_array().unwrap();
    assert!(distribution.len() > 5);
    for file in distribution {
        let name = file["contentUrl"].as_str().unwrap();
        assert!(folder.join(RELEASE).join(name).is_file(), "{name} is not there");
    }
    // Report, opinions and replies are out together: on the page and for programs.
    let told = json(&read(&folder, "facts.json"));
    let opinions = told["opinions"].as_array().unwrap();
    assert!(!opinions.is_empty());
    for opinion in opinions {
        assert!(page.contains(opinion["text"].as_str().unwrap()));
        let reply = opinion["reply"]["text"].as_str();
        assert!(reply.is_none_or(|reply| page.contains(reply)));
    }
    assert!(
        opinions
            .iter()
            .any(|opinion| opinion["reply"]["text"].is_string())
    );
    assert!(opinions.iter().all(|opinion| opinion["days_late"].is_null()));
    assert!(
        opinions.iter().any(|opinion| opinion["reply"].is_null()),
        "what is not public is told"
    );
}

#[test]
fn an_answer_to_the_congress_that_came_too_late_says_so() {
    let folder = published("published-late-reply");
    let head = "意见编号,办理情况,办理状态,答复日期,是否公开";
    std::fs::write(
        folder.join("reply.csv"),
        format!("{head}\nSY-1,已逐项排期,办结,2024-12-20,是\n"),
    )
    .unwrap();
    done(
        &folder,
        "import a.juyan reply.csv --register review_reply --reason 答复",
    );
    done(&folder, "site a.juyan -o site");
    let page = read(&folder, "index.html");
    assert!(page.contains("已逐项排期（超过期限12天答复）"), "it is not told");
    let told = json(&read(&folder, "facts.json"));
    let late: Vec<_> = told["opinions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["days_late"])
        .collect();
    assert!(late.contains(&&json("12")), "{late:?}");
}

/// Whether a release is being written below `site`.
fn is_being_written(site: &Path) -> bool {
    let entries = std::fs::read_dir(site).into_iter().flatten().flatten();
    entries
        .into_iter()
        .any(|entry| entry.file_name().to_string_lossy().ends_with(".part"))
}

/// Runs the command and kills it so long after it began to write; whether it was killed while it wrote.
fn killed(folder: &Path, arguments: &str, pause: Duration) -> bool {
    let mut child = Command::new(env!("CARGO_BIN_EXE_juyan"))
        .args(arguments.split_whitespace())
        .current_dir(folder)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let began = Instant::now();
    while !is_being_written(&folder.join("site")) && began.elapsed() < Duration::from_mins(1) {
        if child.try_wait().unwrap().is_some() {
            return false;
        }
    }
    sleep(pause);
    child.kill().unwrap();
    child.wait().unwrap().code().is_none()
}

/// Runs the command while somebody reads the release: at no moment is a file of it away.
fn is_there_all_the_while(folder: &Path, arguments: &str) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_juyan"))
        .args(arguments.split_whitespace())
        .current_dir(folder)
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    while child.try_wait().unwrap().is_none() {
        for name in ["index.html", "f/1.html", "facts.parquet"] {
            assert!(folder.join(RELEASE).join(name).exists(), "{name} was away");
        }
    }
}

/// The files of the release alone, without what a killed program leaves beside it.
fn of_release(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    files(&folder.join(RELEASE))
}

fn swept(folder: &Path) {
    for entry in std::fs::read_dir(folder.join("site")).unwrap().flatten() {
        if entry.file_name().to_string_lossy().ends_with(".part") {
            std::fs::remove_dir_all(entry.path()).unwrap();
        }
    }
}

#[test]
fn a_site_that_is_killed_while_it_is_written_keeps_whole_releases() {
    let folder = published("published-killed");
    let plain = of_release(&folder);
    done(&folder, "site a.juyan -o site --bom");
    let marked = of_release(&folder);
    assert!(plain != marked);
    let mut hit = 0;
    for pause in 0..12 {
        // What is there already is not written: each time it is to be the other.
        let (arguments, wanted) = if of_release(&folder) == plain {
            ("site a.juyan -o site --bom", &marked)
        } else {
            ("site a.juyan -o site", &plain)
        };
        let before = of_release(&folder);
        hit += usize::from(killed(&folder, arguments, Duration::from_millis(pause * 3)));
        let now = of_release(&folder);
        assert!(now == before || now == *wanted, "half a release after {pause}");
        swept(&folder);
    }
    assert!(hit > 0, "nothing was killed while it wrote");
    done(&folder, "site a.juyan -o site");
    is_there_all_the_while(&folder, "site a.juyan -o site --bom");
    assert!(of_release(&folder) == marked && !is_being_written(&folder.join("site")));
}

#[test]
fn a_publication_that_is_killed_is_whole_or_not_there_and_is_done_by_the_next() {
    let folder = desk_of("published-killed-first");
    answered(&folder);
    signed(&folder, "report.txt");
    let publish = "publish a.juyan report.txt -o site --published 2024-10-21";
    let mut seen: Option<BTreeMap<String, Vec<u8>>> = None;
    for pause in [0, 4, 8, 16, 32] {
        killed(&folder, publish, Duration::from_millis(pause));
        let now = of_release(&folder);
        let is_recorded = out(&done(&folder, "changes a.juyan")).contains("公布");
        assert!(now.is_empty() || is_recorded, "pages of what is not recorded");
        if let Some(seen) = seen.as_ref().filter(|seen| !seen.is_empty()) {
            assert!(&now == seen, "a release changed or went away");
        }
        seen = Some(now);
        swept(&folder);
    }
    let last = juyan(&folder, publish);
    assert!(last.status.success());
    let whole = of_release(&folder);
    assert!(whole.contains_key("index.html") && whole.contains_key("facts.parquet"));
    if let Some(seen) = seen.filter(|seen| !seen.is_empty()) {
        assert!(seen == whole);
    }
    let published = out(&done(&folder, "changes a.juyan")).matches("公布").count();
    assert_eq!(published, 1, "it was published twice");
    assert!(out(&done(&folder, "verify a.juyan")).contains("完好"));
}
