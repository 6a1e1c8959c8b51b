//! Starts the real window under WebKitWebDriver and steers it. It knows how to find, click, type,
//! wait and take pictures, and nothing of what the interface means.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use fantoccini::elements::Element;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

use crate::tree::top;

/// How long a page may take to show what a step waits for. Two busy cores draw maps in software.
const PATIENCE: Duration = Duration::from_secs(45);

/// A program of the workspace, built beside this test.
pub fn program(name: &str) -> PathBuf {
    let test = std::env::current_exe().expect("a test knows its own path");
    let folder = test.parent().and_then(Path::parent).expect("tests lie in target/<profile>/deps");
    let path = folder.join(name).with_extension(std::env::consts::EXE_EXTENSION);
    assert!(
        path.exists(),
        "{} is not built: run ./dev test, or cargo build --workspace",
        path.display()
    );
    path
}

/// The window, its driver, and a home folder of its own that ends with it.
pub struct Window {
    client: Client,
    driver: Child,
    #[expect(dead_code, reason = "held so that the folder lives as long as the window")]
    home: tempfile::TempDir,
}

impl Window {
    /// Starts `turash-desktop` with `arguments` and settings of its own, the page loaded.
    pub async fn open(arguments: &[&str]) -> Self {
        Self::open_with(arguments, None).await
    }

    /// Starts it with the settings in this folder.
    pub async fn open_with(arguments: &[&str], settings: Option<&Path>) -> Self {
        assert!(
            std::env::var_os("DISPLAY").is_some(),
            "the window needs a display: run ./dev test, or xvfb-run -a cargo test"
        );
        let home = tempfile::tempdir().expect("a folder for the window's settings");
        let port = TcpListener::bind("127.0.0.1:0")
            .and_then(|l| l.local_addr())
            .expect("a free port")
            .port();
        let driver = Command::new("WebKitWebDriver")
            .arg(format!("--port={port}"))
            .env("TAURI_AUTOMATION", "true")
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .env("XDG_CONFIG_HOME", home.path().join("config"))
            .env("XDG_DATA_HOME", home.path().join("data"))
            .env("XDG_CACHE_HOME", home.path().join("cache"))
            .env("TURASH_CONFIG_DIR", settings.map_or(home.path().join("turash"), Path::to_owned))
            .env("BROWSER", "true")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("WebKitWebDriver is installed (package webkit2gtk-driver)");
        let options = json!({ "binary": program("turash-desktop"), "args": arguments });
        let capabilities = [("webkitgtk:browserOptions".to_owned(), options)];
        let begin = Instant::now();
        let client = loop {
            let mut builder = ClientBuilder::new(HttpConnector::new());
            builder.capabilities(capabilities.iter().cloned().collect());
            match builder.connect(&format!("http://127.0.0.1:{port}")).await {
                Ok(client) => break client,
                // The driver needs a moment until it listens.
                Err(_) if begin.elapsed() < Duration::from_secs(20) => {
                    tokio::time::sleep(Duration::from_millis(150)).await;
                }
                Err(error) => panic!("the window does not start: {error}"),
            }
        };
        Self { client, driver, home }
    }

    /// The element with this `data-testid`, once it is there.
    pub async fn find(&self, id: &str) -> Element {
        self.select(&format!("[data-testid=\"{id}\"]")).await
    }

    /// The first element that a CSS selector names, once it is there.
    pub async fn select(&self, css: &str) -> Element {
        match self.client.wait().at_most(PATIENCE).for_element(Locator::Css(css)).await {
            Ok(element) => element,
            Err(error) => {
                let seen = self.picture("failed").await;
                let page = self.page().await;
                panic!(
                    "{css} never appeared ({error}); see {}, which reads: {page}",
                    seen.display()
                )
            }
        }
    }

    /// Clicks the element with this `data-testid`.
    pub async fn click(&self, id: &str) {
        if let Err(error) = self.find(id).await.click().await {
            let seen = self.picture("failed").await;
            panic!("{id} cannot be clicked ({error}); see {}", seen.display());
        }
    }

    /// Types into the element with this `data-testid`.
    pub async fn type_into(&self, id: &str, words: &str) {
        self.find(id)
            .await
            .send_keys(words)
            .await
            .unwrap_or_else(|error| panic!("{id} takes no text: {error}"));
    }

    /// What an expression of JavaScript is worth in the page; promises are awaited.
    pub async fn ask(&self, expression: &str) -> Value {
        let script = format!(
            "const done = arguments[arguments.length - 1];
             Promise.resolve().then(async () => ({expression})).then(done, error => done({{ failed: String(error) }}));"
        );
        let answer = self.client.execute_async(&script, Vec::new()).await;
        let answer = answer.unwrap_or_else(|error| panic!("{expression} cannot be asked: {error}"));
        assert!(answer.get("failed").is_none(), "{expression} failed: {}", answer["failed"]);
        answer
    }

    /// Waits until an expression of JavaScript is true.
    pub async fn until(&self, expression: &str) {
        let begin = Instant::now();
        while self.ask(&format!("Boolean({expression})")).await != Value::Bool(true) {
            if begin.elapsed() > PATIENCE {
                let seen = self.picture("failed").await;
                let page = self.page().await;
                panic!("{expression} never held; see {}, which reads: {page}", seen.display());
            }
            tokio::time::sleep(Duration::from_millis(150)).await;
        }
    }

    /// Runs a script file in the page, as a library that a test brings along.
    pub async fn load(&self, file: &Path) {
        let script =
            std::fs::read_to_string(file).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
        self.client.execute(&script, Vec::new()).await.expect("the script runs");
    }

    /// Takes a picture of the window into `out/shots/NAME.png`.
    pub async fn picture(&self, name: &str) -> PathBuf {
        let folder = top().join("out/shots");
        std::fs::create_dir_all(&folder).expect("out/shots can be made");
        let png = self.client.screenshot().await.expect("the window can be pictured");
        let path = folder.join(format!("{name}.png"));
        std::fs::write(&path, png).expect("out/shots can be written");
        path
    }

    /// Closes the window and then the driver, politely: a killed driver leaves its port taken.
    pub async fn close(mut self) {
        let _ = self.client.clone().close().await;
        let _ = Command::new("kill").args(["-TERM", &self.driver.id().to_string()]).status();
        let _ = self.driver.wait();
    }

    async fn page(&self) -> String {
        let text =
            self.client.execute("return [...document.querySelectorAll('dialog[open]'), document.body].map(e => e.innerText).join('\\n').slice(0, 1500)", Vec::new()).await;
        text.ok().and_then(|t| t.as_str().map(str::to_owned)).unwrap_or_default()
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        // After a failed assertion too: the driver closes the window when it is told to stop.
        if matches!(self.driver.try_wait(), Ok(None)) {
            let _ = Command::new("kill").args(["-TERM", &self.driver.id().to_string()]).status();
            let _ = self.driver.wait();
        }
    }
}
