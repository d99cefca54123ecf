//! What the owner of an account is told when somebody changes how to get in.

use super::{Words, tongue::tongue};
use crate::domain::{language::Language, time::Millis};

/// What was changed.
#[derive(Clone, Copy, Debug)]
pub enum Security<'a> {
    PasskeyAdded {
        name: &'a str,
    },
    /// A passkey is asked for after the password from now on, or no longer.
    SecondStep {
        on: bool,
    },
    /// Somebody got in with a recovery code.
    CodeUsed,
    PasswordChanged {
        /// The servers that webhooks still tell of the owner's parties.
        webhooks: &'a [String],
    },
    /// The account is deleted at that time.
    Leaving {
        at: Millis,
    },
    AddressChanged {
        new: &'a str,
    },
    /// An account elsewhere gets in from now on.
    LoginConnected {
        label: &'a str,
    },
}

/// That this was changed for an account.
pub fn security(language: Language, change: Security<'_>, account: &str) -> Words {
    let (subject, words) = match language {
        Language::English => english(change, account),
        Language::German => german(change, account),
        Language::French => french(change, account),
        Language::Spanish => spanish(change, account),
    };
    let [still_told, not_you, button] = ending(language);
    let mut paragraphs = vec![words];
    if let Security::PasswordChanged { webhooks } = change
        && !webhooks.is_empty()
    {
        paragraphs.push(format!("{still_told} {}", webhooks.join(", ")));
    }
    paragraphs.push(not_you.to_owned());
    Words { subject: subject.to_owned(), paragraphs, facts: Vec::new(), button: button.to_owned() }
}

/// Whom webhooks still tell, what to do, and the words on the button.
fn ending(language: Language) -> [&'static str; 3] {
    match language {
        Language::English => [
            "Webhooks of your account still tell these servers of your parties. Remove those that are not yours:",
            "If this was not you, set a new password now.",
            "To my settings",
        ],
        Language::German => [
            "Webhooks deines Kontos erzählen diesen Servern weiter von deinen Partys. Entferne, was nicht dir gehört:",
            "Warst du das nicht, dann setze jetzt ein neues Passwort.",
            "Zu meinen Einstellungen",
        ],
        Language::French => [
            "Les webhooks de votre compte parlent toujours de vos fêtes à ces serveurs. Retirez ceux qui ne sont pas à vous :",
            "Si ce n’était pas vous, choisissez tout de suite un nouveau mot de passe.",
            "Voir mes paramètres",
        ],
        Language::Spanish => [
            "Los webhooks de tu cuenta siguen hablando de tus fiestas a estos servidores. Quita los que no sean tuyos:",
            "Si no fuiste tú, elige ahora una contraseña nueva.",
            "Ir a mis ajustes",
        ],
    }
}

fn day(language: Language, at: Millis) -> String {
    format!("{} (UTC)", tongue(language).moment(at, "UTC"))
}

fn english(change: Security<'_>, account: &str) -> (&'static str, String) {
    match change {
        Security::PasskeyAdded { name } => {
            ("A new passkey", format!("The passkey “{name}” was added to your account {account}."))
        }
        Security::SecondStep { on: true } => {
            ("How you log in", format!("Your account {account} asks for a passkey after the password from now on."))
        }
        Security::SecondStep { on: false } => {
            ("How you log in", format!("Your account {account} no longer asks for a passkey."))
        }
        Security::CodeUsed => {
            ("A recovery code was used", format!("Somebody logged in to your account {account} with a recovery code."))
        }
        Security::PasswordChanged { .. } => {
            ("Your password was changed", format!("The password of your account {account} was changed."))
        }
        Security::Leaving { at } => {
            let day = day(Language::English, at);
            let words =
                format!("Your account {account} is deleted on {day}. Log in before that if you want to keep it.");
            ("Your account goes away", words)
        }
        Security::AddressChanged { new } => {
            ("Your address was changed", format!("Your account {account} has the address {new} from now on."))
        }
        Security::LoginConnected { label } => {
            ("A new way to log in", format!("You can log in to your account {account} with {label} from now on."))
        }
    }
}

fn german(change: Security<'_>, account: &str) -> (&'static str, String) {
    match change {
        Security::PasskeyAdded { name } => {
            ("Ein neuer Passkey", format!("Zu deinem Konto {account} kam der Passkey „{name}“ hinzu."))
        }
        Security::SecondStep { on: true } => (
            "Wie du dich anmeldest",
            format!("Dein Konto {account} verlangt von nun an nach dem Passwort einen Passkey."),
        ),
        Security::SecondStep { on: false } => {
            ("Wie du dich anmeldest", format!("Dein Konto {account} verlangt keinen Passkey mehr."))
        }
        Security::CodeUsed => (
            "Ein Notfallcode wurde benutzt",
            format!("Jemand hat sich mit einem Notfallcode bei deinem Konto {account} angemeldet."),
        ),
        Security::PasswordChanged { .. } => {
            ("Dein Passwort wurde geändert", format!("Das Passwort deines Kontos {account} wurde geändert."))
        }
        Security::Leaving { at } => {
            let day = day(Language::German, at);
            let words =
                format!("Dein Konto {account} wird gelöscht: {day}. Melde dich vorher an, wenn du es behalten willst.");
            ("Dein Konto wird gelöscht", words)
        }
        Security::AddressChanged { new } => {
            ("Deine Adresse wurde geändert", format!("Dein Konto {account} hat von nun an die Adresse {new}."))
        }
        Security::LoginConnected { label } => (
            "Ein neuer Weg, dich anzumelden",
            format!("Bei deinem Konto {account} kannst du dich von nun an mit {label} anmelden."),
        ),
    }
}

