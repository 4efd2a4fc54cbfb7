//! Listening, until somebody says that it is enough.

use crate::guard::router;
use crate::workspace::Workspace;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::time::sleep;

/// Requests that work on files or passwords at the same time.
const AT_ONCE: usize = 32;

/// Answers requests at `bind` until the program is told to end; then what was begun is finished. `ready` is told where it listens,
/// which is another port than 0.
///
/// Fails where nobody can listen there.
pub fn serve(workspace: Workspace, bind: SocketAddr, ready: impl FnOnce(SocketAddr)) -> std::io::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .max_blocking_threads(AT_ONCE)
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let listener = TcpListener::bind(bind).await?;
        let address = listener.local_addr()?;
        let app = router(&Arc::new(workspace)).into_make_service_with_connect_info::<SocketAddr>();
        let (told, to_end) = watch::channel(false);
        // Ctrl-C, or that the system asks the program to end. Where it is told already by another part of the program, that stays so.
        let _ = ctrlc::set_handler(move || told.send(true).unwrap_or_default());
        // Only now: who hears that it listens may ask it to end at once.
        ready(address);
        let is_told = async |mut to_end: watch::Receiver<bool>| {
            if to_end.wait_for(|told| *told).await.is_err() {
                std::future::pending::<()>().await;
            }
        };
        let serving = axum::serve(listener, app).with_graceful_shutdown(is_told(to_end.clone()));
        tokio::select! {
            ended = serving => ended,
            () = async { is_told(to_end).await; sleep(AT_MOST).await } => Ok(()),
        }
    })
}

/// So long what was begun may take once the program was told to end: a browser that listens for changes never ends by itself.
const AT_MOST: Duration = Duration::from_secs(3);
