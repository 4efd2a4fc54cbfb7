//! Listening, until somebody says that it is enough.

use crate::guard::router;
use crate::tls::Tls;
use crate::workspace::Workspace;
use axum_server::Server;
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
        if let Some(tls) = tls {
            let server = axum_server::from_tcp_rustls(listener, tls.config())?;
            waiting(server, HEAD).handle(handle).serve(app).await
        } else {
            let server = axum_server::from_tcp(listener)?;
            waiting(server, HEAD).handle(handle).serve(app).await
        }
    })
}

/// So long what was begun may take once the program was told to end: a browser that listens for changes never ends by itself.
const AT_MOST: Duration = Duration::from_secs(3);

/// So long somebody may take for the head of a request: who connects and then is silent would hold the line for ever.
const HEAD: Duration = Duration::from_secs(20);

/// Waits so long for the head of a request, the first of a line and those after it; neither has an end by itself.
fn waiting<A>(mut server: Server<SocketAddr, A>, head: Duration) -> Server<SocketAddr, A> {
    server.http_builder().http1().header_read_timeout(head);
    server.first_request_timeout(head)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Read, Write};
    use std::net::TcpStream;

    #[test]
    fn who_stops_in_the_middle_of_a_head_is_not_waited_for() {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build()
            .unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let address = listener.local_addr().unwrap();
        runtime.spawn(async move {
            let server = waiting(
                axum_server::from_tcp(listener).unwrap(),
                Duration::from_millis(200),
            );
            server.serve(axum::Router::new().into_make_service()).await
        });
        for said in ["", "GET / HT", "GET / HTTP/1.1\r\nHost: a\r\n\r\nGET / HT"] {
            let mut line = TcpStream::connect(address).unwrap();
            line.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
            line.write_all(said.as_bytes()).unwrap();
            let ended = line.read_to_end(&mut Vec::new());
            let is_open = ended.is_err_and(|error| error.kind() != std::io::ErrorKind::ConnectionReset);
            assert!(!is_open, "{said}");
        }
    }
}
