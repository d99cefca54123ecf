//! Header, decoders, EXIF, sizes and the cleaning of originals, on whatever bytes the fuzzer thinks of.

#![no_main]

use imaging::{Alpha, Order, PIXELS_MAX, PictureError, SizeSpec, Town, make, without_metadata};
use libfuzzer_sys::{Corpus, fuzz_target};

fuzz_target!(|data: &[u8]| -> Corpus {
    let order = Order { sizes: vec![SizeSpec::Fit(64), SizeSpec::Square(16)], alpha: Alpha::Kept, pixels_max: PIXELS_MAX };
    let clean = without_metadata(data);
    match make(data, &order) {
        // A decoder panicked, or an encoder could not do its work.
        Err(PictureError::Failed) => panic!("failed"),
        Err(PictureError::NotAPicture) => return Corpus::Reject,
        Err(_) => {}
        Ok(made) => {
            assert!(made.sizes.iter().all(|size| size.width <= 64 && size.height <= 64));
            let _ = made.facts.position.and_then(Town::nearest);
            let clean = clean.and_then(|clean| make(&clean, &order).ok());
            assert!(clean.is_none_or(|clean| clean.facts.position.is_none()));
        }
    }
    Corpus::Keep
});
