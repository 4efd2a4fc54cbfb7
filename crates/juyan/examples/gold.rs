//! Writes figures and relations in the form of hand annotation: the folder to write to, then files.
use juyan::model::*;
use std::fmt::Write;
fn main() {
    let cat = juyan::catalogue();
    let args: Vec<String> = std::env::args().skip(1).collect();
    let out = &args[0];
    for f in &args[1..] {
        let bytes = std::fs::read(f).unwrap();
        let doc = juyan::document::read(&bytes, f, cat);
        let doc = match doc { Ok(d) => d, Err(e) => { eprintln!("{f}: {e}"); continue } };
        let r = juyan::reader::read(&doc, cat);
        let text = &doc.text;
        let mut map = vec![0usize; text.len() + 1];
        let mut n = 0;
        for (i, c) in text.char_indices() { for k in 0..c.len_utf8() { map[i + k] = n; } n += 1; }
        map[text.len()] = n;
        let sp = |s: Span| format!("[{}, {}]", map[s.start], map[s.end]);
        let j = |s: &str| serde_json::to_string(s).unwrap();
        let d = |v: Decimal| v.to_string();
        let mut o = String::new();
        for (i, g) in r.figures.iter().enumerate() {
            let norm = |v: Decimal| { let s = d(v); s };
            let val = match g.value { None => "null".into(), Some(Value::One(v)) => j(&norm(v)), Some(Value::Range(a, b)) => format!("[{}, {}]", j(&norm(a)), j(&norm(b))) };
            let opt = |s: Option<String>| s.map_or("null".to_string(), |s| j(&s));
            let low = |s: String| s.to_lowercase();
            writeln!(o, "{{\"id\": {}, \"span\": {}, \"text\": {}, \"role\": {}, \"value\": {}, \"unit\": {}, \"approx\": {}, \"subject\": {}, \"mode\": {}, \"period\": {}, \"of\": {}, \"base\": {}, \"indicator\": {}}}",
                i + 1, sp(g.span), j(g.span.of(text)), j(&low(format!("{:?}", g.role))), val, opt(g.unit.as_ref().map(|u| u.to_string())),
                opt(g.approx.map(|a| low(format!("{a:?}")))), g.subject.map_or("null".into(), sp), if g.is_fact() { j(&low(format!("{:?}", g.mode))) } else { "null".into() },
                g.period.map_or("null".into(), |p| format!("[\"{}\", \"{}\"]", p.from, p.to)), g.of.map_or("null".into(), |f| (f.0 + 1).to_string()),
                opt(g.base.map(|b| low(format!("{b:?}")))), opt(g.indicator.as_ref().map(|u| u.to_string()))).unwrap();
        }
        let stem = std::path::Path::new(f).file_stem().unwrap().to_string_lossy();
        std::fs::write(format!("{out}/{stem}.figures.jsonl"), o).unwrap();
        let mut ro = String::new();
        for c in &r.claims {
            if c.origin == ClaimOrigin::Possible || c.origin == ClaimOrigin::Definition { continue; }
            let ids = |role| c.of(role).map(|f| (f.0 + 1).to_string()).collect::<Vec<_>>();
            let one = |role| ids(role).into_iter().next().unwrap_or_default();
            use MemberRole as M;
            let body = match c.kind {
                ClaimKind::Sum => format!("\"kind\": \"sum\", \"total\": {}, \"parts\": [{}]", one(M::Total), ids(M::Part).join(",")),
                ClaimKind::SumPartial => format!("\"kind\": \"sum-partial\", \"total\": {}, \"parts\": [{}]", one(M::Total), ids(M::Part).join(",")),
                ClaimKind::Ratio => format!("\"kind\": \"ratio\", \"ratio\": {}, \"numerator\": {}, \"denominator\": {}", one(M::Ratio), one(M::Numerator), one(M::Denominator)),
                ClaimKind::Same => format!("\"kind\": \"same\", \"figures\": [{}]", ids(M::Figure).join(",")),
                ClaimKind::Difference => { let s = ids(M::Subtrahend); format!("\"kind\": \"difference\", \"result\": {}, \"minuend\": {}, \"subtrahend\": {}", one(M::Result), one(M::Minuend), if s.len() == 1 { s[0].clone() } else { format!("[{}]", s.join(",")) }) }
                _ => continue,
            };
            writeln!(ro, "{{{body}}}").unwrap();
        }
        std::fs::write(format!("{out}/{stem}.relations.jsonl"), ro).unwrap();
    }
}
