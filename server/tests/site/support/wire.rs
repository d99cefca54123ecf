//! A wire between the site and a database server that can be cut.

use std::net::SocketAddr;

use tokio::{
    net::{TcpListener, TcpStream},
    sync::watch,
};

pub struct Wire {
    address: SocketAddr,
    cut: watch::Sender<bool>,
}

impl Wire {
    /// A wire to the server of a URL like `postgres://user@host:port/name`.
    pub async fn to(url: &str) -> Self {
        let server = host_and_port(url).to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let (cut, is_cut) = watch::channel(false);
        tokio::spawn(async move {
            while let Ok((near, _)) = listener.accept().await {
                tokio::spawn(carry(near, server.clone(), is_cut.clone()));
            }
        });
        Self { address, cut }
    }

    /// The URL over this wire.
    pub fn url(&self, url: &str) -> String {
        url.replace(host_and_port(url), &self.address.to_string())
    }

    /// Ends all connections at once; new ones end at their beginning.
    pub fn cut(&self) {
        self.cut.send_replace(true);
    }

    pub fn mend(&self) {
        self.cut.send_replace(false);
    }
}

fn host_and_port(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = rest.split('/').next().unwrap_or(rest);
    authority.rsplit('@').next().unwrap_or(authority)
}

async fn carry(mut near: TcpStream, server: String, mut is_cut: watch::Receiver<bool>) {
    if *is_cut.borrow() {
        return;
    }
    let Ok(mut far) = TcpStream::connect(server).await else {
        return;
    };
    tokio::select! {
        _ = tokio::io::copy_bidirectional(&mut near, &mut far) => {}
        _ = is_cut.wait_for(|cut| *cut) => {}
    }
}
