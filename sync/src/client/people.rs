//! The keys of people kept in step with the hub, after each exchange. To tell or to hear one twice
//! changes nothing, so nothing here needs to know whether an answer was lost on the way.

use turash_store::{PersonKey, Replica, StoreError};

use super::transport::{Connection, HubFault, TransportFault};
use crate::protocol::{Hash, KeyOfPerson, MAX_PEOPLE, PeopleAsked, StreamId};

/// Epoch and number up to which the hub's news of people have been taken.
const NOTE_HEARD: &str = "people_heard";

/// Tells the hub what it does not know of people, and takes what it does. Whether anything came.
pub fn keep_people(replica: &Replica, hub: &dyn Connection) -> Result<bool, HubFault> {
    let stream = StreamId(replica.project());
    let mut came = false;
    loop {
        let (epoch, heard) = replica.read(|reader| {
            let epoch = reader.read_to()?.map_or(0, |to| to.epoch);
            Ok::<_, StoreError>((epoch, reader.sync_note(NOTE_HEARD)?))
        })?;
        let after = match heard.as_deref().and_then(parse) {
            Some((of, number)) if of == epoch => number,
            // Set back to a backup, which holds no keys: it hears all of them again.
            Some(_) => {
                replica.people_untold()?;
                note(replica, epoch, 0)?;
                0
            }
            None => 0,
        };
        let untold = replica.read(|reader| reader.untold_people(MAX_PEOPLE))?;
        let tell = untold.iter().map(to_wire).collect();
        let answer = hub.people(stream, &PeopleAsked { after, tell })?;
        let news = answer.news.iter().map(from_wire).collect::<Option<Vec<_>>>();
        let news = news.filter(|news| news.len() <= MAX_PEOPLE).ok_or(TransportFault::NotTheHub)?;
        if answer.more && answer.to <= after {
            return Err(TransportFault::NotTheHub.into());
        }
        if !untold.is_empty() {
            replica.people_told(&untold)?;
        }
        if !news.is_empty() {
            replica.take_people(&news)?;
            came = true;
        }
        if answer.to != after {
            note(replica, epoch, answer.to)?;
        }
        if !answer.more && untold.len() < MAX_PEOPLE {
            return Ok(came);
        }
    }
}

fn parse(text: &str) -> Option<(i64, u64)> {
    let (epoch, number) = text.split_once(' ')?;
    Some((epoch.parse().ok()?, number.parse().ok()?))
}

fn note(replica: &Replica, epoch: i64, number: u64) -> Result<(), StoreError> {
    let text = format!("{epoch} {number}");
    replica.feed(|feed| feed.set_note(NOTE_HEARD, Some(&text))).map(drop)
}

fn to_wire(key: &PersonKey) -> KeyOfPerson {
    // A hash and a key are both 32 bytes in hex.
    KeyOfPerson { person: key.person, key: key.key.map(|bytes| Hash(bytes).to_string()) }
}

fn from_wire(key: &KeyOfPerson) -> Option<PersonKey> {
    let bytes = key.key.as_deref().map(|text| text.parse::<Hash>().map(|hash| hash.0));
    Some(PersonKey { person: key.person, key: bytes.transpose().ok()? })
}
