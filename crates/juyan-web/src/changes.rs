//! Who looks at a page hears that the ledger changed, by whomever: by a browser, or by a command beside the program.

use crate::workspace::opened_here;
use axum::body::{Body, Bytes};
use std::path::Path;
use std::sync::Once;
use std::time::Duration;
use tokio::sync::{mpsc, watch};
use tokio::time::{sleep, timeout};

/// So often the ledger is looked at while anybody listens.
const LOOKED: Duration = Duration::from_millis(300);

/// So often something is said where nothing happens, so that nothing on the way takes the line for dead.
const BREATH: Duration = Duration::from_secs(20);

/// So many times something is said before the line is closed, and whoever is still there has to ask, and to be let in, again.
const BREATHS: usize = 30;

/// So many may listen.
const MOST: usize = 256;

/// The last change of the ledger, as those who listen know it.
#[derive(Debug)]
pub(crate) struct Changes {
    last: watch::Sender<i64>,
    begun: Once,
}

impl Default for Changes {
    fn default() -> Self {
        Self {
            last: watch::channel(0).0,
            begun: Once::new(),
        }
    }
}

impl Changes {
    /// A line on which the number of each new last change of the ledger at `path` is told; none where too many listen.
    pub(crate) fn listen(&self, path: &Path) -> Option<Body> {
        if self.last.receiver_count() >= MOST {
            return None;
        }
        let mut heard = self.last.subscribe();
        self.begun.call_once(|| {
            tokio::spawn(look(path.to_owned(), self.last.clone()));
        });
        let (tell, told) = mpsc::channel(2);
        tokio::spawn(async move {
            heard.mark_changed();
            for _ in 0..BREATHS {
                let line = match timeout(BREATH, heard.changed()).await {
                    Ok(Ok(())) => match *heard.borrow_and_update() {
                        0 => continue,
                        last => format!("data: {last}\n\n"),
                    },
                    Ok(Err(_)) => return,
                    Err(_) => ":\n\n".to_owned(),
                };
                if tell.send(Ok(Bytes::from(line))).await.is_err() {
                    return;
                }
            }
        });
        Some(crate::reply::streamed(told))
    }
}

/// Looks at the ledger, as long as the program runs.
async fn look(path: std::path::PathBuf, last: watch::Sender<i64>) {
    loop {
        if last.receiver_count() > 0 {
            let path = path.clone();
            let head = tokio::task::spawn_blocking(move || Some(opened_here(&path).ok()?.head().ok()??.seq));
            if let Some(head) = head.await.ok().flatten() {
                last.send_if_modified(|last| std::mem::replace(last, head) != head);
            }
        }
        sleep(LOOKED).await;
    }
}
