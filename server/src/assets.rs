//! The browser's files: read and compressed once at the start, served from memory with lasting cache headers.

use std::{collections::HashMap, io::Write, path::Path, sync::Arc};

use anyhow::{Context, Result};
use axum::{
    body::{Body, Bytes},
    extract::{Request, State},
    http::{HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use sha2::{Digest, Sha256};

use crate::{complete::accepts_brotli, state::AppState};

/// Brotli's best; in development its fastest, for the server starts after every change.
const QUALITY: u32 = if cfg!(debug_assertions) { 4 } else { 11 };

/// For files whose names tell their content, and for others.
const LASTING: &str = "public, max-age=31536000, immutable";
const BRIEFLY: &str = "public, max-age=3600";

/// All files of the site folder.
pub struct Assets {
    files: HashMap<String, Arc<File>>,
    pub stylesheet: String,
    pub script: String,
    pub wasm: String,
}

struct File {
    bytes: Bytes,
    brotli: Option<Bytes>,
    content_type: &'static str,
    etag: HeaderValue,
    immutable: bool,
}

impl Assets {
    /// Reads the folder that `scripts/site.sh` or `cargo leptos` has written.
    pub fn load(site: &Path) -> Result<Self> {
        let mut files = HashMap::new();
        read_folder(site, site, &mut files)
            .with_context(|| format!("cannot read {} (SOIREE_SITE); `make build` writes it", site.display()))?;
        let named = |ending: &str| {
            let mut names: Vec<_> = files
                .keys()
                .filter(|name: &&String| name.starts_with("/pkg/soiree") && name.ends_with(ending))
                .collect();
            names.sort_by_key(|name| std::fs::metadata(site.join(&name[1..])).and_then(|meta| meta.modified()).ok());
            names
                .last()
                .map(|name| (*name).clone())
                .with_context(|| format!("{} holds no {ending}", site.join("pkg").display()))
        };
        let (stylesheet, script, wasm) = (named(".css")?, named(".js")?, named(".wasm")?);
        Ok(Self { files, stylesheet, script, wasm })
    }

    /// The file at this path, and how long it may be kept. While two versions serve side by side, a page may ask one
    /// for the stylesheet of the other: it gets what there is, and nobody keeps it under that name. Without its script
    /// a page works.
    fn find(&self, path: &str) -> Option<(&File, &'static str)> {
        if let Some(file) = self.files.get(path) {
            return Some((file.as_ref(), if file.immutable { LASTING } else { BRIEFLY }));
        }
        let of_another = path.starts_with("/pkg/soiree.") && path.ends_with(".css");
        let file = self.files.get(&self.stylesheet).filter(|_| of_another)?;
        Some((file.as_ref(), "no-store"))
    }

    /// No files at all, for tests of what the server answers.
    pub fn none() -> Self {
        let name = |ending: &str| format!("/pkg/soiree.{ending}");
        Self { files: HashMap::new(), stylesheet: name("css"), script: name("js"), wasm: name("wasm") }
    }
}

fn read_folder(site: &Path, folder: &Path, files: &mut HashMap<String, Arc<File>>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            read_folder(site, &path, files)?;
        } else if let Some(content_type) = content_type(&path) {
            let name = path.strip_prefix(site).map(|name| format!("/{}", name.display())).unwrap_or_default();
            let compressed = std::fs::read(format!("{}.br", path.display())).ok();
            let file = File::new(std::fs::read(&path)?, compressed, content_type, name.starts_with("/pkg/"));
            files.insert(name, Arc::new(file));
        }
    }
    Ok(())
}

impl File {
    /// Compresses the file, unless the build has done so.
    fn new(bytes: Vec<u8>, compressed: Option<Vec<u8>>, content_type: &'static str, immutable: bool) -> Self {
        let digest = data_encoding::HEXLOWER.encode(&Sha256::digest(&bytes)[..12]);
        let brotli = compressed.or_else(|| compress(&bytes)).filter(|smaller| smaller.len() < bytes.len() * 9 / 10);
        let etag = HeaderValue::from_str(&format!("\"{digest}\"")).unwrap_or(HeaderValue::from_static("\"\""));
        Self { bytes: bytes.into(), brotli: brotli.map(Into::into), content_type, etag, immutable }
    }
}

fn compress(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut writer = brotli::CompressorWriter::new(Vec::new(), 4096, QUALITY, 22);
    writer.write_all(bytes).ok()?;
    Some(writer.into_inner())
}

fn content_type(path: &Path) -> Option<&'static str> {
    Some(match path.extension()?.to_str()? {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "txt" => "text/plain; charset=utf-8",
        "webmanifest" => "application/manifest+json",
        _ => return None,
    })
}

/// Answers for files; everything else goes on.
pub async fn layer(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let reading = matches!(*request.method(), Method::GET | Method::HEAD);
    match state.assets.find(request.uri().path()).filter(|_| reading) {
        Some((file, caching)) => serve(file, caching, &request),
        None => next.run(request).await,
    }
}

fn serve(file: &File, caching: &'static str, request: &Request) -> Response {
    let header =
        |name| request.headers().get(name).and_then(|value: &HeaderValue| value.to_str().ok()).unwrap_or_default();
    let common = [
        (header::CACHE_CONTROL, HeaderValue::from_static(caching)),
        (header::ETAG, file.etag.clone()),
        (header::VARY, HeaderValue::from_static("Accept-Encoding")),
    ];
    if header(header::IF_NONE_MATCH).split(',').any(|tag| tag.trim() == file.etag) {
        return (StatusCode::NOT_MODIFIED, common).into_response();
    }
    let content_type = [(header::CONTENT_TYPE, HeaderValue::from_static(file.content_type))];
    match &file.brotli {
        Some(brotli) if accepts_brotli(request.headers()) => {
            let encoding = [(header::CONTENT_ENCODING, HeaderValue::from_static("br"))];
            (common, content_type, encoding, Body::from(brotli.clone())).into_response()
        }
        _ => (common, content_type, Body::from(file.bytes.clone())).into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_browsers_ask_for_is_served() {
        let site = tempfile::TempDir::new().unwrap();
        std::fs::create_dir(site.path().join("pkg")).unwrap();
        let asked = ["/icons.svg", "/pkg/soiree.1.css", "/pkg/soiree.1.js", "/pkg/soiree.1.wasm"];
        for name in
            asked.into_iter().chain(["/.built", "/pkg/soiree.1.js.br", "/pkg/soiree.d.ts", "/pkg/soiree_bg.wasm.d.ts"])
        {
            std::fs::write(site.path().join(&name[1..]), "x").unwrap();
        }
        let assets = Assets::load(site.path()).unwrap();
        let mut names: Vec<_> = assets.files.keys().map(String::as_str).collect();
        names.sort_unstable();
        assert_eq!(names, asked);
        assert_eq!((assets.script.as_str(), assets.wasm.as_str()), ("/pkg/soiree.1.js", "/pkg/soiree.1.wasm"));
        let kept = |path| assets.find(path).map(|(_, caching)| caching);
        assert_eq!(kept("/icons.svg"), Some(BRIEFLY));
        assert_eq!(kept("/pkg/soiree.1.css"), Some(LASTING));
        // Of the version before, and of none.
        assert_eq!((kept("/pkg/soiree.0.css"), kept("/pkg/soiree.0.js")), (Some("no-store"), None));
        assert_eq!((kept("/pkg/other.css"), kept("/soiree.0.css")), (None, None));
    }
}
