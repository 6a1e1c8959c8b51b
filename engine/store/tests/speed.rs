//! A project of 100,000 flows does what a small one does. The times are printed for a reader;
//! how long it takes is the matter of benchmarks.

use std::time::Instant;

use turash_engine::model::*;
use turash_store::{KeySource, Lock, Passphrase, Replica, StoreError, Upsert};

use crate::common::*;

const SITES: usize = 25_000;
const FLOWS: usize = 100_000;

fn timed<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let value = work();
    eprintln!("{what}: {:.0} ms", start.elapsed().as_secs_f64() * 1e3);
    value
}

fn region() -> (Vec<Organization>, Vec<Site>, Vec<Flow>) {
    let organizations: Vec<_> = (0..5_000).map(|i| organization(&format!("o{i}"))).collect();
    let sites: Vec<_> = (0..SITES)
        .map(|i| {
            let lat = 35.0 + (i % 250) as f64 * 0.12;
            let lon = -10.0 + (i / 250) as f64 * 0.4;
            let owner = organizations[i % organizations.len()].id;
            Site { organization: owner, ..site(&format!("s{i}"), lat, lon) }
        })
        .collect();
    let flows = (0..FLOWS)
        .map(|i| {
            let at = &sites[i % SITES];
            let mut flow = flow(&format!("f{i}"));
            flow.site = at.id;
            flow.organization = at.organization;
            flow.amount_per_year = i as f64 + 0.1;
            flow.profile.months[i % 12] = (i % 97) as f64 / 97.0;
            flow
        })
        .collect();
    (organizations, sites, flows)
}

#[test]
fn a_hundred_thousand_flows() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("p.turash");
    let words = || Passphrase::new("correct horse battery staple");
    let created = timed("create", || Replica::create(&path, &Lock::Passphrase(words()), NEW));
    let replica = created.expect("a new project").replica;
    let (organizations, sites, flows) = timed("make rows", region);
    let import = |replica: &Replica| {
        replica
            .edit(&by_import("import"), |e| {
                let mut new = 0;
                for o in &organizations {
                    new += usize::from(e.upsert_imported(o)? == Upsert::New);
                }
                for s in &sites {
                    new += usize::from(e.upsert_imported(s)? == Upsert::New);
                }
                for f in &flows {
                    new += usize::from(e.upsert_imported(f)? == Upsert::New);
                }
                Ok::<_, StoreError>(new)
            })
            .expect("imported")
    };
    let done = timed("import", || import(&replica));
    assert_eq!(done.value, organizations.len() + SITES + FLOWS);
    let done = timed("import again", || import(&replica));
    assert_eq!((done.value, done.action), (0, None));
    timed("close", || drop(replica));
    let size = std::fs::metadata(&path).expect("a file").len();
    eprintln!("file: {:.0} MB", size as f64 / 1e6);

    let open = || Replica::open(&path, &KeySource::Passphrase(words())).expect("opens");
    let replica = timed("open with passphrase", open);
    let loaded = timed("load 100,000 flows", || replica.read(|r| r.flows()));
    assert_eq!(loaded.expect("readable").len(), FLOWS);
    timed("load 25,000 sites", || replica.read(|r| r.sites()).expect("readable"));
    let at = Position::new(50.0, 10.0).expect("a position");
    let near = timed("sites within 50 km", || replica.read(|r| r.sites_within(at, 50_000.0)));
    assert!(!near.expect("readable").is_empty());
    let hits = timed("search", || replica.read(|r| r.search("f99999 flue", 20)));
    assert_eq!(hits.expect("readable").len(), 1);
    timed("search for everything", || replica.read(|r| r.search("fl", 20)).expect("readable"));
    timed("counts", || replica.read(|r| r.counts()).expect("readable"));
    let mut commits: Vec<_> = (0..500)
        .map(|i| {
            let start = Instant::now();
            replica
                .edit(&by_person("rename"), |e| {
                    e.change::<Flow>(flows[i].id.0, |f| f.name = format!("renamed {i}"))
                })
                .expect("there");
            start.elapsed()
        })
        .collect();
    commits.sort();
    eprintln!("edit: p50 {:?}, p99 {:?}, worst {:?}", commits[250], commits[495], commits[499]);
    let undone = timed("undo 500 edits", || {
        (0..500).filter(|_| replica.undo(&by_person("")).expect("works").is_some()).count()
    });
    assert_eq!(undone, 500);
    let report = timed("check", || replica.check().expect("readable"));
    assert!(report.is_sound(), "{report:?}");
    let undone = timed("undo the import", || replica.undo(&by_person("")));
    assert_eq!(undone.expect("works").expect("something").changed.len(), 130_000);
}
