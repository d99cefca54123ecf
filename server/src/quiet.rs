//! Work on pictures and their files, on threads of its own: pages go first, however many photos come in.

use std::{sync::LazyLock, time::Duration};

use tokio::{
    runtime::{Builder, Runtime},
    task::JoinHandle,
};

/// At most so many threads; most of them wait for the disk. Further work waits for one of them.
const MOST: usize = 16;
/// A thread without work ends after so long, and with it goes the memory that it has kept for the next picture.
const REST: Duration = Duration::from_secs(1);

/// Of this runtime only the threads for blocking work are used.
static THREADS: LazyLock<Runtime> = LazyLock::new(|| {
    Builder::new_current_thread()
        .thread_name("quiet")
        .thread_keep_alive(REST)
        .max_blocking_threads(MOST)
        .on_thread_start(give_way)
        .build()
        .expect("a runtime without drivers has nothing that could be missing")
});

/// Carries out blocking work; it runs to its end even when nobody waits for it any more.
pub fn spawn<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> JoinHandle<T> {
    THREADS.spawn_blocking(work)
}

/// Linux knows a priority for each thread; elsewhere it would be that of the whole process.
#[cfg(target_os = "linux")]
fn give_way() {
    const LOWEST: i32 = 19;
    if let Err(error) = rustix::process::setpriority_process(None, LOWEST) {
        tracing::debug!(%error, "pictures are as important as pages");
    }
}

#[cfg(not(target_os = "linux"))]
fn give_way() {}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use rustix::process::getpriority_process;

    #[tokio::test]
    async fn pages_go_first() {
        let here = getpriority_process(None).unwrap();
        let there = super::spawn(|| getpriority_process(None).unwrap()).await.unwrap();
        assert!(there > here, "{there} and {here}");
        assert_eq!(getpriority_process(None).unwrap(), here);
    }
}
