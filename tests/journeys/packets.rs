//! Packets as their readers get them: what each level tells and withholds, in four languages, in
//! the words and in the bytes. The secrets are planted here, so that each can be looked for.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

use crate::said::{arg, flat, object, pdf_text, refusal, run};
use crate::sample::{sample, turash};
use crate::tree::{list, text};

/// A name in three alphabets for the reader's own site: it must come back letter by letter.
const OWN_SITE: &str = "Җиһан Үсеше Съёмка Größe Straße";
const STREET: &str = "Geheimgasse 77";
const POSTCODE: &str = "99871";
const FLOW: &str = "Quecksilberkessel";
const AMOUNT: &str = "41357";

/// The best match of a copy of the sample, with secrets planted on both sides.
struct Bench {
    folder: tempfile::TempDir,
    project: String,
    id: String,
    sides: [Side; 2],
}

/// One party of the match.
struct Side {
    organization: String,
    name: String,
    flow: String,
    site: String,
    lat: f64,
    lon: f64,
}

impl Bench {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder for the project");
        let project = arg(&sample().copy_into(folder.path()));
        let found = sample().ask(&["match", &project]);
        let best = list(&found["matches"]).first().expect("the sample has matches").clone();
        let id = text(&best["id"]).to_owned();
        let sites = sample().ask(&["sites", &project]);
        let told = sample().ask(&["economics", &project, &id]);
        let side = |party: usize, key: &str| {
            let party = &list(&told["parties"])[party];
            let flow = text(&best[key]).to_owned();
            let holds = |site: &&Value| {
                let one = json!({ "id": site["id"] }).to_string();
                let got = sample().ask(&["do", &project, "site.get", "--input", &one]);
                list(&got["flows"]).iter().any(|row| text(&row["id"]) == flow)
            };
            let mut of_party = list(&sites["sites"])
                .iter()
                .filter(|site| site["organization"] == party["organization"]);
            let site = of_party.find(holds).expect("a flow lies on a site of its owner");
            Side {
                organization: text(&party["organization"]).to_owned(),
                name: text(&party["name"]).to_owned(),
                flow,
                site: text(&site["id"]).to_owned(),
                lat: site["lat"].as_f64().expect("located"),
                lon: site["lon"].as_f64().expect("located"),
            }
        };
        let sides = [side(0, "supply"), side(1, "demand")];
        Self { folder, project, id, sides }
    }

    fn operate(&self, operation: &str, input: Value) -> Value {
        sample().ask(&["do", &self.project, operation, "--input", &input.to_string()])
    }

    /// Marks the reader's own site, and gives the other party what must not be seen.
    fn plant(&self, reader: usize) {
        let (own, other) = (&self.sides[reader], &self.sides[1 - reader]);
        let site = |side: &Side, field: &str, value: &str| {
            self.operate("site.set", json!({ "id": side.site, "field": field, "value": value }));
        };
        site(own, "name", OWN_SITE);
        site(other, "street", STREET);
        site(other, "postcode", POSTCODE);
        let flow = |field: &str, value: Value| {
            self.operate("flow.set", json!({ "id": other.flow, "field": field, "value": value }));
        };
        flow("name", json!(FLOW));
        flow("amount_per_year", json!(AMOUNT));
        flow("confidential", json!(["amount_per_year"]));
    }

    fn packet(&self, reader: usize, lang: &str, level: &str) -> PathBuf {
        let path = self.folder.path().join(format!("{reader}-{lang}-{level}.pdf"));
        let reader = &self.sides[reader].organization;
        let words = ["packet", &self.project, &self.id, "--for", reader, "--lang", lang];
        let told = sample().ask(&[&words[..], &["--level", level, "--out", &arg(&path)]].concat());
        assert!(told["pages"].as_u64() >= Some(4), "{told}");
        assert_eq!(text(&told["sha256"]).len(), 64, "{told}");
        path
    }
}

/// Words without any space: tables wrap, numbers are grouped.
fn dense(words: &str) -> String {
    words.chars().filter(|c| !c.is_whitespace() && *c != '\u{ad}').collect()
}

