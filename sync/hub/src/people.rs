//! The keys of people, by stream: what the feed holds of people is sealed under them. They never
//! enter a backup, so that who is erased is erased from every backup too; after one is restored
//! the devices bring them again. A key once destroyed does not come back.

use turash_sync::protocol::{
    Hash, KeyOfPerson, MAX_PEOPLE, PeopleAnswer, PeopleAsked, Refusal, Right, StreamId,
};

use crate::accounts::Caller;
use crate::db::{Row, Transaction, Value, first};
use crate::hub::{Hub, HubError};

impl Hub {
    /// Takes what a device tells, and answers what it has not heard.
    pub async fn people(
        &self,
        who: &Caller,
        stream: StreamId,
        asked: &PeopleAsked,
    ) -> Result<PeopleAnswer, HubError> {
        let right = self.right(who, stream).await?;
        if asked.tell.len() > MAX_PEOPLE {
            return Err(Refusal::TooLarge { limit: MAX_PEOPLE as u64 }.into());
        }
        if !asked.tell.is_empty() {
            if right == Right::Read {
                return Err(Refusal::Forbidden.into());
            }
            let mut open = self.write(who.org).await?;
            for told in &asked.tell {
                take(open.as_mut(), who, stream, told).await?;
            }
            open.commit().await?;
        }
        let mut open = self.read(who.org).await?;
        let scope = [who.org.into(), stream.0.into()];
        let last = open
            .query("SELECT MAX(number) FROM person_key WHERE org = $1 AND stream = $2", &scope)
            .await?;
        let last = first(last).map(|row| row.int_or_none(0)).transpose()?.flatten().unwrap_or(0);
        let last = u64::try_from(last).unwrap_or(0);
        let [org, stream] = scope;
        let rows = open
            .query(
                "SELECT number, person, secret FROM person_key \
                 WHERE org = $1 AND stream = $2 AND number > $3 ORDER BY number LIMIT $4",
                &[org, stream, asked.after.into(), (MAX_PEOPLE as u64).into()],
            )
            .await?;
        let to = match rows.last() {
            Some(row) => row.count(0)?,
            None => last,
        };
        let news = rows.iter().map(key_of).collect::<Result<_, HubError>>()?;
        Ok(PeopleAnswer { to, more: to < last, news })
    }
}

fn key_of(row: &Row) -> Result<KeyOfPerson, HubError> {
    let gone = row.0.get(2) == Some(&Value::Null);
    let key = if gone { None } else { Some(Hash(row.hash(2)?).to_string()) };
    Ok(KeyOfPerson { person: row.id(1)?, key })
}

/// Takes one key or erasure. The first key of a person stays, an erasure replaces it.
async fn take(
    tx: &mut dyn Transaction,
    who: &Caller,
    stream: StreamId,
    told: &KeyOfPerson,
) -> Result<(), HubError> {
    let malformed = || Refusal::Malformed { what: "key".to_owned() };
    let key = told.key.as_deref().map(str::parse::<Hash>).transpose().map_err(|_| malformed())?;
    let scope = [Value::from(who.org), stream.0.into()];
    // Holds the stream: the numbers of its keys come one after the other.
    tx.execute("UPDATE stream SET head = head WHERE org = $1 AND stream = $2", &scope).await?;
    let [org, stream] = scope;
    let id = [org.clone(), stream.clone(), told.person.into()];
    let held = tx
        .query(
            "SELECT person, number, secret FROM person_key \
             WHERE org = $1 AND stream = $2 AND person = $3",
            &id,
        )
        .await?;
    let held = first(held).map(|row| row.0.get(2) != Some(&Value::Null));
    let changes = match (held, key) {
        (None, _) | (Some(true), None) => true,
        (Some(true), Some(_)) | (Some(false), _) => false,
    };
    if !changes {
        return Ok(());
    }
    let top = tx
        .query(
            "SELECT COALESCE(MAX(number), 0) + 1 FROM person_key WHERE org = $1 AND stream = $2",
            &[org, stream],
        )
        .await?;
    let number = first(top).map(|row| row.count(0)).transpose()?.unwrap_or(1);
    let sql = match held {
        None => {
            "INSERT INTO person_key (org, stream, person, number, secret) \
             VALUES ($1, $2, $3, $4, $5)"
        }
        Some(_) => {
            "UPDATE person_key SET number = $4, secret = $5 \
             WHERE org = $1 AND stream = $2 AND person = $3"
        }
    };
    let [org, stream, person] = id;
    let key = key.map(|hash| hash.0).into();
    tx.execute(sql, &[org, stream, person, number.into(), key]).await?;
    Ok(())
}
