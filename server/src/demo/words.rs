//! The words of the demo's boards.

/// Who is meant where no username is: the first guest without an account.
pub const GUEST: &str = "*";

/// Something said on a board.
pub struct Said {
    /// A username, or [`GUEST`].
    pub by: &'static str,
    pub minutes_ago: i64,
    pub text: &'static str,
    /// Seeds (even ones draw tables, odd ones evenings) and what the pictures show.
    pub pictures: &'static [(u32, &'static str)],
    pub announcement: bool,
    /// Codes and those who chose them.
    pub reactions: &'static [(&'static str, &'static [&'static str])],
    pub replies: &'static [Said],
}

const PLAIN: Said =
    Said { by: GUEST, minutes_ago: 0, text: "", pictures: &[], announcement: false, reactions: &[], replies: &[] };

const HOUR: i64 = 60;
const DAY: i64 = 24 * HOUR;

/// Numbers of parties, and what is said there from the oldest post to the newest.
pub const BOARDS: &[(usize, &[Said])] = &[(0, ROOF), (2, BRUNCH), (6, MOVING)];

const ROOF: &[Said] = &[
    Said {
        by: "marlene",
        minutes_ago: 5 * DAY,
        text: "**The lift is broken** and will stay so until after the party. Five floors, slowly, with a landing on the \
               third where somebody will hand you a drink.\n\nIf the stairs are a problem, [call me](tel:+493012345678): \
               Tomás and I carry.",
        announcement: true,
        reactions: &[("laugh", &["tomas", "priya"]), ("thumb", &["yuki", "leila", "nora", GUEST])],
        ..PLAIN
    },
    Said {
        by: "jonas",
        minutes_ago: 4 * DAY,
        text: "Who brings what? I can do:\n\n- two kilos of potatoes\n- the small grill\n- my *questionable* playlist",
        reactions: &[("heart", &["marlene"]), ("party", &["sofia", "kwame"])],
        replies: &[
            Said { by: "leila", minutes_ago: 4 * DAY - 40, text: "Muhammara and too much bread.", ..PLAIN },
            Said { by: "kwame", minutes_ago: 4 * DAY - 75, text: "Corn. And a speaker that survives rain.", ..PLAIN },
            Said {
                by: GUEST,
                minutes_ago: 3 * DAY,
                text: "I bake the plum cake, as every year.",
                reactions: &[("heart", &["marlene", "jonas", "emil", "amelie"]), ("wow", &["david"])],
                ..PLAIN
            },
            Said { by: "marlene", minutes_ago: 3 * DAY - 20, text: "Then I make soup and nothing else.", ..PLAIN },
        ],
        ..PLAIN
    },
    Said {
        by: "sofia",
        minutes_ago: 2 * DAY,
        text: "Testing the lights last night. The neighbours came up and stayed.",
        pictures: &[
            (1, "Paper lanterns over dark hills at dusk, with a low moon"),
            (4, "A table from above with plates, cups and small candles"),
            (3, "A violet evening sky with a row of lanterns"),
        ],
        reactions: &[
            ("heart", &["marlene", "tomas", "yuki", "priya", "nora"]),
            ("wow", &["emil", "david", GUEST]),
            ("party", &["kwame"]),
        ],
        replies: &[
            Said { by: "nora", minutes_ago: 2 * DAY - 12, text: "This is **our** roof?", ..PLAIN },
            Said { by: "marlene", minutes_ago: 2 * DAY - 90, text: "It is when somebody sweeps it.", ..PLAIN },
        ],
        ..PLAIN
    },
    Said {
        by: GUEST,
        minutes_ago: 7 * HOUR,
        text: "Is there a socket upstairs? My cake wants to be warm.",
        replies: &[Said { by: "tomas", minutes_ago: 6 * HOUR, text: "Two, behind the chimney.", ..PLAIN }],
        ..PLAIN
    },
    Said {
        by: "priya",
        minutes_ago: 50,
        text: "Forecast says 19 degrees and no rain. I have said nothing, so do not jinx it.",
        reactions: &[("party", &["marlene", "jonas"]), ("laugh", &["kwame"])],
        ..PLAIN
    },
];

const BRUNCH: &[Said] = &[
    Said {
        by: "yuki",
        minutes_ago: 6 * DAY,
        text: "The trio takes requests until Friday. Anything but *Take Five*, please. We have our pride.",
        reactions: &[("laugh", &["david", "nora", "emil"])],
        replies: &[
            Said { by: "david", minutes_ago: 6 * DAY - 30, text: "Take Four, then?", ..PLAIN },
            Said { by: "amelie", minutes_ago: 5 * DAY, text: "Blue in Green, for my mother.", ..PLAIN },
        ],
        ..PLAIN
    },
    Said {
        by: "nora",
        minutes_ago: 26 * HOUR,
        text: "",
        pictures: &[(2, "Plates and cups on a chequered cloth, ready for brunch")],
        reactions: &[("heart", &["yuki", "tomas"])],
        ..PLAIN
    },
];

const MOVING: &[Said] = &[
    Said {
        by: "marlene",
        minutes_ago: 20 * DAY + 9 * HOUR,
        text: "The sofa goes to whoever carries it. It is lighter than it looks. It is not.",
        announcement: true,
        replies: &[Said {
            by: "kwame",
            minutes_ago: 20 * DAY + 8 * HOUR,
            text: "Mine. I have a van and no sense.",
            ..PLAIN
        }],
        ..PLAIN
    },
    Said {
        by: "tomas",
        minutes_ago: 19 * DAY,
        text: "Last evening in the old kitchen. Thank you, all of you.",
        pictures: &[
            (8, "A table from above, the plates already empty"),
            (5, "Evening light over hills, seen from the balcony"),
        ],
        reactions: &[("heart", &["marlene", "leila", "priya", "sofia"]), ("sad", &["jonas", "nora"])],
        ..PLAIN
    },
];
