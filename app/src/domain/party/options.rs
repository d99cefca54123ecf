//! The choices of a host.

use crate::domain::options::options;

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
