//! The parties of the demo.

/// A party and how many come.
pub struct Plan {
    /// Index into the people.
    pub host: usize,
    /// First entry is so many days from now.
    pub days: i32,
    pub hour: &'static str,
    pub title: &'static str,
    pub description: &'static str,
    pub place: &'static str,
    pub flat: &'static str,
    pub address: &'static str,
    pub zone: &'static str,
    pub theme: &'static str,
    pub visibility: &'static str,
    pub capacity: &'static str,
    pub plus_ones: &'static str,
    /// It has a drawn cover.
    pub drawn: bool,
    /// Guests on the list.
    pub guests: usize,
}

const PLAIN: Plan = Plan {
    host: 0,
    days: 7,
    hour: "19:00",
    title: "",
    description: "",
    place: "",
    flat: "",
    address: "",
    zone: "Europe/Berlin",
    theme: "garden",
    visibility: "link",
    capacity: "",
    plus_ones: "1",
    drawn: false,
    guests: 8,
};

/// A party with a cover and twenty guests, as the first is too, where nobody has said or shown anything yet.
pub const QUIET: usize = 4;

pub const PLANS: [Plan; 8] = [
    Plan {
        days: 9,
        hour: "20:00",
        title: "Lanterns on the roof",
        description: "The lights are up and the neighbours are warned. Bring a *jumper* for later, and something to grill.\n\n\
                      - Music from nine\n- Soup at midnight\n- The lift is broken: **five floors**, slowly",
        place: "Marlene's roof",
        flat: "5th floor, then the ladder",
        address: "Weserstraße 12, 12047 Berlin",
        theme: "midnight",
        capacity: "24",
        plus_ones: "2",
        drawn: true,
        guests: 20,
        ..PLAIN
    },
    Plan {
        host: 1,
        days: 3,
        title: "Tapas and bad puns",
        description: "Everybody brings one dish and one pun. The worst pun does the dishes.",
        place: "Tomás' kitchen",
        flat: "Flat 3",
        address: "Reuterplatz 4, 12047 Berlin",
        theme: "candle",
        visibility: "invited",
        capacity: "6",
        guests: 9,
        ..PLAIN
    },
    Plan {
        host: 2,
        days: 16,
        hour: "11:00",
        title: "Brunch, but make it jazz",
        description: "Yuki's trio plays from noon. Pancakes until they are gone.",
        place: "Café Luna",
        address: "Rua da Rosa 21, Lisboa",
        zone: "Europe/Lisbon",
        theme: "paper",
        drawn: true,
        guests: 14,
        ..PLAIN
    },
    Plan {
        days: 30,
        hour: "21:30",
        title: "Disco is not dead",
        description: "Glitter at the door. Shoes that can dance.",
        place: "The old print shop",
        address: "Lohmühlenstraße 65, 12435 Berlin",
        theme: "disco",
        guests: 18,
        ..PLAIN
    },
    Plan {
        host: 3,
        days: 45,
        hour: "15:00",
        title: "Leila turns thirty",
        description: "Cake at four, speeches never.",
        place: "Treptower Park",
        theme: "confetti",
        drawn: true,
        guests: 20,
        ..PLAIN
    },
    Plan {
        host: 4,
        days: 58,
        hour: "17:00",
        title: "First snow, first glögg",
        place: "Jonas' cabin",
        zone: "Europe/Stockholm",
        theme: "winter",
        guests: 7,
        ..PLAIN
    },
    Plan {
        days: -20,
        title: "Moving out, moving on",
        description: "Thank you all. The sofa found a home.",
        place: "The empty flat",
        theme: "beach",
        drawn: true,
        guests: 15,
        ..PLAIN
    },
    Plan { host: 1, days: -90, title: "Games until the cat sleeps", place: "Tomás' kitchen", guests: 6, ..PLAIN },
];
