//! The data beside a page, read by programs that are not ours; and the page in a browser, with a judge of its accessibility.
//! What a machine does not have is said and passed over.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "helpers of tests"
)]

mod desk;

use desk::{err, folder, juyan, out};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

const REPORT: &str = include_str!("../../../examples/ejin/report.txt");
const RELEASE: &str = "site/152900000000033-2024-01583";
/// What reads data from elsewhere; `.ci/packages` names what it needs.
const READER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/open_data.py");

/// The release of the example, published once for all tests here.
fn release() -> &'static Path {
    static RELEASED: OnceLock<PathBuf> = OnceLock::new();
    RELEASED.get_or_init(|| {
        let folder = folder("open-data");
        std::fs::write(folder.join("report.txt"), REPORT).unwrap();
        for arguments in [
            "init a.juyan --region 152923 --example",
            "answer a.juyan 61 85 --both",
            "answer a.juyan 61 347 --both",
            "sign a.juyan report.txt --as review --person 甲",
            "sign a.juyan report.txt --as sign-off --person 乙",
            "publish a.juyan report.txt -o site --published 2024-10-21",
        ] {
            let done = juyan(&folder, arguments);
            assert!(done.status.success(), "{arguments}: {}", err(&done));
        }
        folder.join(RELEASE)
    })
}

/// The same, whose text was corrected: the new one and the old one that stays to be read.
fn corrected() -> [PathBuf; 2] {
    static CORRECTED: OnceLock<PathBuf> = OnceLock::new();
    let folder = CORRECTED.get_or_init(|| {
        let begun = release().join("../..");
        let folder = folder("open-data-corrected");
        std::fs::copy(begun.join("a.juyan"), folder.join("a.juyan")).unwrap();
        std::fs::write(
            folder.join("second.txt"),
            REPORT.replace("今年以来，", "半年来，"),
        )
        .unwrap();
        for arguments in [
            "sign a.juyan second.txt --as review --person 甲",
            "sign a.juyan second.txt --as sign-off --person 乙",
            "publish a.juyan second.txt -o site --published 2024-10-22 --reason 改写",
        ] {
            let done = juyan(&folder, arguments);
            assert!(done.status.success(), "{arguments}: {}", err(&done));
        }
        folder
    });
    let newest = folder.join(RELEASE);
    [newest.join("versions/1"), newest]
}

/// A release that tells of the nation, a province, a prefecture and another county beside its own, and of a figure that was not public.
fn of_regions() -> &'static Path {
    const ELSEWHERE: &str = "全国地区生产总值增长5.0%。内蒙古自治区地区生产总值增长6.2%。阿拉善盟地区生产总值增长5.5%。\
        阿拉善左旗地区生产总值下降0.8%。隐性债务化解1.2亿元。";
    static RELEASED: OnceLock<PathBuf> = OnceLock::new();
    RELEASED.get_or_init(|| {
        let folder = folder("open-data-regions");
        let (header, _) = REPORT.split_once("一、").unwrap();
        let footer = REPORT
            .lines()
            .rev()
            .find(|line| line.contains("信息来源"))
            .unwrap();
        let text = format!("{header}一、计划执行情况\n\n{ELSEWHERE}\n\n{footer}\n");
        std::fs::write(folder.join("report.txt"), text).unwrap();
        for arguments in [
            "init a.juyan --region 152923",
            "record a.juyan report.txt",
            "sign a.juyan report.txt --as review --person 甲",
            "sign a.juyan report.txt --as sign-off --person 乙",
        ] {
            let done = juyan(&folder, arguments);
            assert!(done.status.success(), "{arguments}: {}", err(&done));
        }
        let listed = out(&juyan(&folder, "facts a.juyan --format json"));
        let facts = listed.lines().map(desk::json);
        for fact in facts.filter(|fact| fact["openness"] == "internal") {
            let released = format!("release a.juyan {} --ground 保密审查12号", fact["fact"]);
            assert!(juyan(&folder, &released).status.success(), "{released}");
        }
        let done = juyan(
            &folder,
            "publish a.juyan report.txt -o site --published 2024-10-21",
        );
        assert!(done.status.success(), "{}", err(&done));
        folder.join(RELEASE)
    })
}

