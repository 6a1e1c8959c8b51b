//! The window, driven as a person would: the real program, the built interface, a real project.
//! Every step waits for what it needs to see and fails with what the page says instead.

use std::path::PathBuf;

use serde_json::Value;

use crate::driver::Window;
use crate::sample::sample;
use crate::sync;
use crate::tree::{list, text, top};

/// A window on a copy of the sample, the list drawn and the map idle.
struct Desk {
    window: Window,
    project: PathBuf,
    #[expect(dead_code, reason = "held so that the project lives as long as the window")]
    folder: tempfile::TempDir,
}

impl Desk {
    async fn open() -> Self {
        let folder = tempfile::tempdir().expect("a folder for the project");
        let project = sample().copy_into(folder.path());
        let window =
            Window::open(&["--passphrase-file", &sample().words(), &project.to_string_lossy()])
                .await;
        window.find("match-row").await;
        window.until("window.__turash?.stamps.usable !== null").await;
        Self { window, project, folder }
    }

    async fn theme(&self, theme: &str) {
        if self.window.ask("document.documentElement.dataset.theme === 'dark'").await
            != (theme == "dark")
        {
            self.window.click("theme-toggle").await;
        }
        self.window.until(&format!("document.documentElement.dataset.theme === '{theme}'")).await;
        self.settle().await;
    }

    /// Takes a picture of what is there.
    async fn take(&self, name: &str) {
        self.settle().await;
        let path = self.window.picture(name).await;
        eprintln!("{}", path.display());
        let length = std::fs::metadata(&path).map_or(0, |data| data.len());
        assert!(length > 20_000, "{} is {length} bytes: an empty window", path.display());
    }

    /// Opens a tab of what lies beyond a pair and waits for its answer.
    async fn beyond(&self, (tab, start, answer): (&str, &str, &str)) {
        self.window.click("nav-symbioses").await;
        self.window.click(&format!("tab-{tab}")).await;
        if self
            .window
            .ask(&format!("document.querySelector('[data-testid={start}]') !== null"))
            .await
            == Value::Bool(true)
        {
            self.window.click(start).await;
        }
        self.window.find(answer).await;
        self.window.until("!document.querySelector('[data-testid=search-cancel]')").await;
    }

    /// Pictures of the panel that asks what if, from its top and further down, in three languages.
    async fn what_if(&self, theme: &str) {
        self.window.click("detail-tab-what-if").await;
        for lang in ["de", "tt", "en"] {
            self.speak(lang).await;
            self.window.find("histogram").await;
            for (part, at) in [
                ("top", "#detail-panel > header"),
                ("price", "[data-testid=what-if-price]"),
                ("plan", "[data-testid=what-if-plan]"),
            ] {
                self.window.select(at).await;
                let scroll = format!("document.querySelector({}).scrollIntoView()", quoted(at));
                self.window.ask(&format!("{scroll} ?? true")).await;
                self.take(&format!("what-if-{part}-{lang}-{theme}")).await;
            }
        }
        self.window.click("detail-tab-overview").await;
    }

    /// Chooses the language of the window.
    async fn speak(&self, lang: &str) {
        self.window.click("settings-open").await;
        self.window.find("lang-select").await;
        let choose = format!(
            "(select => {{ select.value = '{lang}'; select.dispatchEvent(new Event('change', {{ bubbles: true }})); return true; }})(document.querySelector('[data-testid=lang-select]'))"
        );
        self.window.ask(&choose).await;
        self.window.until(&format!("document.documentElement.lang === '{lang}'")).await;
        self.window.click("settings-open").await;
    }

    /// Waits until the map has drawn what it was asked for.
    async fn settle(&self) {
        self.window.until("!window.__turash?.map || (window.__turash.map.areTilesLoaded() && !window.__turash.map.isMoving())").await;
        self.window.ask("new Promise(done => setTimeout(done, 400))").await;
    }
}

