//! A body in small pieces, however fast it comes.

use std::{
    io,
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use axum::body::{Body, BodyDataStream, Bytes};
use futures::{Stream, StreamExt};
use tokio::time::{Instant, Sleep, sleep};

/// The largest piece, in bytes.
const LARGEST: usize = 64 * 1024;
/// Twice so long nothing may come.
const PATIENCE: Duration = Duration::from_secs(30);

/// The same body for the parser of forms, which reads on as long as there is something to read at once: of a fast sender
/// it would hold all in memory that has come so far, and would hear that it is too much before it has looked at a field.
pub fn piecewise(body: Body) -> Body {
    patiently(body, PATIENCE)
}

fn patiently(body: Body, patience: Duration) -> Body {
    let (body, wait) = (body.into_data_stream(), None);
    Body::from_stream(Pieces { body, left: Bytes::new(), pause: false, patience, wait, warned: false })
}

struct Pieces {
    body: BodyDataStream,
    /// What came and was not handed on yet.
    left: Bytes,
    /// Between two pieces there is a moment in which there is none.
    pause: bool,
    patience: Duration,
    /// For the next one to come.
    wait: Option<Pin<Box<Sleep>>>,
    /// It has ended once. Then it may be that nobody has looked meanwhile.
    warned: bool,
}

impl Pieces {
    fn has_stalled(&mut self, context: &mut Context<'_>) -> bool {
        let patience = self.patience;
        let wait = self.wait.get_or_insert_with(|| Box::pin(sleep(patience)));
        while wait.as_mut().poll(context).is_ready() {
            if std::mem::replace(&mut self.warned, true) {
                return true;
            }
            wait.as_mut().reset(Instant::now() + patience);
        }
        false
    }
}

impl Stream for Pieces {
    type Item = Result<Bytes, axum::Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if std::mem::take(&mut self.pause) {
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        if self.left.is_empty() {
            match self.body.poll_next_unpin(context) {
                Poll::Ready(Some(Ok(came))) => {
                    self.left = came;
                    (self.wait, self.warned) = (None, false);
                }
                Poll::Pending if self.has_stalled(context) => {
                    return Poll::Ready(Some(Err(axum::Error::new(io::Error::from(io::ErrorKind::TimedOut)))));
                }
                other => return other,
            }
        }
        self.pause = true;
        let length = self.left.len().min(LARGEST);
        Poll::Ready(Some(Ok(self.left.split_to(length))))
    }
}

#[cfg(test)]
mod tests {
    use futures::FutureExt;

    use super::*;

    #[tokio::test]
    async fn nothing_is_lost_and_nothing_comes_at_once() {
        let whole: Vec<u8> = (0..LARGEST * 2 + 7).map(|number| (number % 251) as u8).collect();
        let mut pieces = piecewise(Body::from(whole.clone())).into_data_stream();
        let mut read = Vec::new();
        while read.len() < whole.len() {
            let piece = pieces.next().await.expect("a piece").expect("no error");
            assert!((1..=LARGEST).contains(&piece.len()));
            read.extend_from_slice(&piece);
            assert!(pieces.next().now_or_never().is_none(), "first the parser looks at what it has");
        }
        assert!(pieces.next().await.is_none());
        assert_eq!(read, whole);
    }

    #[tokio::test]
    async fn nobody_waits_for_ever() {
        const SHORT: Duration = Duration::from_millis(20);
        let came = futures::stream::iter([Ok::<_, io::Error>(Bytes::from_static(b"half"))]);
        let body = Body::from_stream(came.chain(futures::stream::pending()));
        let mut pieces = patiently(body, SHORT).into_data_stream();
        assert!(pieces.next().await.expect("what came").is_ok());
        let begun = Instant::now();
        assert!(pieces.next().await.expect("an end").is_err());
        assert!(begun.elapsed() >= SHORT * 2);
    }
}
