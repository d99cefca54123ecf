//! Form fields: label, hint, control and problem, tied together for everybody who cannot see that they belong together.

mod choice;
mod document;
mod file;
mod files;
mod text;

pub use choice::{CheckField, RadioField, SelectField};
pub use document::DocumentField;
pub use file::{FileField, picture_hint, picture_kinds};
pub use files::FilesField;
pub use text::{TextArea, TextField};

use leptos::prelude::*;

use super::{Icon, form::FormScope};

/// What every kind of field shares.
pub(super) struct Field {
    pub id: String,
    hint: String,
    problem: Option<String>,
}

impl Field {
    pub fn new(scope: &FormScope, name: &str, hint: String) -> Self {
        Self { id: scope.id(name), hint, problem: scope.problem(name) }
    }

    /// The identifiers of hint and problem.
    pub fn described_by(&self) -> Option<String> {
        let hint = (!self.hint.is_empty()).then(|| format!("{}-hint", self.id));
        let problem = self.problem.is_some().then(|| format!("{}-error", self.id));
        match (hint, problem) {
            (Some(hint), Some(problem)) => Some(format!("{hint} {problem}")),
            (hint, problem) => hint.or(problem),
        }
    }

    pub fn invalid(&self) -> Option<&'static str> {
        self.problem.is_some().then_some("true")
    }

    pub fn hint(&self) -> impl IntoView + use<> {
        let id = format!("{}-hint", self.id);
        let hint = self.hint.clone();
        (!hint.is_empty()).then(|| view! { <p class="hint" id=id>{hint}</p> })
    }

    pub fn problem(&self) -> impl IntoView + use<> {
        let id = format!("{}-error", self.id);
        self.problem.clone().map(|problem| {
            view! {
                <p class="field-error" id=id>
                    <Icon name="warn" />
                    <span>{problem}</span>
                </p>
            }
        })
    }

    /// The control with its words around it.
    pub fn around(self, label: String, optional: bool, control: impl IntoView) -> impl IntoView {
        let optional = optional.then(|| view! { " " <span class="optional">"(optional)"</span> });
        view! {
            <div class="field">
                <label for=self.id.clone()>{label} {optional}</label>
                {self.hint()}
                {control}
                {self.problem()}
            </div>
        }
    }
}