/// The file with every stream unpacked.
fn unpacked(path: &Path) -> Vec<u8> {
    let output = Command::new("qpdf")
        .args(["--qdf", "--object-streams=disable"])
        .arg(path)
        .arg("-")
        .output()
        .expect("qpdf runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

/// Whether a text stands in the bytes: as it is, in the UTF-16 of PDF strings, or in their hex.
fn holds(bytes: &str, words: &str) -> bool {
    let wide: Vec<u8> = words.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let hex: String = wide.iter().map(|b| format!("{b:02x}")).collect();
    [letters(words.as_bytes()), letters(&wide), hex.to_uppercase(), hex]
        .iter()
        .any(|needle| bytes.contains(needle.as_str()))
}

/// Each byte as the letter of its number, to search bytes as fast as text.
fn letters(bytes: &[u8]) -> String {
    bytes.iter().map(|b| char::from(*b)).collect()
}

#[test]
fn each_level_tells_what_it_may_and_no_more() {
    for reader in [0, 1] {
        let bench = Bench::new();
        bench.plant(reader);
        let other = &bench.sides[1 - reader];
        let coordinates = [other.lat, other.lon];
        for level in ["public", "nda", "full"] {
            for (lang, alphabet) in
                [("en", "the"), ("de", "äöüß"), ("ru", "ыэщю"), ("tt", "әөүҗңһ")]
            {
                let what = format!("reader {reader}, {level}, {lang}");
                let path = bench.packet(reader, lang, level);
                let checked =
                    Command::new("qpdf").arg("--check").arg(&path).output().expect("qpdf runs");
                assert!(checked.status.success(), "{what}: {checked:?}");
                let words = pdf_text(&path);
                let close = dense(&words);
                assert!(close.contains(&dense(OWN_SITE)), "{what}: own site in {words}");
                if lang == "en" {
                    assert!(words.contains(alphabet), "{what}");
                } else {
                    let missing: String =
                        alphabet.chars().filter(|c| !words.contains(*c)).collect();
                    assert_eq!(missing, "", "{what}: letters that never occur");
                }
                let raw = letters(&unpacked(&path));
                let mut secrets: Vec<String> = Vec::new();
                if level != "full" {
                    secrets.extend([STREET, POSTCODE, AMOUNT].map(str::to_owned));
                    secrets.extend(coordinates.map(|degrees| format!("{degrees:.4}")));
                }
                if level == "public" {
                    secrets.extend([other.name.clone(), FLOW.to_owned()]);
                }
                for secret in &secrets {
                    assert!(!close.contains(&dense(secret)), "{what}: {secret} in {words}");
                    assert!(!holds(&raw, secret), "{what}: {secret} in the bytes");
                }
                // What a level does tell is there, so that the search above can fail.
                let mut told = Vec::new();
                if level != "public" {
                    told.push(other.name.as_str());
                }
                if level == "full" {
                    told.push(AMOUNT);
                }
                for name in told {
                    assert!(close.contains(&dense(name)), "{what}: {name} not in {words}");
                }
            }
        }
    }
}

#[test]
fn full_disclosure_waits_for_both_consents() {
    let bench = Bench::new();
    // The sample carries both; a match without any starts from none.
    let found = sample().ask(&["match", &bench.project]);
    let other = list(&found["matches"]).iter().find(|m| text(&m["id"]) != bench.id);
    let id = text(&other.expect("a second match")["id"]).to_owned();
    let told = sample().ask(&["economics", &bench.project, &id]);
    let parties: Vec<&str> =
        list(&told["parties"]).iter().map(|p| text(&p["organization"])).collect();
    let out = bench.folder.path().join("full.pdf");
    let words = ["packet", &bench.project, &id, "--for", parties[0], "--level", "full", "--json"];
    let ask = || run(&[&words[..], &["--out", &arg(&out)]].concat());
    for (consents, organization) in parties.iter().enumerate() {
        assert_eq!(refusal(&ask()), "packet.no_consent", "with {consents} consents");
        assert!(!out.exists(), "a refused packet leaves no file");
        let agreed = json!({
            "match": id, "organization": organization, "level": "full", "reference": "No. 1",
        });
        bench.operate("consent.record", agreed);
    }
    let output = ask();
    assert!(output.status.success() && out.exists(), "{output:?}");
    // A consent taken back counts no more.
    sample().ask(&["undo", &bench.project]);
    assert_eq!(refusal(&ask()), "packet.no_consent");
}

#[test]
fn the_same_facts_make_the_same_bytes() {
    let bench = Bench::new();
    let made = || std::fs::read(bench.packet(0, "de", "nda")).expect("the packet was written");
    let (once, again) = (made(), made());
    assert!(once == again, "{} and {} bytes", once.len(), again.len());
}

#[test]
fn a_packet_that_comes_back_is_proved() {
    let bench = Bench::new();
    let path = bench.packet(0, "en", "nda");
    let told = sample().ask(&["verify", &arg(&path)]);
    assert_eq!([&told["valid"], &told["signer_known"]], [true, true], "{told}");
    assert_eq!(list(&told["problems"]).len(), 0, "{told}");
    let issues = bench.operate("issues.list", json!({ "match": bench.id }));
    let entry = list(&issues["issues"])
        .iter()
        .find(|entry| entry["fingerprint"] == told["fingerprint"])
        .expect("what left the house is in the register");
    let same = ["document", "version", "signer"].map(|key| entry[key] == told[key]);
    assert_eq!(same, [true; 3], "{entry} {told}");
    assert_eq!(text(&entry["organization"]), bench.sides[0].organization);

    // Whoever has never seen the signer is told so; the file stays whole.
    let stranger = bench.folder.path().join("elsewhere");
    let mut away = turash(&["verify", &arg(&path), "--json"]);
    let output = away.env("TURASH_CONFIG_DIR", &stranger).output().expect("turash runs");
    assert_eq!(output.status.code(), Some(0));
    let unknown = object(&output);
    assert_eq!([&unknown["valid"], &unknown["signer_known"]], [true, false], "{unknown}");

    let mut bytes = std::fs::read(&path).expect("the packet was written");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    let spoilt = bench.folder.path().join("spoilt.pdf");
    std::fs::write(&spoilt, bytes).expect("the spoilt copy is written");
    let output = run(&["verify", &arg(&spoilt), "--json"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(object(&output)["problems"], json!(["changed"]));
}

#[test]
fn a_new_version_replaces_the_old_and_says_what_is_new() {
    let bench = Bench::new();
    bench.packet(0, "en", "nda");
    let site = &bench.sides[0].site;
    bench.operate("site.set", json!({ "id": site, "field": "name", "value": OWN_SITE }));
    let words = flat(&pdf_text(&bench.packet(0, "en", "nda")));
    assert!(words.contains("What is new in this version"), "{words}");
    let issues = bench.operate("issues.list", json!({ "match": bench.id }));
    let of: Vec<&Value> =
        list(&issues["issues"]).iter().filter(|one| one["level"] == "nda").collect();
    let versions: Vec<&str> = of.iter().map(|one| text(&one["version"])).collect();
    assert_eq!(versions, ["0.2", "0.1"], "{issues}");
    assert_eq!([&of[0]["superseded_by"], &of[1]["superseded_by"]], [&Value::Null, &of[0]["id"]]);
    // What left the house cannot be taken back: undo reaches the edit before.
    bench.operate("undo", json!({}));
    let after = bench.operate("issues.list", json!({ "match": bench.id }));
    assert_eq!(after, issues);
}

#[test]
fn the_packets_of_all_deals_are_made_once() {
    let bench = Bench::new();
    bench.operate("deal.open", json!({ "match": bench.id }));
    let out = arg(&bench.folder.path().join("all"));
    let make = || sample().ask(&["packets", &bench.project, "--deals", "all", "--out", &out]);
    let first = make();
    let packets = list(&first["packets"]);
    assert!(packets.len() >= 2 && list(&first["refused"]).is_empty(), "{first}");
    for packet in packets {
        assert_eq!(packet["kept"], false, "{packet}");
        let told = sample().ask(&["verify", text(&packet["path"])]);
        assert_eq!([&told["valid"], &told["level"]], [&Value::Bool(true), &packet["level"]]);
    }
    // One that was lost is made again, to the byte; the others stand.
    std::fs::remove_file(text(&packets[0]["path"])).expect("a packet can be removed");
    let second = make();
    let kept: Vec<bool> = list(&second["packets"]).iter().map(|p| p["kept"] == true).collect();
    assert_eq!(kept.iter().filter(|kept| !**kept).count(), 1, "{second}");
    let hashes = |made: &Value| -> Vec<Value> {
        list(&made["packets"]).iter().map(|packet| packet["sha256"].clone()).collect()
    };
    assert_eq!(hashes(&first), hashes(&second));
}

#[test]
fn a_portfolio_report_names_no_company_and_is_proved() {
    let folder = tempfile::tempdir().expect("a folder");
    let project = arg(&sample().copy_into(folder.path()));
    let found = sample().ask(&["match", &project]);
    let best = &list(&found["matches"])[0];
    let input = json!({ "match": best["id"] }).to_string();
    sample().ask(&["do", &project, "deal.open", "--input", &input]);
    let companies = sample().ask(&["sites", &project]);
    for (lang, talks) in
        [("en", "parties talk"), ("de", "im Gespräch"), ("ru", "переговоры"), ("tt", "сөйләшүләр")]
    {
        let out = arg(&folder.path().join(format!("{lang}.pdf")));
        let told = sample().ask(&["portfolio", &project, "--lang", lang, "--out", &out]);
        assert!(told["pages"].as_u64() >= Some(5), "{told}");
        let proved = sample().ask(&["verify", &out]);
        assert_eq!((&proved["valid"], &proved["level"]), (&json!(true), &json!("public")));
        let words = pdf_text(Path::new(&out));
        assert!(words.contains(talks), "{lang}: {words}");
        for site in list(&companies["sites"]) {
            // The map names towns, and some sites are called after theirs.
            let name = text(&site["name"]);
            assert!(site["town"] == name || !words.contains(name), "{lang}: {name}");
        }
    }
}

#[test]
fn a_deal_sheet_has_one_page_and_a_remark_and_a_long_remark_is_refused() {
    let bench = Bench::new();
    let out = arg(&bench.folder.path().join("sheet.pdf"));
    let own = &bench.sides[0];
    let packet = |more: &[&str]| -> Vec<String> {
        let words =
            ["packet", &bench.project, &bench.id, "--for", &own.organization, "--out", &out];
        words.iter().chain(more).map(|word| (*word).to_owned()).collect()
    };
    let ask = |more: &[&str]| {
        let words = packet(more);
        sample().ask(&words.iter().map(String::as_str).collect::<Vec<_>>())
    };
    let told = ask(&["--one-page", "--remark", "{{ 7 * 7 }} <b>bold</b>", "--page", "letter"]);
    assert_eq!(told["pages"], json!(1));
    let words = pdf_text(Path::new(&out));
    assert!(words.contains("{{ 7 * 7 }} <b>bold</b>"), "{words}");
    let info = Command::new("pdfinfo").arg(&out).output().expect("pdfinfo runs");
    let info = String::from_utf8_lossy(&info.stdout).into_owned();
    assert!(info.contains("(letter)"), "{info}");
    assert_eq!(sample().ask(&["verify", &out])["valid"], json!(true));
    let less = ask(&["--leave-out", "what_if,sources"]);
    assert!(less["pages"].as_u64() < ask(&[])["pages"].as_u64(), "{less}");

    let long = "a".repeat(601);
    let words = packet(&["--remark", &long, "--json"]);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    assert_eq!(refusal(&turash(&words).output().expect("it runs")), "edit.bad_value");
}

#[test]
fn a_contact_is_named_from_nda_on_and_gone_once_erased() {
    let bench = Bench::new();
    let other = &bench.sides[1];
    let said = json!({
        "organization": other.organization, "name": "Adelheid Stillfried", "role": "Energie",
        "phone": "+49 201 555 0123", "basis": "legitimate_interests",
    });
    let added = bench.operate("contact.add", said);
    let words = |level: &str| {
        let out = arg(&bench.folder.path().join("contact.pdf"));
        let own = &bench.sides[0].organization;
        let words =
            ["packet", &bench.project, &bench.id, "--for", own, "--level", level, "--out", &out];
        sample().ask(&words);
        pdf_text(Path::new(&out))
    };
    assert!(words("nda").contains("Adelheid Stillfried"));
    assert!(!words("public").contains("Stillfried"));
    bench.operate("contact.erase", json!({ "id": added["contact"]["id"] }));
    assert!(!words("nda").contains("Stillfried"), "erased, and still on paper");
}