#[tokio::test]
async fn who_measured_apart_decides_in_the_window_and_signs_in_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let (hub, ann, flow) = sync::begun(folder.path());
    hub.member("ben@essen.example", "engineer");
    ann.sync();
    let ben = sync::Desk::new(folder.path(), "ben");
    ben.sign_in(&hub, "ben@essen.example");
    ben.ask(&["clone", &format!("{}/essen", hub.url()), "--into", &ben.project()]);
    ann.set(&flow, 51_234.0);
    ben.set(&flow, 48_765.0);
    ben.sync();

    // A project with a hub keeps itself in step; the conflict is there without a click.
    let words = folder.path().join("words");
    std::fs::write(&words, sync::PASSPHRASE).expect("written");
    let (words, project) = (words.to_string_lossy().into_owned(), ann.project());
    let settings = ann.folder.join("settings");
    let window = Window::open_with(&["--passphrase-file", &words, &project], Some(&settings)).await;
    window.select("[data-testid=status-sync][data-state=attention]").await;
    window.click("status-sync").await;
    window.find("conflict-detail").await;
    let said = window.find("conflict-detail").await.text().await.expect("it is text");
    let plain: String = said.chars().filter(|c| !c.is_whitespace()).collect();
    for part in ["51,234", "48,765", "MWh/a", "ann", "ben"] {
        let found = [part.to_owned(), part.replace(',', "")];
        assert!(found.iter().any(|one| plain.contains(one)), "{part} in {said}");
    }
    window.picture("hub-conflict").await;
    let key = "window.dispatchEvent(new KeyboardEvent('keydown', { key: '1' }))";
    let first = window
        .ask("[...document.querySelectorAll('[data-testid=conflict-side]')][0].innerText")
        .await;
    assert!(
        text(&first).replace(['\u{2009}', '\u{202f}', ',', ' '], "").contains("48765"),
        "{first}"
    );
    window.ask(key).await;
    window.until("!document.querySelector('[data-testid=conflict]')").await;
    window.select("[data-testid=status-sync][data-state=in_step]").await;
    ben.sync();
    assert!(ben.conflicts().is_empty() && ben.amount(&flow) == 48_765.0);

    // Signed out, and in again through the browser.
    window.click("hub-sign-out").await;
    window.click("hub-begin").await;
    window.click("hub-sign-in").await;
    window.find("sign-in-page").await;
    let page = window.ask("document.querySelector('[data-testid=sign-in-page]').innerText").await;
    let page = text(&page).to_owned();
    let (address, path) = hub.let_in(&page, "ann@essen.example");
    let head = format!("GET /{path} HTTP/1.1\r\nHost: {address}\r\n\r\n");
    assert_eq!(sync::asked(&address, &head).0, 200);
    window.until("!document.querySelector('dialog[open]')").await;
    window.select("[data-testid=hub-state][data-state=in_step]").await;
    window.picture("hub-in-step").await;
    window.close().await;
    ann.assert_sound();
}