#[test]
fn regions_and_what_was_released_are_in_every_file() {
    let facts = std::fs::read_to_string(of_regions().join("facts.json")).unwrap();
    let facts = desk::json(&facts)["facts"].as_array().unwrap().clone();
    let of = |name: &str| {
        let mut values: Vec<&str> = facts.iter().map(|fact| fact[name].as_str().unwrap()).collect();
        values.sort_unstable();
        values
    };
    assert_eq!(of("region"), ["000000", "150000", "152900", "152921", "152923"]);
    assert_eq!(
        of("openness"),
        ["public", "public", "public", "public", "released"]
    );
    for what in ["polars", "duckdb", "pandas", "pysdmx", "schema"] {
        judged_in(what, of_regions());
    }
    let page = std::fs::read_to_string(of_regions().join("f/5.html")).unwrap();
    assert!(page.contains("原不公开，经审查决定公开"), "{page}");
    let page = std::fs::read_to_string(of_regions().join("f/1.html")).unwrap();
    assert!(!page.contains("经审查决定公开"), "{page}");
}

/// Python with the packages of `.ci/packages`, or whatever the machine has.
fn python() -> String {
    std::env::var("JUYAN_PYTHON").unwrap_or_else(|_| "python3".to_owned())
}

fn judged(what: &str) {
    for folder in std::iter::once(release().to_owned()).chain(corrected()) {
        judged_in(what, &folder);
    }
}

fn judged_in(what: &str, folder: &Path) {
    let output = Command::new(python()).arg(READER).arg(what).arg(folder).output();
    let Ok(output) = output else {
        println!("no Python is installed: {what} was not read");
        return;
    };
    let said =
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{what}: {said}");
    println!("{said}");
}

#[test]
fn parquet_is_read_by_polars_and_duckdb() {
    judged("polars");
    judged("duckdb");
    judged("pandas");
}

#[test]
fn sdmx_is_read_by_pysdmx_and_is_of_its_schema() {
    judged("pysdmx");
    judged("schema");
}

/// The columns of the value, and of region, key and openness.
const VALUE: usize = 5;
const TOLD: [usize; 3] = [10, 17, 19];

#[test]
fn csv_and_workbook_are_read_by_libreoffice() {
    read_by_office(release(), 150);
    read_by_office(of_regions(), 4);
}

/// Whether `LibreOffice` reads in both files what the release tells, and more than so many rows.
fn read_by_office(release: &Path, more: usize) {
    let folder = release.join("../../office");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    for name in ["facts.csv", "facts.xlsx"] {
        let to = folder.join(name.replace('.', "-")).with_extension("csv");
        std::fs::copy(release.join(name), folder.join(name)).unwrap();
        let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
        let mut office = Command::new("soffice");
        office.args([
            "--headless",
            &profile,
            "--infilter=CSV:44,34,76,1",
            "--convert-to",
        ]);
        if name.ends_with("xlsx") {
            office = Command::new("soffice");
            office.args(["--headless", &profile, "--convert-to"]);
        }
        office.arg("csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,1");
        office
            .arg("--outdir")
            .arg(folder.join("out"))
            .arg(folder.join(name));
        let Ok(status) = office.stdout(Stdio::null()).stderr(Stdio::null()).status() else {
            println!("no LibreOffice is installed: {name} was not read");
            return;
        };
        assert!(status.success(), "{name}");
        let made = std::fs::read_dir(folder.join("out"))
            .ok()
            .and_then(|mut made| made.next());
        let Some(made) = made else {
            println!("this LibreOffice has no tables: {name} was not read");
            return;
        };
        std::fs::rename(made.unwrap().path(), &to).unwrap();
        let rows = |path: &Path| -> Vec<(juyan::model::Decimal, [String; 3])> {
            let mut table = csv::ReaderBuilder::new().flexible(true).from_path(path).unwrap();
            let rows = table.records().map(Result::unwrap);
            // Out of a file of texts it takes the code of the nation for a number.
            let words =
                |row: &csv::StringRecord| TOLD.map(|column| row[column].trim_start_matches('0').to_owned());
            rows.filter_map(|row| Some((row.get(VALUE)?.parse().ok()?, words(&row))))
                .collect()
        };
        let ours = rows(&release.join("facts.csv"));
        assert!(ours.len() > more);
        assert_eq!(rows(&to), ours, "{name}");
    }
}

