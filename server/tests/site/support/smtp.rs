//! A mail server that takes mails, refuses them, lets people wait, and dies.

use std::{
    collections::HashMap,
    net::SocketAddr,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use mail_parser::{Message, MessageParser, MimeHeaders, PartType};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

/// What happens to a mail, by its recipient.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    Taken,
    /// With this answer, which stands for good where it begins with 5.
    Refused(&'static str),
    /// The server says nothing any more.
    Silence,
    /// The connection ends when the mail is half way through.
    CutOff,
    /// The mail is taken, but the connection ends before the server says so.
    TakenUnsaid,
}

/// A mail that the server has.
#[derive(Clone, Debug)]
pub struct Received {
    pub from: String,
    pub to: String,
    pub source: String,
}

#[derive(Default)]
struct Shared {
    fates: Mutex<HashMap<String, Fate>>,
    received: Mutex<Vec<Received>>,
    greeting: Mutex<Option<&'static str>>,
    connections: AtomicUsize,
    /// How many connections there were at the same time.
    most: AtomicUsize,
}

/// The server, on a port of its own until the test is over.
pub struct MailServer {
    pub address: SocketAddr,
    shared: Arc<Shared>,
}

impl MailServer {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let shared = Arc::<Shared>::default();
        let server = Self { address, shared: shared.clone() };
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let shared = shared.clone();
                tokio::spawn(async move {
                    let now = shared.connections.fetch_add(1, Ordering::SeqCst) + 1;
                    shared.most.fetch_max(now, Ordering::SeqCst);
                    let _ended = talk(stream, &shared).await;
                    shared.connections.fetch_sub(1, Ordering::SeqCst);
                });
            }
        });
        server
    }

    /// Decides what happens to mails to this address from now on.
    pub fn fate(&self, to: &str, fate: Fate) {
        self.shared.fates.lock().expect("a lock").insert(to.to_owned(), fate);
    }

    /// Turns everybody away at the door, or lets them in again.
    pub fn greets_with(&self, greeting: Option<&'static str>) {
        *self.shared.greeting.lock().expect("a lock") = greeting;
    }

    /// What it has, the oldest first, but for what greets new accounts.
    pub fn received(&self) -> Vec<Received> {
        let mails = self.shared.received.lock().expect("a lock").clone();
        mails.into_iter().filter(|mail| mail.subject() != "Is this your address?").collect()
    }

    /// How many it has.
    pub fn taken(&self) -> usize {
        self.shared.received.lock().expect("a lock").len()
    }

    /// The mails to one address.
    pub fn to(&self, address: &str) -> Vec<Received> {
        self.received().into_iter().filter(|mail| mail.to == address).collect()
    }

    pub fn most_connections(&self) -> usize {
        self.shared.most.load(Ordering::SeqCst)
    }
}

impl Received {
    pub fn parsed(&self) -> Message<'_> {
        MessageParser::default().parse(self.source.as_bytes()).expect("a mail")
    }

    pub fn subject(&self) -> String {
        self.parsed().subject().unwrap_or_default().to_owned()
    }

    pub fn text(&self) -> String {
        self.parsed().body_text(0).unwrap_or_default().replace("\r\n", "\n")
    }

    pub fn html(&self) -> String {
        self.parsed().body_html(0).unwrap_or_default().replace("\r\n", "\n")
    }

    /// The calendar part, unfolded. The type of the part tells the same method as the text.
    pub fn calendar(&self) -> String {
        let message = self.parsed();
        let part = message.parts.iter().find(|part| part.is_content_type("text", "calendar")).expect("a calendar part");
        let method = part.content_type().and_then(|kind| kind.attribute("method")).unwrap_or_default();
        let PartType::Text(text) = &part.body else { panic!("{:?} is no text", part.body) };
        let text = text.replace("\r\n", "\n").replace("\n ", "");
        assert!(text.contains(&format!("METHOD:{method}\n")), "{method} in {text}");
        text
    }

    /// The value of a header that stands in one line.
    pub fn header(&self, name: &str) -> String {
        let head = self.source.split("\r\n\r\n").next().unwrap_or_default();
        let line = head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
        line.unwrap_or_default().to_owned()
    }

    /// The first address of this site in the text that begins so.
    pub fn link(&self, path: &str) -> String {
        let text = self.text();
        let start = format!("http://soiree.test{path}");
        let found = text.split_whitespace().find(|word| word.starts_with(&start));
        found.unwrap_or_else(|| panic!("no {path} in {text}")).trim_start_matches("http://soiree.test").to_owned()
    }
}

async fn talk(stream: TcpStream, shared: &Shared) -> std::io::Result<()> {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    let greeting = *shared.greeting.lock().expect("a lock");
    write.write_all(format!("{}\r\n", greeting.unwrap_or("220 mail.test ready")).as_bytes()).await?;
    if greeting.is_some() {
        return Ok(());
    }
    let (mut from, mut to, mut fate) = (String::new(), String::new(), Fate::Taken);
    while let Some(line) = lines.next_line().await? {
        let verb = line.split([' ', ':']).next().unwrap_or_default().to_uppercase();
        let answer = match verb.as_str() {
            "EHLO" => "250-mail.test\r\n250 8BITMIME",
            "MAIL" => {
                from = address(&line);
                "250 ok"
            }
            "RCPT" => {
                to = address(&line);
                fate = shared.fates.lock().expect("a lock").get(&to).copied().unwrap_or(Fate::Taken);
                match fate {
                    Fate::Refused(answer) => answer,
                    Fate::Silence => {
                        tokio::time::sleep(Duration::from_secs(60)).await;
                        return Ok(());
                    }
                    _ => "250 ok",
                }
            }
            "DATA" => {
                write.write_all(b"354 go on\r\n").await?;
                let mut source = String::new();
                while let Some(line) = lines.next_line().await? {
                    if line == "." {
                        break;
                    }
                    if fate == Fate::CutOff {
                        return Ok(());
                    }
                    source.push_str(line.strip_prefix('.').unwrap_or(&line));
                    source.push_str("\r\n");
                }
                let received = Received { from: from.clone(), to: to.clone(), source };
                shared.received.lock().expect("a lock").push(received);
                if fate == Fate::TakenUnsaid {
                    return Ok(());
                }
                "250 taken"
            }
            "QUIT" => {
                write.write_all(b"221 bye\r\n").await?;
                return Ok(());
            }
            "NOOP" | "RSET" => "250 ok",
            _ => "502 what?",
        };
        write.write_all(format!("{answer}\r\n").as_bytes()).await?;
    }
    Ok(())
}

/// What stands between the brackets.
fn address(line: &str) -> String {
    line.split(['<', '>']).nth(1).unwrap_or_default().to_owned()
}
