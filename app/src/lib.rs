//! Soirée: what it knows ([`domain`]), what it does (`backend`), and what it shows ([`pages`], [`components`],
//! [`islands`]). Data flows one way: page → api → backend → entities.

#![recursion_limit = "512"]

pub mod api;
pub mod app;
pub mod components;
pub mod domain;
pub mod error;
pub mod facts;
pub mod islands;
pub mod pages;

#[cfg(feature = "ssr")]
pub mod backend;
