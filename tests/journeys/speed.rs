//! How long a person waits for the hub. Not run with the others: `./dev bench hub` runs it, with
//! the release build. Sums are checked, times are printed.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::path::Path;
use std::sync::mpsc;
use std::time::{Duration, Instant};

use serde_json::json;

use crate::said::arg;
use crate::sync::{Desk, Hub};
use crate::tree::text;

/// Both ways together.
const ROUND_TRIP: Duration = Duration::from_millis(150);

/// A register of so many sites, each of a company of its own and with three flows of heat.
fn register(path: &Path, sites: usize) {
    let mut lines = String::from(
        "\"SiteID\";\"CompanyName\";\"SiteName\";\"Address\";\"CityCode\";\"City\";\"Country\";\
         \"geom\";\"Subsector\";\"DataSource\";\"Emissions_ETS_2014\";\"Emissions_EPRTR_2014\";\
         \"Production\";\"Fuel_Demand\";\"Excess_Heat_100-200C\";\"Excess_Heat_200-500C\";\
         \"Excess_Heat_500C\";\"Excess_Heat_Total\"\n",
    );
    for n in 0..sites {
        let lon = 6.0 + (n % 400) as f64 * 0.02;
        let lat = 47.5 + (n / 400) as f64 * 0.02;
        lines += &format!(
            "{n};\"Works {n} Ltd\";\"Plant {n}\";\"Road {n}\";\"{:05}\";\"Town {}\";\"Germany\";\
             \"SRID=4326;POINT({lon} {lat})\";\"Iron and steel\";\"ETS/EPRTR\";;{n}.00;;;\
             {n}.50;1{n}.25;0.75;2{n}.50\n",
            10_000 + n % 80_000,
            n % 997,
        );
    }
    std::fs::write(path, lines).expect("written");
}

/// Stands before `to` and hands on what it hears half a round trip later; gives its own address.
fn far_away(to: String) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address").to_string();
    std::thread::spawn(move || {
        for near in listener.incoming().flatten() {
            // The handshake of the connection is a round trip too.
            std::thread::sleep(ROUND_TRIP);
            let far = TcpStream::connect(&to).expect("the hub listens");
            for socket in [&near, &far] {
                socket.set_nodelay(true).expect("it can be set");
            }
            let back = (far.try_clone().expect("a socket"), near.try_clone().expect("a socket"));
            hand_on(near, far);
            hand_on(back.0, back.1);
        }
    });
    address
}

fn hand_on(mut from: TcpStream, mut to: TcpStream) {
    let (sender, heard) = mpsc::channel::<(Instant, Vec<u8>)>();
    std::thread::spawn(move || {
        let mut buffer = vec![0; 1 << 16];
        while let Ok(n @ 1..) = from.read(&mut buffer) {
            if sender.send((Instant::now() + ROUND_TRIP / 2, buffer[..n].to_vec())).is_err() {
                return;
            }
        }
    });
    std::thread::spawn(move || {
        for (at, bytes) in heard {
            std::thread::sleep(at.saturating_duration_since(Instant::now()));
            if to.write_all(&bytes).is_err() {
                return;
            }
        }
        let _ = to.shutdown(Shutdown::Write);
    });
}

#[test]
#[ignore = "it measures, and wants the machine for itself"]
#[allow(clippy::print_stdout, reason = "the figures are what it is run for")]
fn first_copy_of_250_000_rows() {
    let folder = tempfile::tempdir().expect("a folder");
    let hub = Hub::start(folder.path());
    hub.member("ann@essen.example", "admin");
    let ann = Desk::new(folder.path(), "ann");
    let all = folder.path().join("register.csv");
    register(&all, 50_000);
    ann.ask(&["import", &arg(&all), "--into", &ann.project()]);
    ann.sign_in(&hub, "ann@essen.example");
    let begun = Instant::now();
    ann.sync();
    let handed_over = begun.elapsed();
    hub.member("ben@essen.example", "engineer");
    let ben = Desk::new(folder.path(), "ben");
    ben.sign_in(&hub, "ben@essen.example");
    let begun = Instant::now();
    ben.ask(&["clone", &format!("{}/essen", hub.url()), "--into", &ben.project()]);
    let copied = begun.elapsed();
    let rows = |desk: &Desk| {
        let told = desk.ask(&["do", &desk.project(), "project.summary"]);
        ["organizations", "sites", "flows"].map(|of| told[of].as_u64().expect("a count"))
    };
    let [organizations, sites, flows] = rows(&ben);
    assert_eq!([organizations, sites, flows], rows(&ann));
    let all = organizations + sites + flows;
    println!("{all} rows handed over in {handed_over:.1?}, copied in {copied:.1?}");
}

#[test]
#[ignore = "it measures, and wants the machine for itself"]
#[allow(clippy::print_stdout, reason = "the figures are what it is run for")]
fn a_thousand_ops_far_away() {
    let folder = tempfile::tempdir().expect("a folder");
    let hub = Hub::start(folder.path());
    hub.member("ann@essen.example", "admin");
    let ann = Desk::new(folder.path(), "ann");
    let some = folder.path().join("register.csv");
    register(&some, 1);
    ann.ask(&["import", &arg(&some), "--into", &ann.project()]);
    let far = hub.at(&far_away(hub.address().to_owned()));
    ann.sign_in(&far, "ann@essen.example");
    ann.sync();
    register(&some, 201);
    ann.ask(&["import", &arg(&some), "--into", &ann.project()]);
    let before = ann.ask(&["sync", "status", &ann.project()]);
    let begun = Instant::now();
    let told = ann.sync();
    let took = begun.elapsed();
    assert_eq!(text(&told["state"]), "in_step");
    assert_eq!(told["unsent"], json!(0));
    println!("{} ops over {ROUND_TRIP:?} in {took:.2?}", before["unsent"]);
}
