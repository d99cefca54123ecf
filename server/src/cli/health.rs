//! `soiree health`: asks the server on this machine, for containers that have nothing else to ask with.

use std::{net::IpAddr, time::Duration};

use anyhow::{Context, Result, ensure};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

use crate::config::Config;

/// A server that does not answer by then is not well.
const LONGEST: Duration = Duration::from_secs(5);

pub async fn run(config: &Config) -> Result<()> {
    let answer = timeout(LONGEST, ask(config)).await.context("the server does not answer in time")??;
    let status = answer.lines().next().unwrap_or_default();
    ensure!(status.contains(" 200 "), "the server is not well: {status}");
    println!("ok");
    Ok(())
}

async fn ask(config: &Config) -> Result<String> {
    let mut address = config.http.address;
    // Who listens everywhere listens here.
    if address.ip().is_unspecified() {
        address.set_ip(if address.is_ipv4() { IpAddr::from([127, 0, 0, 1]) } else { "::1".parse()? });
    }
    let mut stream = TcpStream::connect(address).await.with_context(|| format!("nobody listens at {address}"))?;
    stream.write_all(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").await?;
    let mut answer = String::new();
    stream.take(16_384).read_to_string(&mut answer).await?;
    Ok(answer)
}
