//! `turash-hub`: serves until SIGTERM, invites the first person, backs up and restores. It owns
//! the command line and the process; everything else is the library's.

use std::io::Write as _;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use clap::error::ErrorKind;
use clap::{CommandFactory as _, Parser, Subcommand};
use serde_json::{Value, json};
use turash_hub::accounts::{NewInvite, Role};
use turash_hub::db::{Database, Sqlite};
use turash_hub::hub::{Hub, HubError, Ports};

/// How long requests under way may take once the hub is told to stop.
const GRACE: Duration = Duration::from_secs(20);
const COMPACTION: Duration = Duration::from_secs(24 * 3_600);

/// The hub of Turash Workstation: copies of a project meet here.
#[derive(Debug, Parser)]
#[command(name = "turash-hub", version)]
struct Arguments {
    /// Folder of the hub: its database, unless --database names another, and attachments.
    #[arg(long, global = true, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Keep the rows in PostgreSQL.
    #[arg(long, global = true, value_name = "URL")]
    database: Option<String>,
    /// Address to listen on.
    #[arg(long, default_value = "127.0.0.1:7171", value_name = "ADDR")]
    listen: SocketAddr,
    /// Language of what the program says of errors.
    #[arg(long = "interface-lang", global = true, default_value = "en", value_parser = ["en", "de", "ru", "tt"])]
    lang: String,
    #[command(subcommand)]
    verb: Option<Verb>,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Begin a tenant, if there is none of this name, and print an invitation to it.
    Invite {
        /// The tenant's name.
        #[arg(long)]
        org: String,
        /// admin, facilitator, engineer or consultant, each for all of the tenant's streams; or
        /// partner, who reads what concerns one organisation of a project.
        #[arg(long, default_value = "admin", value_parser = role)]
        role: Role,
        /// Id of the organisation that a partner belongs to.
        #[arg(long, value_name = "ID", required_if_eq("role", "partner"))]
        about: Option<uuid::Uuid>,
    },
    /// Write a backup into an empty folder.
    Backup {
        /// The folder.
        out: PathBuf,
    },
    /// Fill an empty hub from a backup.
    Restore {
        /// The folder.
        from: PathBuf,
    },
}

fn role(text: &str) -> Result<Role, String> {
    Role::parse(text).ok_or_else(|| Role::ALL.map(Role::code).join(", "))
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let filter = tracing_subscriber::EnvFilter::builder()
        .with_default_directive(tracing::level_filters::LevelFilter::INFO.into())
        .from_env_lossy();
    tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .with_writer(std::io::stderr)
        .with_env_filter(filter)
        .init();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return failed(&error.into(), &arguments.lang),
    };
    let lang = arguments.lang.clone();
    match runtime.block_on(run(arguments)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failed(&error, &lang),
    }
}

fn failed(error: &HubError, lang: &str) -> ExitCode {
    tracing::error!(code = "hub.stopped", cause = %error);
    let (message, hint) = turash_hub::words::of_error(error, lang);
    let code = error.code();
    say(&json!({ "error": { "code": code, "message": message, "hint": hint, "place": null } }));
    ExitCode::FAILURE
}

/// One object on standard output.
fn say(what: &Value) {
    // A reader that went away is no failure of the hub.
    let _ = writeln!(std::io::stdout(), "{what}");
}

async fn open(arguments: &Arguments) -> Result<Arc<Hub>, HubError> {
    let Some(folder) = arguments.data.clone() else {
        Arguments::command().error(ErrorKind::MissingRequiredArgument, "--data <DIR>").exit();
    };
    std::fs::create_dir_all(&folder)?;
    let db: Arc<dyn Database> = match &arguments.database {
        None => Arc::new(Sqlite::open(&folder.join("hub.sqlite"))?),
        Some(url) => postgres(url).await?,
    };
    Ok(Hub::new(db, folder, Ports::system()))
}

#[cfg(feature = "postgres")]
async fn postgres(url: &str) -> Result<Arc<dyn Database>, HubError> {
    Ok(Arc::new(turash_hub::db::Postgres::open(url).await?))
}

#[cfg(not(feature = "postgres"))]
async fn postgres(_url: &str) -> Result<Arc<dyn Database>, HubError> {
    Err(HubError::NoPostgres)
}

async fn run(arguments: Arguments) -> Result<(), HubError> {
    let hub = open(&arguments).await?;
    match &arguments.verb {
        None => serve(hub, arguments.listen).await,
        Some(Verb::Invite { org, role, about }) => {
            let tenant = match hub.find_org(org).await? {
                Some(tenant) => tenant,
                None => hub.create_org(org).await?,
            };
            let whole = *role != Role::Partner;
            let about = about.filter(|_| !whole);
            let invite = NewInvite { role: *role, whole, streams: Vec::new(), about };
            let token = hub.invite(tenant, None, &invite).await?;
            say(&json!({ "organization": tenant, "link": format!("/join?token={token}") }));
            Ok(())
        }
        Some(Verb::Backup { out }) => told(out, hub.backup(out).await?),
        Some(Verb::Restore { from }) => told(from, hub.restore(from).await?),
    }
}

fn told(path: &Path, manifest: turash_hub::backup::Manifest) -> Result<(), HubError> {
    say(&json!({
        "path": path,
        "rows": manifest.rows,
        "blobs": manifest.blobs,
        "sha256": manifest.sha256,
    }));
    Ok(())
}

async fn serve(hub: Arc<Hub>, listen: SocketAddr) -> Result<(), HubError> {
    let listener = tokio::net::TcpListener::bind(listen).await?;
    let address = listener.local_addr()?;
    // Who reads the address may tell it to stop at once.
    let told = told_to_stop();
    say(&json!({ "listening": address }));
    tracing::info!(code = "hub.listening", %address);
    let relay = tokio::spawn(Arc::clone(&hub).relay_news());
    let upkeep = tokio::spawn(keep_up(Arc::clone(&hub)));
    let stopping = {
        let hub = Arc::clone(&hub);
        async move {
            told.await;
            tracing::info!(code = "hub.stopping");
            hub.close();
        }
    };
    let router = turash_hub::http::router(Arc::clone(&hub));
    let serving = axum::serve(listener, router).with_graceful_shutdown(stopping);
    let mut closing = hub.subscribe_closing();
    let late = async {
        // An error means that the hub itself is gone.
        let _ = closing.wait_for(|closing| *closing).await;
        tokio::time::sleep(GRACE).await;
    };
    tokio::select! {
        served = serving => served?,
        () = late => tracing::warn!(code = "hub.cut_short"),
    }
    upkeep.abort();
    relay.abort();
    Ok(())
}

/// Compacts every stream once a day.
async fn keep_up(hub: Arc<Hub>) {
    loop {
        tokio::time::sleep(COMPACTION).await;
        match hub.compact_all().await {
            Ok(dropped) => tracing::info!(code = "hub.compacted", dropped),
            Err(error) => tracing::error!(code = "hub.not_compacted", cause = %error),
        }
    }
}

#[cfg(unix)]
fn told_to_stop() -> impl Future<Output = ()> {
    use tokio::signal::unix::{SignalKind, signal};
    // Listened to from now on, not only from when somebody waits.
    let listened = [SignalKind::terminate(), SignalKind::interrupt()].map(signal);
    async move {
        match listened {
            [Ok(mut term), Ok(mut interrupt)] => tokio::select! {
                _ = term.recv() => {}
                _ = interrupt.recv() => {}
            },
            [Err(_), _] | [_, Err(_)] => std::future::pending().await,
        }
    }
}

#[cfg(not(unix))]
async fn told_to_stop() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending().await
    }
}