/// What keeps a browser from asking for anything of its own.
const QUIET: [&str; 10] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--allow-file-access-from-files",
    "--virtual-time-budget=20000",
    "--dump-dom",
];

/// The page at `path` and what stands behind it in its address as a browser has it in the end; none where there is no browser.
fn shown(path: &Path, behind: &str) -> Option<String> {
    static CALLS: AtomicUsize = AtomicUsize::new(0);
    // Browsers that share a profile hand their pages to one another.
    let call = CALLS.fetch_add(1, Ordering::Relaxed);
    let profile = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("open-data-profile-{call}"));
    let mut names = ["chromium", "chromium-browser", "google-chrome"].into_iter();
    let output = names.find_map(|name| {
        let mut browser = Command::new(name);
        browser
            .args(QUIET)
            .arg(format!("--user-data-dir={}", profile.display()));
        browser
            .arg(format!("file://{}{behind}", path.display()))
            .stderr(Stdio::null())
            .output()
            .ok()
    })?;
    let _ = std::fs::remove_dir_all(profile);
    let page = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        !page.is_empty(),
        "the browser shows nothing of {}",
        path.display()
    );
    Some(page)
}

/// A copy of a page beside it under another policy, with more behind its end.
fn changed(name: &str, policy: &str, more: &str) -> PathBuf {
    let path = release().join(name);
    let page = std::fs::read_to_string(&path).unwrap();
    let (before, rest) = page
        .split_once("<meta http-equiv=\"Content-Security-Policy\"")
        .unwrap();
    let (_, rest) = rest.split_once('\n').unwrap();
    let page = format!("{before}{policy}\n{rest}").replace("</body>", &format!("{more}</body>"));
    let kind = if policy.is_empty() { "judged" } else { "plain" };
    let copy = path.with_file_name(format!("{kind}-{}", name.replace('/', "-")));
    std::fs::write(&copy, page).unwrap();
    copy
}

#[test]
fn the_search_finds_and_without_a_script_all_is_there() {
    let search = release().join("../search.html");
    let sought = "#%E7%89%B2%E7%95%9C";
    let Some(found) = shown(&search, sought) else {
        println!("no browser is installed: the pages were not looked at");
        return;
    };
    assert!(
        found.contains("data-ready=\"yes\""),
        "the script did not run to its end"
    );
    let seen = found.matches("<li><a href=\"1529").count();
    let hidden = found.matches("<li hidden=\"\"><a href=\"1529").count();
    assert!((1..5).contains(&seen) && hidden > 150, "{seen} of {hidden} found");
    let without = "<meta http-equiv=\"Content-Security-Policy\" content=\"script-src 'none'\">";
    let plain = changed("../search.html", without, "");
    let page = shown(&plain, sought).unwrap();
    std::fs::remove_file(plain).unwrap();
    assert!(!page.contains("data-ready"), "a script ran");
    assert_eq!(page.matches("<li hidden").count(), 0);
    assert!(page.matches("<li><a href=\"1529").count() > 150);
    // The report's own page lets no script run at all, and is looked at as it is.
    let page = shown(&release().join("index.html"), "").unwrap();
    assert!(page.matches("href=\"f/").count() > 150 && page.contains("default-src 'none'"));
}

/// The pages of a site that differ in kind.
const PAGES: [&str; 5] = [
    "index.html",
    "data.html",
    "f/1.html",
    "../index.html",
    "../search.html",
];
/// What measures pages in a browser.
const BROWSER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/browser.py");
/// Its exit status where there is no browser.
const NO_BROWSER: i32 = 3;

/// What the browser says of a page; none where there is no browser, or no Python.
fn told(arguments: &[&str]) -> Option<serde_json::Value> {
    let output = Command::new(python())
        .arg(BROWSER)
        .args(arguments)
        .output()
        .ok()?;
    if output.status.code() == Some(NO_BROWSER) {
        println!("no browser is installed: the pages were not measured");
        return None;
    }
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{arguments:?}: {said}");
    Some(desk::json(&String::from_utf8_lossy(&output.stdout)))
}

