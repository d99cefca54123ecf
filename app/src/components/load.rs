//! A page whose data is loaded before it is shown.

use leptos::{prelude::*, tachys::reactive_graph::OwnedView};

use super::ErrorPage;
use crate::error::Result;

/// Shows what was loaded, or the error page.
pub fn load<T, F, V>(loading: F, show: impl FnOnce(T) -> V + Send + 'static) -> impl IntoView
where
    T: Send + 'static,
    F: Future<Output = Result<T>> + Send + 'static,
    V: IntoView + Send + 'static,
{
    awaited(async move {
        match loading.await {
            Ok(loaded) => show(loaded).into_any(),
            Err(error) => view! { <ErrorPage error=error /> }.into_any(),
        }
    })
}

/// Shows a page that has to be waited for.
pub fn awaited(page: impl Future<Output = AnyView> + Send + 'static) -> impl IntoView {
    Suspend::new(async move {
        let page = page.await;
        // What was waited for is written down later, when the thread may be at another request: without an owner of its
        // own, the page would lose its meta elements, or put them into somebody else's.
        OwnedView::new(page)
    })
}
