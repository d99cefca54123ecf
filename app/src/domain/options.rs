//! Choices: closed lists, each with a code (stored, sent) and a label (shown).

macro_rules! options {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $code:literal, $label:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $($variant,)+
        }

        impl $name {
            /// Every one, in the order in which they are offered.
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

        impl std::str::FromStr for $name {
            type Err = $crate::domain::Problem;

            /// Reads a code; nothing chosen is the default.
            fn from_str(code: &str) -> Result<Self, $crate::domain::Problem> {
                match code {
                    "" => Ok(Self::default()),
                    $($code => Ok(Self::$variant),)+
                    _ => Err($crate::domain::Problem::NotAChoice),
                }
            }
        }
    };
}
pub(crate) use options;
