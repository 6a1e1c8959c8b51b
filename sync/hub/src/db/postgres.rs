//! PostgreSQL: a pool, one transaction for each request under a role that sees one tenant's rows,
//! and news between copies of the hub. It owns the role, the policies and what an error means.

use async_trait::async_trait;
use deadpool_postgres::{Manager, ManagerConfig, Object, Pool, RecyclingMethod};
use futures_util::future::try_join_all;
use tokio_postgres::types::{IsNull, ToSql, Type};
use tokio_postgres::{AsyncMessage, NoTls, error::SqlState};

use super::{Database, DbError, Purpose, Reach, Row, TENANT_TABLES, Transaction, Value, schema};

const CONNECTIONS: usize = 16;
const CHANNEL: &str = "turash_news";
/// Two copies of a hub that start at once make the tables once.
const MAKING: i64 = 0x7475_7261_7368;

/// PostgreSQL.
pub struct Postgres {
    pool: Pool,
    url: String,
}

impl Postgres {
    /// Connects, and makes tables, role and policies if they are not there.
    pub async fn open(url: &str) -> Result<Self, DbError> {
        let config: tokio_postgres::Config = url.parse().map_err(refusal)?;
        let settings = ManagerConfig { recycling_method: RecyclingMethod::Fast };
        let pool = Pool::builder(Manager::from_config(config, NoTls, settings))
            .max_size(CONNECTIONS)
            .build()
            .map_err(|error| DbError::Postgres(error.to_string()))?;
        let this = Self { pool, url: url.to_owned() };
        this.prepare().await?;
        Ok(this)
    }

    async fn prepare(&self) -> Result<(), DbError> {
        let client = self.client().await?;
        client
            .batch_execute(&format!("SELECT pg_advisory_lock({MAKING})"))
            .await
            .map_err(refusal)?;
        let made = make(&client).await;
        client
            .batch_execute(&format!("SELECT pg_advisory_unlock({MAKING})"))
            .await
            .map_err(refusal)?;
        made
    }

    async fn client(&self) -> Result<Object, DbError> {
        self.pool.get().await.map_err(|error| DbError::Postgres(error.to_string()))
    }
}

async fn make(client: &Object) -> Result<(), DbError> {
    client
        .batch_execute("CREATE TABLE IF NOT EXISTS hub_form (form BIGINT NOT NULL)")
        .await
        .map_err(refusal)?;
    let form: Option<i64> = client
        .query_opt("SELECT form FROM hub_form", &[])
        .await
        .map_err(refusal)?
        .map(|row| row.get(0));
    match form {
        Some(form) if form > schema::FORM => return Err(DbError::Newer),
        Some(schema::FORM) => return Ok(()),
        Some(_) | None => {}
    }
    let mut all = format!(
        "BEGIN; {} DELETE FROM hub_form; INSERT INTO hub_form VALUES ({});",
        schema::steps_from(form.unwrap_or(0)).replace("BYTES", "BYTEA"),
        schema::FORM
    );
    all.push_str(
        "DO $make$ BEGIN CREATE ROLE turash_tenant NOLOGIN; \
         EXCEPTION WHEN duplicate_object THEN NULL; WHEN unique_violation THEN NULL; END $make$; \
         DO $make$ BEGIN EXECUTE format('GRANT turash_tenant TO %I', current_user); END $make$; \
         GRANT SELECT ON org, account TO turash_tenant;",
    );
    for (table, _) in TENANT_TABLES {
        all.push_str(&format!(
            "ALTER TABLE {table} ENABLE ROW LEVEL SECURITY; \
             DROP POLICY IF EXISTS tenant ON {table}; \
             CREATE POLICY tenant ON {table} TO turash_tenant \
             USING (org = decode(current_setting('turash.org'), 'hex')); \
             GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO turash_tenant;"
        ));
    }
    all.push_str("COMMIT;");
    client.batch_execute(&all).await.map_err(refusal)
}

#[async_trait]
impl Database for Postgres {
    async fn begin(&self, reach: Reach, purpose: Purpose) -> Result<Box<dyn Transaction>, DbError> {
        let client = self.client().await?;
        let kind = match purpose {
            Purpose::Read => "ISOLATION LEVEL REPEATABLE READ READ ONLY",
            Purpose::Write => "ISOLATION LEVEL READ COMMITTED",
        };
        let fence = match reach {
            // An id in hexadecimal holds no character that could leave the quotes.
            Reach::Tenant(org) => {
                format!("SET LOCAL ROLE turash_tenant; SET LOCAL turash.org = '{}';", org.simple())
            }
            Reach::Whole => String::new(),
        };
        let mut open = Open { client: Some(client), done: false };
        open.client()?.batch_execute(&format!("BEGIN {kind}; {fence}")).await.map_err(refusal)?;
        open.done = false;
        Ok(Box::new(open))
    }

