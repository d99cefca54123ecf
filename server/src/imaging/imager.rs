use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::{Made, Order, PictureError, make};
use crate::quiet;

/// Where an upload waits.
#[derive(Debug, Clone)]
pub enum Source {
    Bytes(Bytes),
    /// Read only when its turn comes, so that waiting uploads hold no memory.
    File(PathBuf),
}

/// Prepares pictures off the async threads: a few at a time, a bounded queue, a bounded wait.
#[derive(Debug, Clone)]
pub struct Imager {
    places: Arc<Semaphore>,
    permits: Arc<Semaphore>,
    wait: Duration,
}

impl Imager {
    /// `permits` pictures at once (about one per core), `queue` more waiting, each for at most `wait`.
    pub fn new(permits: usize, queue: usize, wait: Duration) -> Self {
        Self { places: Arc::new(Semaphore::new(permits + queue)), permits: Arc::new(Semaphore::new(permits)), wait }
    }

    /// See [`make`]. Errors: additionally `Busy` when the queue is full or the wait is over, `Failed` when the file
    /// cannot be read.
    pub async fn make(&self, source: Source, order: Order) -> Result<Made, PictureError> {
        let turn = self.turn().await?;
        let work = quiet::spawn(move || {
            // The turn ends with the work, even when the request behind it has gone.
            let _turn = turn;
            match source {
                Source::Bytes(bytes) => make(&bytes, &order),
                Source::File(path) => make(&read(&path)?, &order),
            }
        });
        work.await.unwrap_or_else(|error| {
            tracing::error!(%error, "the picture thread ended early");
            Err(PictureError::Failed)
        })
    }

    async fn turn(&self) -> Result<[OwnedSemaphorePermit; 2], PictureError> {
        let busy = |_| PictureError::Busy;
        let place = self.places.clone().try_acquire_owned().map_err(busy)?;
        let permit = tokio::time::timeout(self.wait, self.permits.clone().acquire_owned())
            .await
            .map_err(|_| PictureError::Busy)?
            .map_err(|_| PictureError::Busy)?;
        Ok([place, permit])
    }
}

fn read(path: &std::path::Path) -> Result<Vec<u8>, PictureError> {
    std::fs::read(path).map_err(|error| {
        tracing::error!(%error, "an uploaded picture could not be read");
        PictureError::Failed
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::imaging::{Alpha, PIXELS_MAX, SizeSpec};

    async fn kind(imager: &Imager, source: Source) -> &'static str {
        let order = Order { sizes: vec![SizeSpec::Fit(16)], alpha: Alpha::OnWhite, pixels_max: PIXELS_MAX };
        let made = imager.make(source, order).await;
        made.map_or_else(|error| error.kind(), |_| "ok")
    }

    #[tokio::test]
    async fn the_queue_and_the_wait_are_bounded() {
        let mut gif = std::io::Cursor::new(Vec::new());
        image::DynamicImage::new_rgb8(32, 32).write_to(&mut gif, image::ImageFormat::Gif).unwrap();
        let gif = Bytes::from(gif.into_inner());
        let one = || Source::Bytes(gif.clone());
        for queue in [0, 1] {
            let imager = Imager::new(1, queue, Duration::from_millis(20));
            let turn = imager.turn().await.unwrap();
            assert_eq!(kind(&imager, one()).await, "busy");
            drop(turn);
            assert_eq!(kind(&imager, one()).await, "ok");
            assert_eq!(kind(&imager, Source::File("/nowhere".into())).await, "failed");
            assert_eq!(kind(&imager, one()).await, "ok");
        }
    }
}
