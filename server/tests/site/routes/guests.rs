//! `/p/{party}/guests` and below.

mod add;
mod change;
mod csv;
mod list;
