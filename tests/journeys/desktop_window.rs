//! The window, driven as a person would: the real program, the built interface, a real project.

use crate::driver::Window;

#[tokio::test]
async fn it_opens_with_its_name() {
    let window = Window::open(&[]).await;
    assert_eq!(window.ask("document.title").await, "Turash Workstation");
    window.picture("smoke").await;
    window.close().await;
}
