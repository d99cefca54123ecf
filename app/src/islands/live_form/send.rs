//! A form on its way.

use js_sys::futures::spawn_local;
use web_sys::{Element, FormData, HtmlElement, HtmlFormElement, RequestInit, UrlSearchParams};

use super::swap;
use crate::islands::dom::{ask, page_of};

/// A form that is being sent.
pub const BUSY: &str = "aria-busy";
/// A form that the browser shall send itself.
pub const PLAIN: &str = "data-plain";

pub struct Sending {
    pub form: HtmlFormElement,
    pub button: Option<HtmlElement>,
    pub status: Element,
}

impl Sending {
    pub fn start(self) -> Option<()> {
        self.form.set_attribute(BUSY, "true").ok()?;
        spawn_local(async move {
            let swapped = self.send().await;
            let _ = self.form.remove_attribute(BUSY);
            if swapped.is_none() {
                self.send_plainly();
            }
        });
        Some(())
    }

    async fn send(&self) -> Option<()> {
        let request = RequestInit::new();
        request.set_method("POST");
        request.set_body(&self.body()?.into());
        let response = ask(&self.form.get_attribute("action")?, request, false).await?;
        let window = web_sys::window()?;
        let here = format!("{}{}", window.location().origin().ok()?, window.location().pathname().ok()?);
        if response.redirected() && response.url().split(['?', '#']).next() != Some(&here) {
            return None;
        }
        swap::into_page(&page_of(response).await?, &self.form, self.button.as_ref(), &self.status)
    }

    /// The fields as the browser would send them, the pressed button included.
    fn body(&self) -> Option<UrlSearchParams> {
        let fields = FormData::new_with_form(&self.form).ok()?;
        let pressed = self
            .button
            .as_ref()
            .and_then(|button| Some((button.get_attribute("name")?, button.get_attribute("value")?)));
        if let Some((name, value)) = pressed {
            fields.append_with_str(&name, &value).ok()?;
        }
        UrlSearchParams::new_with_str_sequence_sequence(&fields).ok()
    }

    fn send_plainly(&self) -> Option<()> {
        self.form.set_attribute(PLAIN, "").ok()?;
        match &self.button {
            Some(button) => self.form.request_submit_with_submitter(Some(button)).ok(),
            None => self.form.request_submit().ok(),
        }
    }
}