#[test]
fn pages_ask_for_nothing_else_weigh_little_and_show_words_at_once() {
    let site = release().join("..").display().to_string();
    for name in PAGES {
        let page = release().join(name).display().to_string();
        let mut paint = f64::INFINITY;
        // A machine that does other things besides is slow now and then; the page is not.
        for _ in 0..3 {
            let Some(seen) = told(&["measure", &page, &site]) else {
                return;
            };
            assert_eq!(seen["requests"], 1, "{name}");
            assert_eq!(seen["beyond"], serde_json::json!([]), "{name}");
            let bytes = seen["bytes"].as_u64().unwrap();
            assert!((1_000..200_000).contains(&bytes), "{name}: {bytes} bytes");
            paint = paint.min(seen["paint"].as_f64().unwrap());
            if paint < 1000.0 {
                println!("{name}: {bytes} bytes, first paint after {paint} ms");
                break;
            }
        }
        assert!(paint < 1000.0, "{name}: first paint after {paint} ms");
    }
}

#[test]
fn without_scripts_pages_are_read_on_phone_and_desk_and_their_links_lead_somewhere() {
    for (name, width) in PAGES.iter().flat_map(|name| [(name, "360"), (name, "1280")]) {
        let page = release().join(name).display().to_string();
        let Some(seen) = told(&["read", &page, width]) else {
            return;
        };
        assert!(seen["words"].as_u64().unwrap() > 100, "{name}: {}", seen["words"]);
        assert_eq!(seen["scripted"], "", "{name}: a script ran");
        let broad = seen["broad"].as_u64().unwrap();
        assert!(
            broad <= width.parse().unwrap(),
            "{name} is {broad} pixels wide on {width}"
        );
        let links = seen["links"].as_array().unwrap();
        assert!(!links.is_empty());
        for link in links {
            let link = link.as_str().unwrap();
            let (path, place) = link.split_once('#').unwrap_or((link, ""));
            let path = Path::new(path.strip_prefix("file://").unwrap());
            assert!(path.is_file(), "{name} leads to {link}, which is not there");
            let target = (!place.is_empty()).then(|| std::fs::read_to_string(path).unwrap());
            let has_place = |page: String| page.contains(&format!("id=\"{place}\""));
            assert!(
                target.is_none_or(has_place),
                "{name} leads to {link}, where there is no such place"
            );
        }
    }
}

/// What judges the accessibility of pages, as a file; none where it is not installed.
fn judge() -> Option<PathBuf> {
    let named = std::env::var_os("JUYAN_AXE").map(PathBuf::from);
    if let Some(named) = named.filter(|named| named.is_file()) {
        return Some(named);
    }
    let script = Command::new(python())
        .arg(READER)
        .arg("axe")
        .arg(release())
        .output();
    let script = script.ok()?;
    if !script.status.success() || script.stdout.is_empty() {
        println!("no axe is installed: the pages were not judged");
        return None;
    }
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("axe.js");
    std::fs::write(&path, script.stdout).unwrap();
    Some(path)
}

#[test]
fn axe_finds_nothing_serious() {
    let Some(judge) = judge() else { return };
    let mut pages: Vec<String> = PAGES.map(str::to_owned).to_vec();
    // All pages of figures are made alike; those that have more or less to tell are among these.
    pages.extend((1..150).step_by(12).map(|number| format!("f/{number}.html")));
    let pages: Vec<String> = pages
        .iter()
        .map(|name| release().join(name).display().to_string())
        .collect();
    for width in ["390", "1280"] {
        let mut browser = Command::new(python())
            .args([BROWSER, "judge"])
            .arg(&judge)
            .arg(width)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let input = pages.join("\n");
        std::io::Write::write_all(&mut browser.stdin.take().unwrap(), input.as_bytes()).unwrap();
        let output = browser.wait_with_output().unwrap();
        if output.status.code() == Some(NO_BROWSER) {
            println!("no browser is installed: the pages were not judged");
            return;
        }
        let told = String::from_utf8_lossy(&output.stdout).into_owned();
        let judged: Vec<serde_json::Value> = told.lines().map(desk::json).collect();
        assert_eq!(judged.len(), pages.len(), "not all pages were judged at {width}");
        for page in judged {
            assert_eq!(
                page["grave"],
                serde_json::json!([]),
                "{} at {width}",
                page["page"]
            );
            assert!(page["passes"].as_u64().unwrap() > 10, "{page}");
        }
    }
    println!("{} pages: no rule of axe is broken gravely", pages.len());
}
