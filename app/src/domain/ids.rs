//! Identifiers: 128 random-looking bits (UUIDv7), written in base 58 so that they are short and can be double-clicked.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use uuid::Uuid;

/// What was given is not an identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an identifier")]
pub struct NotAnId;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub Uuid);

        impl $name {
            /// A new identifier, later than all made before on this machine.
            #[allow(clippy::new_without_default)]
            pub fn new() -> Self {
                Self(Uuid::now_v7())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&bs58::encode(self.0.as_bytes()).into_string())
            }
        }

        impl FromStr for $name {
            type Err = NotAnId;

            fn from_str(text: &str) -> Result<Self, NotAnId> {
                let mut bytes = [0; 16];
                match bs58::decode(text).onto(&mut bytes) {
                    Ok(16) => Ok(Self(Uuid::from_bytes(bytes))),
                    _ => Err(NotAnId),
                }
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

id!(
    /// Something to be done later.
    JobId
);
id!(
    /// A person with an account.
    UserId
);
id!(
    /// A party; also the unguessable part of its address.
    PartyId
);
id!(
    /// One guest's invitation to one party.
    InviteId
);
id!(
    /// A stored picture with all its sizes.
    PictureId
);
id!(
    /// A post or reply on a board; later ones are greater.
    PostId
);
id!(
    /// A photo in an album; later ones are greater.
    PhotoId
);
id!(
    /// A comment on a photo; later ones are greater.
    CommentId
);
id!(
    /// Something that one person is told.
    NotificationId
);
id!(
    /// A mail to one person.
    MailId
);
id!(
    /// What lets a program act for somebody.
    ApiTokenId
);
id!(
    /// An address at which a program hears of what happens.
    WebhookId
);
id!(
    /// One message to such an address.
    DeliveryId
);
id!(
    /// Any of these, where it does not matter of what.
    RowId
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_it_writes() {
        let id = PartyId::new();
        assert_eq!(id.to_string().parse(), Ok(id));
        assert_eq!(serde_json::from_str::<PartyId>(&serde_json::to_string(&id).unwrap()).unwrap(), id);
    }

    #[test]
    fn refuses_what_is_none() {
        for text in ["", "0", "../etc", "1", "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz", "é"] {
            assert_eq!(text.parse::<PartyId>(), Err(NotAnId), "{text}");
        }
    }
}
