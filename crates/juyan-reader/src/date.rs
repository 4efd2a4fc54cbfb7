//! Temporary dates.
use juyan_catalogue::Catalogue;
use juyan_model::{Date, Period, Value};
use smol_str::SmolStr;
#[derive(Debug, Clone, PartialEq)]
pub struct DateExpr { pub len: usize, pub has_numeral: bool, pub p: P }
#[derive(Debug, Clone, PartialEq)]
pub enum P { Abs(Period), Md(i8,i8,bool), Half(i8,i8), Rel(i16), Dur(i64) }
impl DateExpr {
    pub fn day(&self) -> Option<Date> { if let P::Abs(p)=&self.p { if p.is_instant() && p.from.month()!=12 { return Some(p.from) } } None }
    pub fn duration(&self) -> (Option<Value>, Option<SmolStr>) { if let P::Dur(n)=self.p { (Some(Value::One(n.into())), Some("年".into())) } else { (None,None) } }
}
#[derive(Debug, Clone, Default)]
pub struct TimeContext { pub report_period: Option<Period>, pub year: Option<i16>, pub last_mentioned: Option<Period> }
pub fn resolve(e: &DateExpr, c: &TimeContext) -> Option<Period> {
    let y = c.last_mentioned.map(|p| p.to.year()).or(c.year)?;
    match &e.p { P::Abs(p)=>Some(*p), P::Md(a,b,end)=>{ let p=Period::months(y,*a,*b)?; Some(if *end {p.end()} else {p}) }, P::Half(a,b)=>Period::months(c.year.unwrap_or(y),*a,*b), P::Rel(d)=>Period::year(c.year?+d), P::Dur(_)=>None }
}
fn num(s:&str)->Option<(i64,usize)>{ let n:String=s.chars().take_while(|c| c.is_ascii_digit()||('０'..='９').contains(c)).collect(); if n.is_empty(){return None} let v:String=n.chars().map(|c| if c.is_ascii_digit(){c}else{char::from_u32(c as u32-'０' as u32+'0' as u32).unwrap()}).collect(); Some((v.parse().ok()?, n.len())) }
pub fn date(text:&str, at:usize, _c:&Catalogue)->Option<DateExpr>{
    let r=&text[at..];
    for (w,p) in [("上半年",P::Half(1,6)),("下半年",P::Half(7,12)),("一季度",P::Half(1,3)),("前三季度",P::Half(1,9)),("去年",P::Rel(-1)),("上年",P::Rel(-1)),("今年",P::Rel(0)),("全年",P::Rel(0))] {
        if r.starts_with(w) { return Some(DateExpr{len:w.len(),has_numeral:w.contains('季'),p}); }
    }
    for (w,n) in [("两年",2),("三年",3),("五年",5),("二十年",20),("四年",4)] { if r.starts_with(w) {return Some(DateExpr{len:w.len(),has_numeral:true,p:P::Dur(n)});} }
    if !r.starts_with(|c:char| c.is_ascii_digit()||('０'..='９').contains(&c)) {return None}
    if text[..at].ends_with(|c:char| c.is_ascii_digit()||c=='.') {return None}
    let (y,l)=num(r)?; let t=&r[l..];
    let sep=["—","-","–","－"].iter().find(|x| t.starts_with(**x));
    if y>=1900&&y<=2100 {
        if let Some(s)=sep { if let Some((z,m))=num(&t[s.len()..]) { let u=&t[s.len()+m..]; if z>1900&&z<2100&&u.starts_with('年'){ return Some(DateExpr{len:l+s.len()+m+3,has_numeral:true,p:P::Abs(Period::new(Date::new(y as i16,1,1).ok()?,Date::new(z as i16,12,31).ok()?))}); }
            if z<=12 && u.starts_with('-') { if let Some((d,k))=num(&u[1..]) { let day=Date::new(y as i16,z as i8,d as i8).ok()?; return Some(DateExpr{len:l+s.len()+m+1+k,has_numeral:true,p:P::Abs(Period::instant(day))}); } } } }
        let u=t.strip_prefix(' ').unwrap_or(t); let sp=t.len()-u.len();
        if let Some(u)=u.strip_prefix('年') {
            let base=l+sp+3;
            for (w,a,b,e) in [("度",1,12,false),("上半年",1,6,false),("底",12,12,true),("末",12,12,true)] { if u.starts_with(w) { let p=Period::months(y as i16,a,b)?; return Some(DateExpr{len:base+w.len(),has_numeral:true,p:P::Abs(if e {p.end()} else {p})}); } }
            if let Some((m,k))=num(u) { if m<=12 { if let Some(v)=u[k..].strip_prefix('月') { if let Some((d,j))=num(v) { if v[j..].starts_with('日') { return Some(DateExpr{len:base+k+3+j+3,has_numeral:true,p:P::Abs(Period::instant(Date::new(y as i16,m as i8,d as i8).ok()?))}); } } return Some(DateExpr{len:base+k+3,has_numeral:true,p:P::Abs(Period::months(y as i16,m as i8,m as i8)?)}); } } }
            return Some(DateExpr{len:base,has_numeral:true,p:P::Abs(Period::year(y as i16)?)});
        }
    }
    if y<=12 { if let Some(s)=sep { if let Some((z,m))=num(&t[s.len()..]) { let u=&t[s.len()+m..]; if u.starts_with("月份") {return Some(DateExpr{len:l+s.len()+m+6,has_numeral:true,p:P::Md(y as i8,z as i8,false)});} if u.starts_with('月') {return Some(DateExpr{len:l+s.len()+m+3,has_numeral:true,p:P::Md(y as i8,z as i8,false)});} } }
      if let Some(u)=t.strip_prefix('月') { let e=u.starts_with('末'); if let Some((_d,j))=num(u) { if u[j..].starts_with('日') { return Some(DateExpr{len:l+3+j+3,has_numeral:true,p:P::Md(y as i8,y as i8,true)}); } } return Some(DateExpr{len:l+3+if e {3} else {0},has_numeral:true,p:P::Md(y as i8,y as i8,e)}); } }
    None
}
