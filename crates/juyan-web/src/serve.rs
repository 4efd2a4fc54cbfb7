//! Listening, until somebody says that it is enough.

use crate::guard::router;
use crate::tls::Tls;
use crate::workspace::Workspace;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;

/// Requests that work on files or passwords at the same time.
const AT_ONCE: usize = 32;

/// Answers requests at `bind` until the program is told to end; then what was begun is finished. `ready` is told where it listens,
/// which is another port than 0. With `tls` what goes over the network is encrypted, and cookies go no other way.
///
/// Fails where nobody can listen there.
pub fn serve(
    workspace: Workspace,
    bind: SocketAddr,
    tls: Option<&Tls>,
    ready: impl FnOnce(SocketAddr),
) -> std::io::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .max_blocking_threads(AT_ONCE)
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let listener = TcpListener::bind(bind)?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let workspace = workspace.over_tls(tls.is_some());
        let app = router(&Arc::new(workspace)).into_make_service_with_connect_info::<SocketAddr>();
        let (told, mut to_end) = watch::channel(false);
        // Ctrl-C, or that the system asks the program to end. Where it is told already by another part of the program, that stays so.
        let _ = ctrlc::set_handler(move || told.send(true).unwrap_or_default());
        let handle = axum_server::Handle::new();
        let ending = handle.clone();
        tokio::spawn(async move {
            if to_end.wait_for(|told| *told).await.is_ok() {
                ending.graceful_shutdown(Some(AT_MOST));
            }
        });
        // Only now: who hears that it listens may ask it to end at once.
        ready(address);
        match tls {
            Some(tls) => {
                let server = axum_server::from_tcp_rustls(listener, tls.config())?;
                server.handle(handle).serve(app).await
            }
            None => axum_server::from_tcp(listener)?.handle(handle).serve(app).await,
        }
    })
}

/// So long what was begun may take once the program was told to end: a browser that listens for changes never ends by itself.
const AT_MOST: Duration = Duration::from_secs(3);
