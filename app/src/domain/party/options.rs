//! The choices of a host, each a closed list with a code (stored, sent) and a label (shown).

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::domain::Problem;

macro_rules! options {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $code:literal, $label:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
        pub enum $name {
            $($variant,)+
        }

        impl $name {
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// As stored and as sent by forms.
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// As people read it.
            pub fn label(self) -> &'static str {
                match self { $(Self::$variant => $label),+ }
            }
        }

        impl Default for $name {
            /// The first of the list.
            fn default() -> Self {
                Self::ALL[0]
            }
        }

        impl FromStr for $name {
            type Err = Problem;

            /// Reads a code; nothing chosen is the default.
            fn from_str(code: &str) -> Result<Self, Problem> {
                match code {
                    "" => Ok(Self::default()),
                    $($code => Ok(Self::$variant),)+
                    _ => Err(Problem::NotAChoice),
                }
            }
        }
    };
}

options!(
    /// Who can open the party page.
    Visibility {
        Link = "link", "Anyone with the link";
        Invited = "invited", "Invited guests only";
    }
);
options!(
    /// Who sees who comes.
    ListAudience {
        Guests = "guests", "Guests";
        Everyone = "everyone", "Everyone who sees the page";
        Hosts = "hosts", "Hosts only";
    }
);
options!(
    /// Who sees flat and address.
    AddressAudience {
        Page = "page", "Everyone who sees the page";
        Confirmed = "confirmed", "Those who said yes";
    }
);
options!(
    /// Palette and pattern of the party page.
    Theme {
        Garden = "garden", "Garden";
        Disco = "disco", "Disco";
        Candle = "candle", "Candlelight";
        Beach = "beach", "Beach";
        Winter = "winter", "Winter";
        Confetti = "confetti", "Confetti";
        Midnight = "midnight", "Midnight";
        Paper = "paper", "Paper";
    }
);