#[tokio::test]
async fn it_finds_matches_papers_and_takes_back() {
    let desk = Desk::open().await;
    let window = &desk.window;

    // The list tells as many matches as the command line found.
    let count = window.find("match-count").await.text().await.expect("the count is text");
    let told = sample().told["matches"].as_u64().expect("demo counts its matches").to_string();
    let digits: String = count.chars().filter(char::is_ascii_digit).collect();
    assert!(digits.contains(&told), "the list says «{count}», the command line {told}");

    // Search a site by its name, open it.
    let project = desk.project.to_string_lossy().into_owned();
    let sites = sample().ask(&["sites", &project]);
    let name = text(&list(&sites["sites"])[0]["name"]).to_owned();
    window.click("search-open").await;
    window.type_into("search-input", &name).await;
    window
        .select("[data-testid=search-hit][data-kind=site]")
        .await
        .click()
        .await
        .expect("the hit opens");
    window
        .until(&format!(
            "document.querySelector('[data-testid=site-pane] h2')?.innerText === {}",
            quoted(&name)
        ))
        .await;

    // Open a match and see its line on the map: a feature that was drawn, not just a canvas.
    window.click("nav-matches").await;
    let row = window.find("match-row").await;
    let id = row.attr("data-id").await.expect("a row can be read").expect("a row knows its match");
    row.click().await.expect("a row can be chosen");
    window.find("match-sentence").await;
    desk.settle().await;
    for (what, filter) in [
        (
            "its own line",
            format!(
                "f => f.source === 'chosen' && f.properties.part === 'line' && f.properties.id === {}",
                quoted(&id)
            ),
        ),
        ("lines of matches", "f => f.source === 'lines'".to_owned()),
        ("sites", "f => f.source === 'sites'".to_owned()),
        ("land or a town beneath", "f => f.source === 'base' || f.source === 'pack'".to_owned()),
    ] {
        let drawn = format!("window.__turash.map.queryRenderedFeatures().some({filter})");
        window.until(&drawn).await;
        eprintln!("seen on the map: {what}");
    }

    // Make a packet and look at its first page.
    window.click("make-packet").await;
    window.click("packet-create").await;
    window.select("[data-testid=packet-preview] canvas").await;
    window
        .until(
            "[...document.querySelectorAll('[data-testid=packet-preview] canvas')].some(inked)"
                .replace("inked", INKED)
                .as_str(),
        )
        .await;
    window.picture("packet-preview").await;
    window
        .select("[data-testid=packet-dialog] header button")
        .await
        .click()
        .await
        .expect("the dialog closes");

    // Change something, and take it back.
    let undo_is_off = "document.querySelector('[data-testid=undo]').disabled";
    let before = window.ask("document.querySelector('[data-testid=undo]').title").await;
    window.click("open-deal").await;
    window.find("deal-step").await;
    window
        .until(&format!(
            "!({undo_is_off}) && document.querySelector('[data-testid=undo]').title !== {before}"
        ))
        .await;
    let deals = |project: &str| list(&sample().ask(&["deals", project])["deals"]).to_vec();
    let of_match = |all: &[Value]| all.iter().filter(|deal| deal["match"] == id.as_str()).count();
    assert_eq!(of_match(&deals(&project)), 1, "the deal is in the file");
    window.click("undo").await;
    window.find("open-deal").await;
    assert_eq!(of_match(&deals(&project)), 0, "and out of it again");
    desk.window.close().await;
}

/// What the window finds beyond a pair, and how steady it calls the places, is what the command
/// line says of the same project; a field typed as a list reaches the file.
#[tokio::test]
async fn it_looks_beyond_pairs() {
    let desk = Desk::open().await;
    let window = &desk.window;
    let project = desk.project.to_string_lossy().into_owned();

    for tab in BEYOND {
        desk.beyond(tab).await;
        let shown = "document.querySelectorAll('[data-testid=symbiosis], [data-testid=allocation-table] tbody tr').length";
        let shown = window.ask(shown).await.as_u64().expect("a count");
        let told =
            sample().ask(&[if tab.0 == "symbioses" { "symbioses" } else { "allocate" }, &project]);
        let kinds: &[&str] = match tab.0 {
            "symbioses" => &["chains", "cycles", "networks", "groups"],
            _ => &["connections"],
        };
        let expected: usize = kinds.iter().map(|kind| list(&told[kind]).len()).sum();
        assert_eq!(shown, expected as u64, "{}", tab.0);
    }

    window.click("nav-matches").await;
    window.click("steady-start").await;
    window.find("steady-share").await;
    let told = sample().ask(&["match", &project, "--stability"]);
    let first = &list(&told["matches"])[0];
    let share = first["top_ten_probability"].as_f64().expect("the first contends");
    let shown = "Number(document.querySelector('[data-testid=match-row][aria-rowindex=\"2\"] [data-testid=steady-share]').innerText)";
    let shown = window.ask(shown).await.as_f64().expect("a share in percent");
    assert!((shown - share * 100.0).abs() <= 1.0, "{shown} % beside {share}");

    window.click("nav-register").await;
    window.type_into("site-filter", "Aplerbeck").await;
    window
        .until("document.querySelector('[data-testid=site-row]')?.innerText.includes('Aplerbeck')")
        .await;
    window.click("site-row").await;
    window.click("flow-more").await;
    let flow = window.find("flow").await.attr("data-id").await.expect("a flow can be read");
    window.click("flow-instrument").await;
    window.type_into("flow-instrument-input", "Ultrasonic meter\u{e007}").await;
    window.until("document.querySelector('[data-testid=flow-instrument]')?.innerText.includes('Ultrasonic meter')").await;
    let site = window.find("site-row").await.attr("data-id").await.expect("a site can be read");
    let input = serde_json::json!({ "id": site }).to_string();
    let told = sample().ask(&["do", &project, "site.get", "--input", &input]);
    let typed = list(&told["flows"]).iter().find(|one| one["id"].as_str() == flow.as_deref());
    let fields = list(&typed.expect("the flow is in the file")["editable"]);
    let instrument = fields.iter().find(|one| one["field"] == "instrument").expect("its field");
    assert_eq!(text(&instrument["value"]), "Ultrasonic meter");
    desk.window.close().await;
}

