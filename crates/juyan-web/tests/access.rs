//! Every way in × every role: let in or refused as the table says, which `access.tsv` spells out a second time, for people.
#![allow(clippy::unwrap_used, reason = "a test stops where it stands")]

mod browser;

use axum::http::StatusCode;
use browser::{Browser, House, PASSWORD, hidden, secret};
use juyan_web::{Access, Method, ROUTES, Role, Route};
use std::collections::BTreeMap;

fn name(route: &Route) -> String {
    let method = match route.method {
        Method::Get => "GET",
        Method::Post => "POST",
    };
    format!("{method} {}", route.path)
}

fn method(route: &Route) -> &'static str {
    match route.method {
        Method::Get => "GET",
        Method::Post => "POST",
    }
}

/// An address of the route.
fn address(route: &Route) -> String {
    route
        .path
        .replace("{name}", "juyan.css")
        .replace("{register}", "key_project")
        .replace("{code}", "ZD-01")
        .replace("{number}", "1")
        .replace("{passage}", "1")
        .replace("{file}", "report.txt")
        .replace("{*name}", "index.html")
}

fn table() -> BTreeMap<&'static str, &'static str> {
    let lines = include_str!("access.tsv").lines();
    lines.map(|line| line.split_once('\t').unwrap()).collect()
}

#[test]
fn every_route_is_in_the_list_and_none_else() {
    let told: Vec<&str> = table().into_keys().collect();
    let mut there: Vec<String> = ROUTES.iter().map(name).collect();
    there.sort();
    assert_eq!(there, told);
}

