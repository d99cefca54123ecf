//! Files that are no pictures, or too much of one: the form comes back with what to do, and nothing is kept.

use app::domain::{Problem, picture::Size};
use server::imaging::READS_HEIC;

use super::{a_party_with, a_site, a_site_with, files, noted};
use crate::support::{Page, a_party, add_photos, jpeg, rows, send_photos, unescape, value};

/// The form as it was filled in, with this message at the field.
fn comes_back(page: &Page, problem: &Problem) {
    let message = problem.to_string();
    assert!(unescape(&page.is(422).text()).contains(&message), "no {message:?} in:\n{}", page.text());
    page.reads("One thing to put right").says("href=\"#cover\"");
    let form = page.form("/api/parties/create");
    assert_eq!(value(&form, "title"), Some("Summer on the roof"));
    assert_eq!(value(&form, "place"), Some("The roof"));
    assert_eq!(value(&form, "first_entry"), Some("2099-07-10T20:00"));
    assert!(value(&form, "cover").unwrap_or_default().is_empty());
}

async fn refuses(name: &str, file: Vec<u8>, problem: Problem) {
    let (site, shelf, mut host) = a_site().await;
    let page = a_party().send_with_cover(&mut host, &file).await;
    eprintln!("{name}: {}", page.status);
    comes_back(&page, &problem);
    assert_eq!((shelf.keys(), noted(&site).await), (vec![], vec![]), "{name}");
    assert_eq!(rows::parties(&site).await, [], "{name}");

    // The same host tries again with a good one.
    a_party_with(&site, &mut host, "link", &jpeg(40, 30)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_picture() {
    refuses("a zip", files::zip(), Problem::NotAPicture).await;
    refuses("an empty file", Vec::new(), Problem::NotAPicture).await;
    refuses(
        "text",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>".to_vec(),
        Problem::NotAPicture,
    )
    .await;
    let heic = if READS_HEIC { Problem::PictureDamaged } else { Problem::HeicPicture };
    refuses("HEIC", files::heic(), heic).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_damaged() {
    refuses("half a JPEG", files::half_a_jpeg(), Problem::PictureDamaged).await;
    refuses("half a PNG", files::half_a_png(), Problem::PictureDamaged).await;
    refuses("a beginning", b"\xFF\xD8\xFF".to_vec(), Problem::PictureDamaged).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_would_fill_the_memory() {
    refuses("a PNG of 4 gigapixels", files::png_bomb(), Problem::PictureTooManyPixels { megapixels: 52 }).await;
    refuses("a JPEG of 280 megapixels", files::jpeg_bomb(), Problem::PictureTooManyPixels { megapixels: 100 }).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn as_many_pixels_as_are_set() {
    let (site, shelf, mut host) = a_site_with(&[("SOIREE_PHOTO_MEGAPIXELS", "1")]).await;
    let page = a_party().send_with_cover(&mut host, &jpeg(1_001, 1_000)).await;
    comes_back(&page, &Problem::PictureTooManyPixels { megapixels: 1 });
    assert_eq!(shelf.keys(), Vec::<String>::new());
    let (party, _) = a_party_with(&site, &mut host, "link", &jpeg(1_000, 1_000)).await;
    let page = send_photos(&mut host, party, &[], &[&jpeg(1_001, 1_000)]).await;
    page.is(422).reads(&Problem::PictureTooManyPixels { megapixels: 1 }.to_string());
    assert_eq!(rows::photos(&site, party).await, []);
    assert_eq!(add_photos(&mut host, party, &[&jpeg(1_000, 1_000)]).await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn real_broken_files() {
    if !READS_HEIC && let Some(file) = files::photograph("IMG_5195.HEIC") {
        refuses("a real HEIC", file, Problem::HeicPicture).await;
    }
    if let Some(mut file) = files::photograph("olympus_12mp.jpg") {
        file.truncate(file.len() / 3);
        refuses("a third of a real photograph", file, Problem::PictureDamaged).await;
    }
}

/// What printers write is a picture like any other.
#[tokio::test(flavor = "multi_thread")]
async fn printing_colours_are_taken() {
    let (site, shelf, mut host) = a_site().await;
    let mut cmyk = Vec::new();
    let inks = [0_u8, 255, 255, 0].repeat(64 * 48);
    jpeg_encoder::Encoder::new(&mut cmyk, 90).encode(&inks, 64, 48, jpeg_encoder::ColorType::Cmyk).expect("a JPEG");
    let (_, cover) = a_party_with(&site, &mut host, "link", &cmyk).await;
    assert_eq!(shelf.keys().len(), 3);
    let file = host.get(&app::domain::picture::media_url(cover, Size::Large)).await;
    assert_eq!(super::dimensions(&file.is(200).bytes), (64, 48));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_too_large() {
    let (site, shelf, mut host) = a_site_with(&[("SOIREE_UPLOAD_MB", "1")]).await;
    let of = |bytes: usize| {
        let mut file = jpeg(40, 30);
        file.resize(bytes, 0);
        file
    };
    comes_back(&a_party().send_with_cover(&mut host, &of(1_000_001)).await, &Problem::PictureTooLarge { megabytes: 1 });
    comes_back(&a_party().send_with_cover(&mut host, &of(4_000_000)).await, &Problem::PictureTooLarge { megabytes: 1 });
    // Far too large: the rest is not even read.
    let page = a_party().send_with_cover(&mut host, &of(40_000_000)).await;
    page.is(413).reads("That is too large. Please send at most 1 MB.");
    assert_eq!((shelf.keys(), noted(&site).await), (vec![], vec![]));
    assert_eq!(rows::parties(&site).await, []);
    a_party_with(&site, &mut host, "link", &of(1_000_000)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn twenty_five_megabytes_unless_set() {
    let (_, shelf, mut host) = a_site().await;
    let mut file = jpeg(40, 30);
    file.resize(25_000_001, 0);
    comes_back(&a_party().send_with_cover(&mut host, &file).await, &Problem::PictureTooLarge { megabytes: 25 });
    assert_eq!(shelf.keys(), Vec::<String>::new());
    file.truncate(25_000_000);
    a_party().send_with_cover(&mut host, &file).await.is(303);
}

/// Also where something else is wrong, the picture's problem is told and nothing that was typed is lost.
#[tokio::test(flavor = "multi_thread")]
async fn a_broken_photo_leaves_the_sign_up_filled_in() {
    let (site, shelf, _) = a_site().await;
    let mut ana = site.visitor();
    let fields = [
        ("_page", "/signup"),
        ("username", "ana"),
        ("email", "ana@example.org"),
        ("display_name", "Ana"),
        ("password", "a long walk"),
    ];
    let page = ana.post_file("/api/accounts/sign_up", &fields, "photo", &files::zip()).await;
    page.is(422).reads(&Problem::NotAPicture.to_string()).says_not("a long walk");
    let form = page.form("/api/accounts/sign_up");
    assert_eq!(value(&form, "email"), Some("ana@example.org"));
    assert!(rows::maybe_user(&site, "ana").await.is_none());
    assert_eq!(shelf.keys(), Vec::<String>::new());
}