fn french(change: Security<'_>, account: &str) -> (&'static str, String) {
    match change {
        Security::PasskeyAdded { name } => {
            ("Une nouvelle clé d’accès", format!("La clé d’accès « {name} » a été ajoutée à votre compte {account}."))
        }
        Security::SecondStep { on: true } => (
            "Votre connexion",
            format!("Votre compte {account} demande désormais une clé d’accès après le mot de passe."),
        ),
        Security::SecondStep { on: false } => {
            ("Votre connexion", format!("Votre compte {account} ne demande plus de clé d’accès."))
        }
        Security::CodeUsed => (
            "Un code de secours a été utilisé",
            format!("Quelqu’un s’est connecté à votre compte {account} avec un code de secours."),
        ),
        Security::PasswordChanged { .. } => {
            ("Votre mot de passe a été changé", format!("Le mot de passe de votre compte {account} a été changé."))
        }
        Security::Leaving { at } => {
            let day = day(Language::French, at);
            let words =
                format!("Votre compte {account} sera supprimé : {day}. Connectez-vous avant si vous voulez le garder.");
            ("Votre compte va être supprimé", words)
        }
        Security::AddressChanged { new } => {
            ("Votre adresse a été changée", format!("Votre compte {account} a désormais l’adresse {new}."))
        }
        Security::LoginConnected { label } => (
            "Une nouvelle façon de vous connecter",
            format!("Vous pouvez désormais vous connecter à votre compte {account} avec {label}."),
        ),
    }
}

fn spanish(change: Security<'_>, account: &str) -> (&'static str, String) {
    match change {
        Security::PasskeyAdded { name } => {
            ("Una llave de acceso nueva", format!("Se ha añadido la llave de acceso «{name}» a tu cuenta {account}."))
        }
        Security::SecondStep { on: true } => (
            "Cómo entras",
            format!("A partir de ahora tu cuenta {account} pide una llave de acceso después de la contraseña."),
        ),
        Security::SecondStep { on: false } => {
            ("Cómo entras", format!("Tu cuenta {account} ya no pide una llave de acceso."))
        }
        Security::CodeUsed => (
            "Se ha usado un código de recuperación",
            format!("Alguien ha entrado en tu cuenta {account} con un código de recuperación."),
        ),
        Security::PasswordChanged { .. } => {
            ("Tu contraseña ha cambiado", format!("Se ha cambiado la contraseña de tu cuenta {account}."))
        }
        Security::Leaving { at } => {
            let day = day(Language::Spanish, at);
            let words = format!("Tu cuenta {account} se borrará: {day}. Entra antes si quieres conservarla.");
            ("Tu cuenta se va a borrar", words)
        }
        Security::AddressChanged { new } => {
            ("Tu dirección ha cambiado", format!("A partir de ahora tu cuenta {account} tiene la dirección {new}."))
        }
        Security::LoginConnected { label } => (
            "Una forma nueva de entrar",
            format!("A partir de ahora puedes entrar en tu cuenta {account} con {label}."),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_tells_everything_in_its_own_words() {
        let webhooks = ["hook.example".to_owned()];
        let changes = [
            (Security::PasskeyAdded { name: "Phone" }, "Phone"),
            (Security::SecondStep { on: true }, ""),
            (Security::SecondStep { on: false }, ""),
            (Security::CodeUsed, ""),
            (Security::PasswordChanged { webhooks: &webhooks }, "hook.example"),
            (Security::Leaving { at: 1_795_291_200_000 }, "2026"),
            (Security::AddressChanged { new: "new@example.org" }, "new@example.org"),
            (Security::LoginConnected { label: "Example" }, "Example"),
        ];
        for (change, told) in changes {
            let english = security(Language::English, change, "@ana");
            for language in Language::ALL {
                let words = security(*language, change, "@ana");
                let text = words.paragraphs.concat();
                assert!(text.contains("@ana") && text.contains(told) && !text.contains("  "), "{words:?}");
                assert_eq!(words.subject == english.subject, *language == Language::English, "{words:?}");
                assert!(!words.button.is_empty(), "{words:?}");
            }
        }
    }

    #[test]
    fn webhooks_are_told_of_where_there_are_any() {
        let count = |webhooks: &[String]| {
            security(Language::English, Security::PasswordChanged { webhooks }, "@ana").paragraphs.len()
        };
        assert_eq!((count(&[]), count(&["a.example".to_owned(), "b.example".to_owned()])), (2, 3));
    }
}
