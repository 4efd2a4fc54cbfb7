//! Listening, until somebody says that it is enough.

use crate::guard::router;
use crate::workspace::Workspace;
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::net::TcpListener;

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
        ready(listener.local_addr()?);
        let app = router(&Arc::new(workspace)).into_make_service_with_connect_info::<SocketAddr>();
        axum::serve(listener, app)
            .with_graceful_shutdown(told_to_end())
            .await
    })
}

/// Comes back when somebody presses Ctrl-C. Where the system cannot tell, it never does.
async fn told_to_end() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}