#[test]
fn every_route_lets_in_whom_the_list_says_and_nobody_else() {
    let house = House::new();
    let table = table();
    let mut wrong = Vec::new();
    for route in ROUTES {
        let lets_in = table[name(route).as_str()];
        let mut try_as = |who: &str, browser: &mut Browser<'_>| {
            let csrf = browser.csrf.clone();
            let seen = browser.ask(method(route), &address(route), &[("csrf", &csrf)], &[]);
            assert!(seen.status.as_u16() < 500, "{route:?} as {who}: {}", seen.text);
            let wanted = lets_in == "anybody" || lets_in.split(' ').any(|one| one == who);
            if seen.is_let_in() != wanted {
                wrong.push(format!("{route:?} as {who}: {}", seen.status));
            }
        };
        try_as("nobody", &mut house.browser());
        for role in Role::ALL {
            try_as(role.name(), &mut house.as_a(role));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn nothing_is_changed_by_a_form_that_is_not_ours() {
    let house = House::new();
    for route in ROUTES.iter().filter(|route| route.method == Method::Post) {
        for role in Role::ALL {
            let mut browser = house.as_a(role);
            if let Access::With(_) = route.access {
                let bare = browser.ask("POST", &address(route), &[], &[]);
                assert_eq!(bare.status, StatusCode::FORBIDDEN, "{route:?} without a token");
                let other = browser.ask("POST", &address(route), &[("csrf", "0000")], &[]);
                assert_eq!(
                    other.status,
                    StatusCode::FORBIDDEN,
                    "{route:?} with another token"
                );
            }
            let csrf = browser.csrf.clone();
            for header in [("origin", "http://evil.test"), ("sec-fetch-site", "cross-site")] {
                let seen = browser.ask("POST", &address(route), &[("csrf", &csrf)], &[header]);
                assert_eq!(seen.status, StatusCode::FORBIDDEN, "{route:?} with {header:?}");
            }
        }
    }
}

#[test]
fn every_answer_tells_the_browser_to_be_strict() {
    let house = House::new();
    let places = ROUTES.iter().map(|route| (method(route), address(route)));
    for (method, place) in places.chain([("GET", "/nowhere".to_owned()), ("PUT", "/".to_owned())]) {
        let seen = house.browser().ask(method, &place, &[], &[]);
        let policy = seen.headers["content-security-policy"].to_str().unwrap();
        assert!(
            policy.starts_with("default-src 'none'") && !policy.contains("unsafe"),
            "{policy}"
        );
        for name in [
            "x-content-type-options",
            "x-frame-options",
            "referrer-policy",
            "cache-control",
        ] {
            assert!(seen.headers.contains_key(name), "{place} lacks {name}");
        }
        assert!(
            !seen.text.contains("style=\"") && !seen.text.contains("<script>"),
            "{place}"
        );
    }
}

#[test]
fn who_is_not_signed_in_comes_back_to_where_he_wanted_to_go() {
    let house = House::new();
    let mut browser = house.browser();
    let seen = browser.get("/log?a=1");
    assert_eq!(seen.headers["location"], "/login?to=%2Flog%3Fa%3D1");
    let form = [("name", "auditor"), ("password", PASSWORD), ("to", "/log?a=1")];
    let seen = browser.post("/login", &form);
    assert_eq!(seen.headers["location"], "/log?a=1");
    let cookie = seen.headers["set-cookie"].to_str().unwrap();
    assert!(
        cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"),
        "{cookie}"
    );
    assert_eq!(browser.get("/log?a=1").status, StatusCode::OK);
}

#[test]
fn programs_are_told_what_is_wrong_in_a_problem_document() {
    let house = House::new();
    let seen = house.browser().get("/api/v1/me");
    assert_eq!(seen.status, StatusCode::UNAUTHORIZED);
    assert_eq!(seen.headers["content-type"], "application/problem+json");
    let document: serde_json::Value = serde_json::from_str(&seen.text).unwrap();
    assert_eq!(document["status"], 401);
    assert!(document["detail"].as_str().unwrap().contains("重新登录"));
    let english = house.browser().get("/api/v1/me?lang=en").text;
    assert!(english.contains("sign in again"), "{english}");
}

#[test]
fn whoever_guesses_is_held_back_and_the_others_are_not() {
    let house = House::new();
    let guess = |password: &str| {
        let form = [("name", "leader"), ("password", password)];
        house.browser().post("/login", &form).status
    };
    for _ in 0..5 {
        assert_eq!(guess("a wrong password"), StatusCode::UNPROCESSABLE_ENTITY);
    }
    assert_eq!(
        guess(PASSWORD),
        StatusCode::TOO_MANY_REQUESTS,
        "even the right one waits"
    );
    house.as_a(Role::Administrator);
}

#[test]
fn an_administrator_makes_closes_and_opens_accounts() {
    let house = House::new();
    let mut browser = house.as_a(Role::Administrator);
    let form = [
        ("name", "new"),
        ("shown", "<b>New</b>"),
        ("department", ""),
        ("role", "leader"),
    ];
    let page = browser.post("/admin/accounts", &form).text;
    assert!(page.contains("&lt;b&gt;New&lt;/b&gt;"), "names are no markup");
    let password = secret(&page);
    let sign_in = || {
        let form = [("name", "new"), ("password", password.as_str())];
        house.browser().post("/login", &form).status
    };
    assert_eq!(sign_in(), StatusCode::SEE_OTHER);
    browser.post("/admin/close", &[("name", "new"), ("closed", "1")]);
    assert_eq!(sign_in(), StatusCode::UNPROCESSABLE_ENTITY);
    browser.post("/admin/close", &[("name", "new"), ("closed", "0")]);
    assert_eq!(sign_in(), StatusCode::SEE_OTHER);
    let last = browser.post("/admin/close", &[("name", "administrator"), ("closed", "1")]);
    assert_eq!(last.status, StatusCode::CONFLICT);
    let log = browser.get("/log").text;
    assert!(log.contains("新增账号") && log.contains("停用账号") && !log.contains(&password));
}

#[test]
fn a_program_asks_with_a_token_as_its_account_and_no_further() {
    let house = House::new();
    let mut browser = house.as_a(Role::Administrator);
    let form = [("name", "nightly"), ("account", "leader"), ("days", "30")];
    let page = browser.post("/admin/tokens", &form).text;
    let token = secret(&page);
    let bearer = format!("Bearer {token}");
    let ask = |method: &str, path: &str, told: &str| {
        house.browser().ask(
            method,
            path,
            &[],
            &[("authorization", told), ("origin", "http://evil.test")],
        )
    };
    let me = ask("GET", "/api/v1/me", &bearer);
    assert!(
        me.status == StatusCode::OK && me.text.contains("\"leader\""),
        "{}",
        me.text
    );
    assert_eq!(
        ask("GET", "/api/v1/me", "Bearer 00").status,
        StatusCode::UNAUTHORIZED
    );
    let row = "/api/v1/registers/key_project/rows/ZD-01";
    let refused = ask("POST", row, &bearer);
    assert!(
        refused.status == StatusCode::FORBIDDEN && refused.text.contains("领导"),
        "a leader edits nothing: {}",
        refused.text
    );
    let form = [("name", "hourly"), ("account", "reporter"), ("days", "30")];
    let other = format!("Bearer {}", secret(&browser.post("/admin/tokens", &form).text));
    // The register is another department's: that is asked behind the doors that forms of other sites do not pass.
    let asked = ask("POST", row, &other);
    assert!(asked.text.contains("这本台账归"), "{}", asked.text);
    assert_eq!(
        ask("GET", "/log", &bearer).status,
        StatusCode::SEE_OTHER,
        "pages are not for programs"
    );
    assert_eq!(ask("POST", "/logout", &bearer).status, StatusCode::FORBIDDEN);
    let list = browser.get("/admin").text;
    assert!(
        list.contains("nightly") && !list.contains(&token),
        "it is told once"
    );
    assert!(!browser.get("/log").text.contains(&token));
    for (days, account) in [("0", "leader"), ("999", "leader"), ("30", "nobody")] {
        let wrong = browser.post(
            "/admin/tokens",
            &[("name", "x"), ("account", account), ("days", days)],
        );
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    browser.post("/admin/close", &[("name", "leader"), ("closed", "1")]);
    assert_eq!(ask("GET", "/api/v1/me", &bearer).status, StatusCode::UNAUTHORIZED);
    browser.post("/admin/close", &[("name", "leader"), ("closed", "0")]);
    assert_eq!(ask("GET", "/api/v1/me", &bearer).status, StatusCode::OK);
    let page = browser.get("/admin").text;
    let number = hidden(&page, "nightly", "number");
    browser.post("/admin/tokens/end", &[("number", number)]);
    assert_eq!(ask("GET", "/api/v1/me", &bearer).status, StatusCode::UNAUTHORIZED);
}

#[test]
fn a_copy_is_a_ledger() {
    let house = House::new();
    let mut browser = house.as_a(Role::Administrator);
    let seen = browser.post("/backup", &[]);
    assert_eq!(seen.status, StatusCode::OK);
    assert!(seen.text.starts_with("SQLite format 3"));
    assert!(browser.get("/verify").text.contains("台账完好"));
}
