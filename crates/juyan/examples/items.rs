//! Prints how sentences are cut into words and read; a tool for the vocabulary.
fn main() {
    let cat = juyan::catalogue();
    for s in std::env::args().skip(1) {
        let mut at = 0;
        while at < s.len() {
            if !s.is_char_boundary(at) { at += 1; continue; }
            if let Some(hit) = cat.lexicon.longest(&s[at..]) { print!("[{} {:?}] ", &s[at..at + hit.len], hit.entry.time); at += hit.len } else { let c = s[at..].chars().next().unwrap(); print!("{c} "); at += c.len_utf8(); }
        }
        println!();
        let d = juyan::document::from_text(&s);
        for f in juyan::reader::read(&d, cat).figures { println!("   {:?} {:?} {:?} {:?} subj {:?} {:?} {:?} of {:?} {:?} {:?}", f.span.of(&s), f.role, f.value.map(|v| format!("{v:?}")), f.unit, f.subject.map(|x| x.of(&s)), f.period.map(|p| format!("{}..{}", p.from, p.to)), f.mode, f.of, f.base, f.indicator); }
    }
}
