//! The command as its users call it: what it prints, writes, and says with its exit status.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops where it stands"
)]

mod desk;

use desk::*;
use std::process::{Command, Stdio};

#[test]
fn the_exit_status_says_the_worst() {
    let folder = folder("status");
    let status = |arguments| juyan(&folder, arguments).status.code();
    assert_eq!(status("check right.txt"), Some(0));
    assert_eq!(status("check right.txt wrong.txt"), Some(1));
    assert_eq!(status("check wrong.txt absent.txt"), Some(2));
    assert_eq!(status("check"), Some(2));
    assert_eq!(status("check --format nonsense right.txt"), Some(2));
    assert_eq!(status("read wrong.txt"), Some(0));
    assert_eq!(status("check --allow J0301 wrong.txt"), Some(0));
    assert_eq!(status("check --allow sum-differs-from-parts wrong.txt"), Some(0));
    assert_eq!(status("check --allow J9999 wrong.txt"), Some(2));
}

#[test]
fn several_reports_are_lines_in_the_order_of_the_arguments() {
    let folder = folder("order");
    let names: Vec<String> = (0..90)
        .map(|number| format!("{:02}.txt", (number * 37) % 90))
        .collect();
    for name in &names {
        std::fs::write(folder.join(name), RIGHT).unwrap();
    }
    let printed = out(&juyan(
        &folder,
        &format!("check --format json {}", names.join(" ")),
    ));
    let told: Vec<String> = printed
        .lines()
        .map(|line| json(line)["document"]["name"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(told, names);
}

#[test]
fn a_finding_marks_exactly_the_figures_that_take_part() {
    let printed = out(&juyan(&folder("finding"), "check --format json wrong.txt"));
    let check = json(&printed);
    assert_eq!(check["schema"], "juyan/1");
    let finding = &check["findings"][0];
    assert_eq!(
        (&finding["rule"], &finding["name"]),
        (&json("\"J0301\""), &json("\"sum-differs-from-parts\""))
    );
    assert_eq!(finding["severity"], "error");
    assert_eq!(finding["spans"], json("[[8, 11], [16, 19], [22, 24]]"));
    let claim = &check["claims"][0];
    assert_eq!(
        (claim["kind"].as_str(), claim["verdict"].as_str()),
        (Some("sum"), Some("refuted"))
    );
    assert_eq!(claim["members"][0]["role"], "total");
}

#[test]
fn text_shows_the_sentence_with_carets_and_sums_up() {
    let printed = out(&juyan(&folder("text"), "check wrong.txt"));
    let lines: Vec<&str> = printed.lines().collect();
    let quoted = lines.iter().position(|line| line.contains("全年实施")).unwrap();
    // Two columns a Han character: the caret line has two blanks for each.
    assert!(
        lines[quoted + 1].starts_with(&format!("  │ {}^^^^ ", " ".repeat(16))),
        "{printed}"
    );
    assert!(!printed.contains('\u{1b}'), "colours belong on a terminal");
    assert!(printed.contains("juyan explain J0301"));
    assert!(lines.last().unwrap().starts_with("wrong.txt："));
}

/// A comma may close a full line: it has its two columns too.
#[test]
fn sentences_fit_80_columns_wherever_their_commas_stand() {
    let folder = folder("fit");
    for more in 0..12 {
        let name = format!("{more}.txt");
        let lead = "增".repeat(more / 2) + &"x".repeat(more % 2);
        let text = format!(
            "岭南县2024年上半年经济运行情况\n\n{lead}城镇居民可支配收入15463元，增长8.6%，农牧民的人均可支配收入3275元，增长8.2%，全部办结。\n"
        );
        std::fs::write(folder.join(&name), text).unwrap();
        let printed = out(&juyan(&folder, &format!("check {name}")));
        let quoted: Vec<&str> = printed.lines().filter(|line| line.contains('│')).collect();
        assert!(quoted.len() > 2, "{printed}");
        for line in quoted {
            assert!(columns(line) <= 80, "{line}");
        }
    }
}

#[test]
fn several_tables_are_one_with_one_line_of_names() {
    let folder = folder("tables");
    let printed = out(&juyan(&folder, "read --format csv right.txt wrong.txt"));
    let names: Vec<&str> = printed.lines().filter(|line| line.starts_with("file,")).collect();
    assert_eq!(names.len(), 1, "{printed}");
    assert!(
        printed.starts_with(names[0]) && printed.lines().count() == 7,
        "{printed}"
    );
    let printed = out(&juyan(
        &folder,
        "check --format csv wrong.txt right.txt wrong.txt",
    ));
    let rows: Vec<&str> = printed.lines().collect();
    assert_eq!(rows.len(), 3, "{printed}");
    assert!(rows[0].starts_with("file,rule,name,severity,line,start,end,figures,message"));
    assert!(
        rows[1].starts_with("wrong.txt,J0301,sum-differs-from-parts,error,1,8,11,19项、11项、7项,"),
        "{printed}"
    );
    juyan(&folder, "check --format csv -o all wrong.txt right.txt");
    for (name, rows) in [("wrong", 2), ("right", 1)] {
        let table = std::fs::read_to_string(folder.join(format!("all/{name}.findings.csv"))).unwrap();
        assert!(table.starts_with("\u{feff}file,rule,"), "{table}");
        assert_eq!(table.lines().count(), rows, "{table}");
    }
}

/// A web page sets its numbers with blanks that do not break; in a text somebody typed them.
#[test]
fn the_typesetting_of_a_page_is_no_blank_of_the_drafter() {
    let folder = folder("typesetting");
    let text = "全县新投产企业\u{a0}9\u{a0}家，新增就业120\u{a0}人。";
    std::fs::write(folder.join("a.txt"), text).unwrap();
    std::fs::write(folder.join("a.html"), format!("<html><body><p>{text}</p></body>")).unwrap();
    let rules = |file: &str| out(&juyan(&folder, &format!("check {file}")));
    assert!(rules("a.txt").contains("J0704"), "{}", rules("a.txt"));
    assert!(!rules("a.html").contains("J0704"), "{}", rules("a.html"));
}

#[test]
fn no_more_threads_start_than_there_are_files() {
    let folder = folder("threads");
    std::fs::write(folder.join("a.txt"), "全县新增就业12人。").unwrap();
    let many = juyan(&folder, "check --jobs 99999 a.txt");
    assert_eq!(many.status.code(), Some(0), "{}", err(&many));
    let none = juyan(&folder, "check --jobs 0 a.txt");
    assert_eq!(none.status.code(), Some(2));
    assert!(err(&none).contains("--jobs"), "{}", err(&none));
}

#[test]
fn the_language_can_be_english() {
    let printed = out(&juyan(&folder("english"), "check --lang en wrong.txt"));
    assert!(
        printed.starts_with("error[J0301] the parts do not come to the total"),
        "{printed}"
    );
}

#[test]
fn the_standard_input_is_read() {
    let output = with_input(&folder("stdin"), "check --format json -", WRONG.as_bytes());
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(json(&out(&output))["document"]["name"], "-");
}

#[test]
fn every_file_that_cannot_be_read_gets_one_message_and_the_others_are_done() {
    let folder = folder("unreadable");
    std::fs::write(folder.join("empty.txt"), "").unwrap();
    std::fs::write(folder.join("broken.docx"), b"PK\x03\x04 and nothing more").unwrap();
    std::fs::write(folder.join("binary.txt"), [0, 159, 1, 2, 0, 0, 255, 254, 7]).unwrap();
    std::fs::create_dir(folder.join("folder")).unwrap();
    let output = juyan(
        &folder,
        "check --format json absent.txt folder empty.txt broken.docx binary.txt wrong.txt",
    );
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(out(&output).lines().count(), 1);
    let complaints = err(&output);
    for (line, name) in
        complaints
            .lines()
            .zip(["absent.txt", "folder", "empty.txt", "broken.docx", "binary.txt"])
    {
        assert!(line.starts_with(&format!("juyan: {name}: ")), "{line}");
        assert!(!line.ends_with(": "), "{line}");
    }
    assert_eq!(complaints.lines().count(), 5, "{complaints}");
}

/// A page or a Word file behind another opens nowhere.
#[test]
fn what_the_system_says_is_told_in_the_language() {
    let folder = folder("reasons");
    std::fs::create_dir(folder.join("taken.json")).unwrap();
    for (arguments, words) in [
        ("check --format json -o right.txt/a.json right.txt", "不能写入"),
        (
            "check --format html -o taken.json/../right.txt/b/c.html right.txt",
            "没有文件夹",
        ),
        ("check --catalogue absent right.txt", "没有这个文件或文件夹"),
        ("check right.txt/inner.txt", "读取失败"),
    ] {
        let complaint = err(&juyan(&folder, arguments));
        assert!(complaint.contains(words), "{arguments}: {complaint}");
        let is_english = ["os error", "directory", "No such"]
            .iter()
            .any(|word| complaint.contains(word));
        assert!(!is_english, "{arguments}: {complaint}");
        let complaint = err(&juyan(&folder, &format!("--lang en {arguments}")));
        let is_han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
        assert!(!complaint.contains(is_han), "{arguments}: {complaint}");
    }
}

/// What has not the form of a record is told in the user's own language, as far as the form goes.
#[test]
fn own_words_without_form_are_told_in_the_language_asked_for() {
    let folder = folder("formless");
    std::fs::create_dir(folder.join("words")).unwrap();
    for (record, words) in [
        ("[[unit]]\nnam = \"驮\"\n", "没有“nam”这个字段"),
        (
            "[[unit]]\nname = \"驮\"\nclass = \"heap\"\n",
            "没有“heap”这个取值，可以写",
        ),
        ("[[unit]]\nname = \"驮\"\n", "缺少字段"),
        ("[[unit]]\nname = 7\n", "值的类型不对"),
        ("[[unit]\nname", "不是正确的 TOML"),
    ] {
        std::fs::write(folder.join("words/own.toml"), record).unwrap();
        let complaint = err(&juyan(&folder, "check --catalogue words right.txt"));
        assert!(
            complaint.contains(words) && complaint.contains("行”"),
            "{complaint}"
        );
        assert!(!complaint.contains("line"), "{complaint}");
    }
    std::fs::remove_file(folder.join("words/own.toml")).unwrap();
    std::fs::write(folder.join("words/regions.tsv"), "code\tname\n152997\t某县\n").unwrap();
    let complaint = err(&juyan(&folder, "check --catalogue words right.txt"));
    assert!(
        complaint.contains("第2行") && complaint.contains("6列：code, name") && !complaint.contains("TOML"),
        "{complaint}"
    );
}

#[test]
fn help_is_a_word_as_well() {
    let folder = folder("help-word");
    let same = |word: &str, flag: &str| {
        let (word, flag) = (juyan(&folder, word), juyan(&folder, flag));
        assert_eq!(word.status.code(), Some(0));
        assert_eq!(out(&word), out(&flag));
    };
    same("help", "--help");
    same("help check", "check --help");
    same("--lang en help read", "--lang en read --help");
    // A file may bear the name.
    std::fs::write(folder.join("help"), RIGHT).unwrap();
    assert_eq!(juyan(&folder, "check help").status.code(), Some(0));
}

#[test]
fn the_standard_input_is_read_once() {
    let output = juyan(&folder("stdin-twice"), "check - -");
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("只能读一次"), "{}", err(&output));
}

#[test]
fn own_words_are_held_to_their_examples() {
    let folder = folder("examples");
    std::fs::create_dir(folder.join("words")).unwrap();
    let unit =
        "[[unit]]\nname = \"驮\"\nclass = \"counter\"\ndimension = \"load\"\nexample = \"运来盐砖30车。\"\n";
    std::fs::write(folder.join("words/own.toml"), unit).unwrap();
    let output = juyan(&folder, "check --catalogue words right.txt");
    assert_eq!(output.status.code(), Some(2));
    let complaint = err(&output);
    assert!(
        complaint.contains("own.toml") && complaint.contains("unit 驮"),
        "{complaint}"
    );
}

/// Copied out of a PDF, a report has its lines broken at a margin, and numbers over two of them; offsets still count the
/// file's characters.
#[test]
fn lines_broken_at_a_margin_are_read_as_one() {
    let folder = folder("wrapped");
    let lines = [
        "一、重点项目\n全县上半年组织实施重点建设项目共计1",
        "9项，其中今年新建项目11项、续建7",
        "项，各类项目累计完成投资额达到12.",
        "5亿元，同比增长3.4%。\n",
    ];
    let wrapped = lines.join("\n");
    std::fs::write(folder.join("wrapped.txt"), &wrapped).unwrap();
    std::fs::write(folder.join("whole.txt"), lines.concat()).unwrap();
    let read = |name: &str| json(&out(&juyan(&folder, &format!("read {name}"))))["figures"].clone();
    let (figures, whole) = (read("wrapped.txt"), read("whole.txt"));
    let text: Vec<char> = wrapped.chars().collect();
    assert_eq!(figures.as_array().unwrap().len(), whole.as_array().unwrap().len());
    for (figure, same) in figures.as_array().unwrap().iter().zip(whole.as_array().unwrap()) {
        assert_eq!(
            (&figure["value"], &figure["text"]),
            (&same["value"], &same["text"])
        );
        let end = |end: usize| usize::try_from(figure["span"][end].as_u64().unwrap()).unwrap();
        let words: String = text[end(0)..end(1)].iter().filter(|c| **c != '\n').collect();
        assert_eq!(figure["text"], words);
    }
    let log = json(&out(&juyan(&folder, "check --format sarif wrapped.txt")));
    let region = &log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"];
    assert_eq!(
        (&region["startLine"], &region["endLine"]),
        (&json("2"), &json("3")),
        "{region}"
    );
}

#[test]
fn a_byte_order_mark_is_not_counted_and_returns_are() {
    let folder = folder("mark");
    std::fs::write(folder.join("mark.txt"), "\u{feff}一\r\n7人").unwrap();
    let figure = &json(&out(&juyan(&folder, "read mark.txt")))["figures"][1];
    assert_eq!(
        (figure["span"].clone(), figure["text"].as_str()),
        (json("[3, 5]"), Some("7人"))
    );
}

#[test]
fn a_table_has_a_row_a_figure() {
    let printed = out(&juyan(&folder("table"), "read --format csv wrong.txt"));
    assert_eq!(printed.lines().count(), 4);
    assert!(printed.starts_with("file,id,start,end,text,role,value"));
    assert!(printed.lines().all(|line| line.split(',').count() == 22));
}

#[test]
fn own_words_are_laid_over_the_built_in_ones() {
    let folder = folder("own");
    std::fs::create_dir(folder.join("words")).unwrap();
    let unit =
        "[[unit]]\nname = \"驮\"\nclass = \"counter\"\ndimension = \"load\"\nexample = \"运来盐砖30驮。\"\n";
    std::fs::write(folder.join("words/own.toml"), unit).unwrap();
    std::fs::write(folder.join("salt.txt"), "运来盐砖30驮。").unwrap();
    let read = |arguments| json(&out(&juyan(&folder, arguments)))["figures"][0]["unit"].clone();
    assert_eq!(read("read --catalogue words salt.txt"), "驮");
    std::fs::write(folder.join("words/bad.toml"), "nonsense =").unwrap();
    let output = juyan(&folder, "read --catalogue words salt.txt");
    assert_eq!(output.status.code(), Some(2));
    assert!(
        err(&output).contains("bad.toml") && err(&output).contains("写得不对"),
        "{}",
        err(&output)
    );
    assert_eq!(
        juyan(&folder, "read --catalogue absent salt.txt").status.code(),
        Some(2)
    );
}

#[test]
fn rules_are_listed_and_explained() {
    let folder = folder("explain");
    let listed = out(&juyan(&folder, "explain"));
    assert!(listed.contains("J0301") && listed.contains("sum-differs-from-parts"));
    let page = out(&juyan(&folder, "explain J0301"));
    assert!(page.starts_with("# J0301"));
    assert_eq!(page, out(&juyan(&folder, "explain sum-differs-from-parts")));
    assert_eq!(page, out(&juyan(&folder, "explain 分项之和与总数不符")));
    assert!(err(&juyan(&folder, "explain 分项之和")).contains("J0301"));
    let output = juyan(&folder, "explain sum-difers-from-part");
    assert_eq!(output.status.code(), Some(2));
    assert!(
        err(&output).contains("sum-differs-from-parts"),
        "{}",
        err(&output)
    );
}

#[test]
fn a_reader_that_goes_away_ends_the_run_quietly() {
    let folder = folder("pipe");
    let many = "right.txt ".repeat(200);
    let mut child = Command::new(env!("CARGO_BIN_EXE_juyan"))
        .args(format!("read {many}").split_whitespace())
        .current_dir(&folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(err(&output), "");
    assert!(output.status.code().is_some(), "ended by a signal");
}

#[test]
fn the_same_input_gives_the_same_output_on_any_number_of_threads() {
    let folder = folder("threads");
    let many = "wrong.txt right.txt ".repeat(20);
    let one = out(&juyan(&folder, &format!("check --jobs 1 --format json {many}")));
    let four = out(&juyan(&folder, &format!("check --jobs 4 --format json {many}")));
    assert_eq!(one, four);
}

#[test]
fn a_word_document_and_a_log_come_out() {
    let folder = folder("formats");
    juyan(&folder, "check --format docx -o wrong.docx wrong.txt");
    assert!(
        std::fs::read(folder.join("wrong.docx"))
            .unwrap()
            .starts_with(b"PK")
    );
    let output = juyan(&folder, "check --format json wrong.docx");
    let check = json(&out(&output));
    assert!(check["document"]["text"].as_str().unwrap().contains("19项"));
    let log = json(&out(&juyan(&folder, "check --format sarif wrong.txt")));
    assert_eq!(log["runs"][0]["results"][0]["ruleId"], "J0301");
    let output = juyan(&folder, "check --format sarif right.txt no-such.txt wrong.txt");
    let log = json(&out(&output));
    assert_eq!(log["runs"].as_array().unwrap().len(), 2);
    assert_eq!(log["runs"][1]["artifacts"][0]["location"]["uri"], "wrong.txt");
}

#[test]
fn help_teaches_in_the_language_asked_for() {
    let folder = folder("help");
    let chinese = out(&juyan(&folder, "check --help"));
    assert!(
        chinese.contains("示例：") && chinese.contains("juyan check"),
        "{chinese}"
    );
    let english = out(&juyan(&folder, "--lang en check --help"));
    assert!(english.contains("Examples:"), "{english}");
    let is_han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    assert!(!english.contains(is_han), "{english}");
    assert!(out(&juyan(&folder, "--version")).starts_with("juyan "));
}

#[test]
fn every_claim_can_be_listed_with_the_power_of_its_proof() {
    let printed = out(&juyan(&folder("proofs"), "check --proofs right.txt"));
    let line = printed.lines().find(|line| line.contains("11 + 7 = 18")).unwrap();
    assert!(line.starts_with("证实 ") && line.contains('%'), "{line}");
}

#[test]
fn what_is_wrong_with_the_arguments_is_told_in_the_language() {
    let folder = folder("usage");
    let told = |arguments| {
        let output = juyan(&folder, arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments}");
        err(&output)
    };
    for (arguments, words) in [
        ("check --formt json right.txt", "是不是 --format"),
        (
            "check --format yaml right.txt",
            "可以写：text json csv sarif html docx",
        ),
        ("check", "缺少 <FILE>"),
        ("chekc right.txt", "是不是 check"),
        ("check --jobs 0 right.txt", "--jobs"),
        ("check --lang", "--lang"),
        ("check --format json --format json right.txt", "--format"),
    ] {
        let complaint = told(arguments);
        assert!(complaint.contains(words), "{arguments}: {complaint}");
        let is_english = ["error:", "Usage", "unexpected", "possible"]
            .iter()
            .any(|word| complaint.contains(word));
        assert!(!is_english, "{arguments}: {complaint}");
    }
    let english = told("--lang en check --formt json right.txt");
    assert!(english.contains("did you mean --format"), "{english}");
    assert!(
        told("").contains("juyan explain"),
        "help is shown where nothing is asked for"
    );
}

#[test]
fn a_rule_that_is_not_there_is_told_with_those_like_it() {
    let folder = folder("near");
    let complaint = err(&juyan(&folder, "check --allow J0330 right.txt"));
    assert!(
        complaint.contains("J0303 ratio-contradicts-operands"),
        "{complaint}"
    );
    let complaint = err(&juyan(&folder, "check --allow above right.txt"));
    assert!(complaint.contains("J0312 share-above-"), "{complaint}");
    let complaint = err(&juyan(&folder, "check --allow FOO right.txt"));
    assert!(complaint.contains("juyan explain"), "{complaint}");
}

#[test]
fn proofs_are_of_the_text_form() {
    let output = juyan(&folder("form"), "check --proofs --format json right.txt");
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("--proofs"), "{}", err(&output));
}

#[test]
fn what_is_allowed_does_not_look_clean() {
    let folder = folder("allowed");
    let told = out(&juyan(&folder, "check --allow 分项之和与总数不符 wrong.txt"));
    assert!(told.contains("推翻1") && !told.contains("没有发现问题"), "{told}");
}

#[test]
fn what_was_not_checked_does_not_look_clean() {
    let folder = folder("unchecked");
    std::fs::write(folder.join("words.txt"), "全旗经济运行总体平稳。").unwrap();
    std::fs::write(folder.join("alone.txt"), "全旗粮食产量12万吨。").unwrap();
    let words = out(&juyan(&folder, "check words.txt"));
    assert!(words.contains("无可核对"), "{words}");
    let alone = out(&juyan(&folder, "check alone.txt"));
    assert!(alone.contains("没有核到"), "{alone}");
    let right = out(&juyan(&folder, "check right.txt"));
    assert!(right.trim_end().ends_with("没有发现问题"), "{right}");
}

/// Han takes two columns.
fn columns(line: &str) -> usize {
    line.chars().map(|c| if c < '\u{2e80}' { 1 } else { 2 }).sum()
}

#[test]
fn the_list_of_rules_fits_80_columns() {
    let folder = folder("columns");
    for arguments in ["explain", "explain --lang en"] {
        let listed = out(&juyan(&folder, arguments));
        for line in listed.lines() {
            assert!(columns(line) <= 80, "{line}");
        }
    }
}