/// What the panel says of a match is what the command line says; a price beyond the corridor
/// drives somebody away, and a changed figure is compared with what is.
#[tokio::test]
async fn it_asks_what_if() {
    let desk = Desk::open().await;
    let window = &desk.window;
    let project = desk.project.to_string_lossy().into_owned();
    let row = window.select("[data-testid=match-row][aria-rowindex=\"2\"]").await;
    let id = row.attr("data-id").await.expect("a row can be read").expect("a row knows its match");
    row.click().await.expect("a row can be chosen");
    window.click("detail-tab-what-if").await;
    window.find("histogram").await;
    let bars = "document.querySelectorAll('[data-testid=tornado-bar]').length";
    window.until(&format!("{bars} > 3")).await;

    let ask = |input: &Value| {
        let input = input.to_string();
        sample().ask(&["do", &project, "economics.what_if", "--input", &input])
    };
    let said = async |id: &str| -> String {
        let shown = format!("document.querySelector('[data-testid={id}]').innerText");
        window.ask(&shown).await.as_str().expect("text").replace('\u{a0}', " ")
    };
    let told = ask(&serde_json::json!({ "match": id }));
    let gains = text(&told["shown"]["chance"]["gains"]["display"]);
    assert!(said("what-if-gains").await.starts_with(&format!("{gains} %")));
    let shown = window.ask(bars).await.as_u64();
    assert_eq!(shown, Some(list(&told["shown"]["tornado"]["bars"]).len() as u64));

    // The far ends of the slider: one party each walks away.
    for (key, gone) in
        [("\u{e010}", "the accepter walks away"), ("\u{e011}", "the supplier walks away")]
    {
        window.type_into("what-if-price-slider", key).await;
        window
            .until(&format!(
                "document.querySelector('[data-testid=what-if-verdict]').innerText.includes({})",
                quoted(gone)
            ))
            .await;
    }
    window.click("what-if-price-reset").await;
    window
        .until("document.querySelector('[data-testid=what-if-verdict]').innerText.includes('nobody walks away')")
        .await;

    // Half the outlay, compared with what is.
    let figures = list(&told["shown"]["figures"]);
    let capital = figures.iter().find(|one| one["input"] == "capital").expect("there is an outlay");
    let half = (capital["typed"].as_f64().expect("an outlay") / 2.0).round();
    window.click("what-if-set-capital").await;
    window.find("what-if-set-capital-input").await;
    let emptied =
        "document.querySelector('[data-testid=what-if-set-capital-input]').select() ?? true";
    window.ask(emptied).await;
    window.type_into("what-if-set-capital-input", &format!("{half}\u{e007}")).await;
    window.find("what-if-comparison").await;
    let cheaper = ask(&serde_json::json!({ "match": id, "form": { "set": { "capital": half } } }));
    let worth = text(&cheaper["shown"]["scenario"]["worths"]["total"]["display"]);
    assert!(said("what-if-comparison").await.contains(worth), "{worth}");
    window.click("what-if-reset-capital").await;
    window.until("!document.querySelector('[data-testid=what-if-comparison]')").await;

    // A plan, and each party's account under it.
    window.click("what-if-plan-tax_percent").await;
    window.type_into("what-if-plan-tax_percent-input", "25\u{e007}").await;
    window.find("what-if-planned").await;
    let taxed = ask(&serde_json::json!({ "match": id, "form": { "plan": { "tax_percent": 25 } } }));
    let npv = text(&list(&taxed["shown"]["plan"]["parties"])[0]["npv"]["display"]);
    assert!(said("what-if-planned").await.contains(npv), "{npv}");

    window.load(&top().join("ui/node_modules/axe-core/axe.min.js")).await;
    let found = window
        .ask("axe.run({ resultTypes: ['violations'] }).then(r => r.violations.filter(v => ['serious', 'critical'].includes(v.impact)).map(v => v.id))")
        .await;
    assert_eq!(list(&found), [] as [Value; 0]);
    desk.window.close().await;
}

