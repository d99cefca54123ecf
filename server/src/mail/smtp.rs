//! A mail server that takes mails over SMTP.

use std::{
    sync::{PoisonError, RwLock},
    time::Duration,
};

use app::backend::mail::send::ToSend;
use async_trait::async_trait;
use lettre::{
    AsyncSmtpTransport, AsyncTransport, Tokio1Executor,
    transport::smtp::{
        Error, PoolConfig,
        authentication::Credentials,
        client::{Tls, TlsParameters},
        extension::ClientId,
    },
};
use tokio::time::timeout;

use super::{Failure, Sender, Transport, message::build};
use crate::config::{Smtp, SmtpTls};

const IDLE: Duration = Duration::from_secs(30);

/// Connections to the server, or what is wrong with its settings.
pub struct SmtpTransport {
    server: RwLock<Result<Server, String>>,
    settings: Smtp,
    sender: Sender,
}

type Server = AsyncSmtpTransport<Tokio1Executor>;

impl SmtpTransport {
    pub fn new(smtp: &Smtp, sender: Sender) -> Self {
        let server = connect(smtp, &sender);
        if let Err(error) = &server {
            tracing::error!(%error, "no mail can be sent with these settings");
        }
        Self { server: RwLock::new(server), settings: smtp.clone(), sender }
    }

    fn server(&self) -> Result<Server, String> {
        self.server.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Leaves the pool to those who still use it. A connection on which the server says nothing goes back to its pool
    /// when we stop waiting, and would let the next mail wait as well.
    fn connect_anew(&self) {
        *self.server.write().unwrap_or_else(PoisonError::into_inner) = connect(&self.settings, &self.sender);
    }
}

/// Without encryption only where the settings say so: a server that does not offer it gets nothing.
fn connect(smtp: &Smtp, sender: &Sender) -> Result<Server, String> {
    let tls = match smtp.tls {
        SmtpTls::None => Tls::None,
        SmtpTls::Starttls => Tls::Required(tls_to(smtp)?),
        SmtpTls::Tls => Tls::Wrapper(tls_to(smtp)?),
    };
    let pool = PoolConfig::new().max_size(smtp.connections).idle_timeout(IDLE);
    let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(smtp.host.as_str())
        .port(smtp.port)
        .tls(tls)
        .timeout(Some(smtp.patience))
        .hello_name(ClientId::Domain(sender.from.email.domain().to_owned()))
        .pool_config(pool);
    if let Some(login) = &smtp.login {
        builder = builder.credentials(Credentials::new(login.user.clone(), login.password.clone()));
    }
    Ok(builder.build())
}

fn tls_to(smtp: &Smtp) -> Result<TlsParameters, String> {
    TlsParameters::new(smtp.host.clone()).map_err(|error| error.to_string())
}

#[async_trait]
impl Transport for SmtpTransport {
    async fn send(&self, mail: &ToSend) -> Result<(), Failure> {
        let message = build(&self.sender, mail)?;
        let server = self.server().map_err(Failure::Later)?;
        let error = match timeout(2 * self.settings.patience, server.send(message)).await {
            Ok(Ok(_)) => return Ok(()),
            Ok(Err(error)) => error,
            Err(_) => {
                self.connect_anew();
                return Err(Failure::Later("The mail server takes too long to answer.".to_owned()));
            }
        };
        let for_good = error.is_client() || error.is_permanent() && !is_about_us(&error);
        if for_good && takes_others(&server, self.settings.patience).await {
            Err(Failure::Refused(words(&error)))
        } else {
            Err(Failure::Later(words(&error)))
        }
    }

    async fn check(&self) -> Result<(), String> {
        let server = self.server()?;
        match timeout(2 * self.settings.patience, server.test_connection()).await {
            Ok(Ok(true)) => Ok(()),
            Ok(Err(error)) => Err(words(&error)),
            Ok(Ok(false)) | Err(_) => Err("The mail server does not answer.".to_owned()),
        }
    }
}

/// The server wants another login, which is nobody's address's fault.
fn is_about_us(error: &Error) -> bool {
    error.status().is_some_and(|code| [530, 534, 535, 538].contains(&u16::from(code)))
}

/// Whether the server lets us in at all: if it does not, the address may well be right.
async fn takes_others(server: &Server, patience: Duration) -> bool {
    timeout(patience, server.test_connection()).await.is_ok_and(|answer| answer.unwrap_or(false))
}

/// `550 5.1.1 No such user`
fn words(error: &Error) -> String {
    let told = std::error::Error::source(error).map(ToString::to_string).unwrap_or_default();
    match error.status() {
        Some(code) if told.is_empty() => format!("The mail server said {code}."),
        Some(code) => format!("{code} {told}"),
        None if told.is_empty() => "The mail server cannot be reached.".to_owned(),
        None => format!("The mail server cannot be reached: {told}"),
    }
}