    async fn news(&self) -> Option<tokio::sync::mpsc::Receiver<String>> {
        let (client, mut connection) = tokio_postgres::connect(&self.url, NoTls).await.ok()?;
        let (sender, receiver) = tokio::sync::mpsc::channel(256);
        tokio::spawn(async move {
            loop {
                let next = std::future::poll_fn(|context| connection.poll_message(context)).await;
                match next {
                    Some(Ok(AsyncMessage::Notification(note))) => {
                        if sender.send(note.payload().to_owned()).await.is_err() {
                            return;
                        }
                    }
                    Some(Ok(_)) => {}
                    Some(Err(_)) | None => return,
                }
            }
        });
        client.batch_execute(&format!("LISTEN {CHANNEL}")).await.ok()?;
        // The client must outlive the connection's task.
        let (keep, kept) = tokio::sync::mpsc::channel(256);
        tokio::spawn(async move {
            let mut receiver = receiver;
            while let Some(note) = receiver.recv().await {
                if keep.send(note).await.is_err() {
                    break;
                }
            }
            drop(client);
        });
        Some(kept)
    }
}

struct Open {
    client: Option<Object>,
    done: bool,
}

impl Open {
    fn client(&self) -> Result<&Object, DbError> {
        self.client.as_ref().ok_or(DbError::Postgres("the transaction is over".to_owned()))
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        let Some(client) = self.client.take().filter(|_| !self.done) else { return };
        // A connection in the middle of a transaction is not handed on: what was read or written
        // is undone first, and where that fails the connection is closed.
        let Ok(runtime) = tokio::runtime::Handle::try_current() else {
            drop(Object::take(client));
            return;
        };
        runtime.spawn(async move {
            if client.batch_execute("ROLLBACK").await.is_err() {
                drop(Object::take(client));
            }
        });
    }
}

fn refusal(error: tokio_postgres::Error) -> DbError {
    match error.code() {
        Some(code) if *code == SqlState::UNIQUE_VIOLATION => DbError::Taken,
        _ => DbError::Postgres(match error.as_db_error() {
            Some(said) => format!("{} {}", said.code().code(), said.message()),
            None => error.to_string(),
        }),
    }
}

impl ToSql for Value {
    fn to_sql(
        &self,
        kind: &Type,
        out: &mut tokio_postgres::types::private::BytesMut,
    ) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self {
            Value::Null => Ok(IsNull::Yes),
            Value::Int(n) => n.to_sql(kind, out),
            Value::Text(text) => text.to_sql(kind, out),
            Value::Bytes(bytes) => bytes.to_sql(kind, out),
        }
    }

    fn accepts(kind: &Type) -> bool {
        *kind == Type::INT8 || *kind == Type::TEXT || *kind == Type::BYTEA
    }

    tokio_postgres::types::to_sql_checked!();
}

fn read(row: &tokio_postgres::Row) -> Result<Row, DbError> {
    let cell = |at: usize| -> Result<Value, DbError> {
        let kind = row.columns()[at].type_();
        if *kind == Type::INT8 {
            Ok(row.try_get::<_, Option<i64>>(at).map_err(refusal)?.into())
        } else if *kind == Type::TEXT {
            Ok(row.try_get::<_, Option<String>>(at).map_err(refusal)?.into())
        } else if *kind == Type::BYTEA {
            Ok(row.try_get::<_, Option<Vec<u8>>>(at).map_err(refusal)?.into())
        } else {
            Err(DbError::Kind("of PostgreSQL"))
        }
    };
    Ok(Row((0..row.len()).map(cell).collect::<Result<_, _>>()?))
}

#[async_trait]
impl Transaction for Open {
    async fn query(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>, DbError> {
        let client = self.client()?;
        let statement = client.prepare_cached(sql).await.map_err(refusal)?;
        let values: Vec<&(dyn ToSql + Sync)> =
            values.iter().map(|value| value as &(dyn ToSql + Sync)).collect();
        let rows = client.query(&statement, &values).await.map_err(refusal)?;
        rows.iter().map(read).collect()
    }

    async fn execute_each(&mut self, sql: &str, values: Vec<Vec<Value>>) -> Result<u64, DbError> {
        let client = self.client()?;
        let statement = client.prepare_cached(sql).await.map_err(refusal)?;
        // Sent one behind the other without waiting for each answer.
        let all = values.iter().map(|row| {
            let statement = &statement;
            async move {
                let row: Vec<&(dyn ToSql + Sync)> =
                    row.iter().map(|value| value as &(dyn ToSql + Sync)).collect();
                client.execute(statement, &row).await.map_err(refusal)
            }
        });
        Ok(try_join_all(all).await?.into_iter().sum())
    }

    async fn announce(&mut self, news: &str) -> Result<(), DbError> {
        self.query("SELECT CAST(pg_notify($1, $2) AS TEXT)", &[CHANNEL.into(), news.into()])
            .await
            .map(drop)
    }

    async fn commit(mut self: Box<Self>) -> Result<(), DbError> {
        self.client()?.batch_execute("COMMIT").await.map_err(refusal)?;
        self.done = true;
        Ok(())
    }
}
