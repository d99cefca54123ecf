//! A body in small pieces, however fast it comes.

use std::{
    pin::Pin,
    task::{Context, Poll},
};

use axum::body::{Body, BodyDataStream, Bytes};
use futures::{Stream, StreamExt};

/// The largest piece, in bytes.
const LARGEST: usize = 64 * 1024;

/// The same body for the parser of forms, which reads on as long as there is something to read at once: of a fast sender
/// it would hold all in memory that has come so far, and would hear that it is too much before it has looked at a field.
pub fn piecewise(body: Body) -> Body {
    Body::from_stream(Pieces { body: body.into_data_stream(), left: Bytes::new(), pause: false })
}

struct Pieces {
    body: BodyDataStream,
    /// What came and was not handed on yet.
    left: Bytes,
    /// Between two pieces there is a moment in which there is none.
    pause: bool,
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
                Poll::Ready(Some(Ok(came))) => self.left = came,
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
}