#[tokio::test]
async fn everyone_can_use_it() {
    let desk = Desk::open().await;
    desk.window.load(&top().join("ui/node_modules/axe-core/axe.min.js")).await;
    for theme in ["light", "dark"] {
        desk.theme(theme).await;
        for (view, ready) in VIEWS {
            desk.window.click(&format!("nav-{view}")).await;
            desk.window.select(ready).await;
            let found = desk
                .window
                .ask("axe.run({ resultTypes: ['violations'] }).then(r => r.violations.filter(v => ['serious', 'critical'].includes(v.impact)).map(v => `${v.id}: ${v.nodes.slice(0, 3).map(n => n.html).join(' | ')}`))")
                .await;
            assert_eq!(list(&found), [] as [Value; 0], "{view} in {theme}");
        }
    }
    desk.window.close().await;
}

/// Pictures for a person to look at; `./dev shot THEME VIEW` narrows them.
#[tokio::test]
async fn pictures() {
    let wanted = |name: &str, given: &str| {
        std::env::var(name).map_or(true, |only| only.is_empty() || only == given)
    };
    let desk = Desk::open().await;
    for theme in ["light", "dark"].into_iter().filter(|theme| wanted("TURASH_SHOT_THEME", theme)) {
        desk.theme(theme).await;
        for (view, ready) in VIEWS.iter().filter(|(view, _)| wanted("TURASH_SHOT_ROUTE", view)) {
            desk.window.click(&format!("nav-{view}")).await;
            desk.window.select(ready).await;
            if *view == "matches" {
                desk.window.click("match-row").await;
                desk.window.find("match-sentence").await;
            }
            if *view != "symbioses" {
                desk.take(&format!("{view}-{theme}")).await;
                if *view == "matches" {
                    desk.what_if(theme).await;
                }
                continue;
            }
            for tab in BEYOND {
                desk.beyond(tab).await;
                desk.take(&format!("{}-{theme}", tab.0)).await;
            }
        }
    }
    desk.window.close().await;
}

/// The views of the rail, and what each shows when it is there.
const VIEWS: [(&str, &str); 6] = [
    ("matches", "[data-testid=match-row]"),
    ("map", "[data-testid=map] canvas"),
    ("register", "[data-testid=site-row]"),
    ("deals", "main"),
    ("symbioses", "[data-testid=tab-symbioses]"),
    ("import", "[data-testid=import-pick]"),
];

/// The tabs of what lies beyond a pair: what starts each, and what its answer shows.
const BEYOND: [(&str, &str, &str); 2] = [
    ("symbioses", "symbioses-start", "symbioses-count"),
    ("allocation", "allocation-start", "allocation-again"),
];

/// Whether a canvas holds more than one colour.
const INKED: &str = "(canvas => { const all = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data; \
     return all.some((value, i) => i > 3 && i % 4 < 3 && value !== all[i % 4]); })";

fn quoted(words: &str) -> String {
    Value::from(words).to_string()
}
