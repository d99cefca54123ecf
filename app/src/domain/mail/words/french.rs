//! French.

use super::{
    Moved, Unheard,
    tongue::{Said, Tongue, calendar_day, span, who},
};
use crate::domain::{
    mail::MailKind,
    notification::{Kind, Line},
    rsvp::Answer,
    time::Millis,
    token::TokenKind,
};

/// French.
pub struct French;

const WEEKDAYS: [&str; 7] = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];
const MONTHS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];
const NOT_YOU: &str = "Si ce n’était pas vous, ne faites rien : sans le lien, rien ne se passe.";
const REPLY: &str = "Pour en savoir plus, répondez à ce message : il parvient à votre hôte.";

impl Tongue for French {
    fn labels(&self) -> [&'static str; 3] {
        ["Quand", "Où", "Réponse avant le"]
    }

    fn moment(&self, at: Millis, zone: &str) -> String {
        let (weekday, month, day, year, clock) = calendar_day(at, zone);
        let day = if day == "1" { "1er".to_owned() } else { day };
        format!("{} {day} {} {year} à {clock}", WEEKDAYS[weekday], MONTHS[month])
    }

    fn hello(&self, name: &str) -> String {
        format!("Bonjour {name},")
    }

    fn somebody(&self) -> &'static str {
        "Votre hôte"
    }

    fn invitation(&self, host: &str, title: &str) -> Said {
        let way_in = "Le bouton est votre accès personnel : il ouvre l’invitation, et un geste suffit pour répondre. Vous \
                      n’avez pas besoin de compte. Gardez-le pour vous.";
        Said::new(
            format!("{host} vous invite : {title}"),
            [format!("{host} vous invite : {title}."), way_in.to_owned()],
            "Voir l’invitation et répondre",
        )
    }

    fn change(&self, title: &str, moved: Moved) -> Said {
        let what = match (moved.time, moved.place) {
            (true, true) => "l’heure et le lieu ont changé",
            (true, false) => "l’heure a changé",
            (false, true) => "le lieu a changé",
            (false, false) => "l’heure ou le lieu a changé",
        };
        Said::new(
            format!("À noter, {what} : {title}"),
            [
                format!("Veuillez noter que {what} : {title}."),
                "Votre réponse reste la même. Si elle ne convient plus, vous pouvez la changer.".to_owned(),
            ],
            "Voir ce qui est nouveau",
        )
    }

    fn revival(&self, title: &str) -> Said {
        Said::new(
            format!("Finalement, cela a lieu : {title}"),
            [
                format!("L’annulation est retirée, cela a bien lieu : {title}."),
                "Votre réponse reste la même. Si elle ne convient plus, vous pouvez la changer.".to_owned(),
            ],
            "Voir ce qui est nouveau",
        )
    }

    fn cancellation(&self, title: &str) -> Said {
        Said::new(
            format!("Annulé : {title}"),
            [format!("C’est annulé et n’aura pas lieu : {title}."), REPLY.to_owned()],
            "Voir la page de la fête",
        )
    }

    fn uninvited(&self, title: &str) -> Said {
        Said::new(
            format!("Vous n’êtes plus invité : {title}"),
            [
                format!("Votre invitation a été retirée : {title}. Votre lien personnel ne mène plus nulle part."),
                "Si la fête était dans votre agenda, ce message l’en retire.".to_owned(),
                REPLY.to_owned(),
            ],
            "",
        )
    }

    fn deleted(&self, title: &str) -> Said {
        Said::new(
            format!("Supprimé : {title}"),
            [
                format!("Votre hôte a supprimé cette fête, et votre invitation avec elle : {title}."),
                "Si la fête était dans votre agenda, ce message l’en retire.".to_owned(),
                REPLY.to_owned(),
            ],
            "",
        )
    }

    fn reminder(&self, title: &str, answer: Answer, minutes: i64) -> Said {
        let soon = span(minutes, [["jour", "jours"], ["heure", "heures"], ["minute", "minutes"]]);
        let (then, button) = match answer {
            Answer::Yes => ("Vous avez dit oui. À bientôt !", "Voir la fête"),
            Answer::Waiting => {
                ("Vous êtes sur la liste d’attente. Si une place se libère, vous le saurez aussitôt.", "Voir la fête")
            }
            Answer::Maybe => ("Vous avez dit peut-être. Le savez-vous maintenant ?", "Répondre"),
            Answer::Pending | Answer::No => ("Vous n’avez pas encore répondu. Un geste suffit.", "Répondre"),
        };
        Said::new(
            format!("Dans {soon} : {title}"),
            [format!("Cela commence dans {soon} : {title}."), then.to_owned()],
            button,
        )
    }

    fn waitlist_move(&self, title: &str) -> Said {
        Said::new(
            format!("Il y a une place pour vous : {title}"),
            [
                format!("Une place s’est libérée, et elle est à vous. Vous venez donc : {title}."),
                "Si vous ne pouvez finalement pas venir, dites-le, et quelqu’un d’autre prendra la place.".to_owned(),
            ],
            "Voir la fête",
        )
    }

    fn announcement(&self, host: &str, title: &str) -> Said {
        Said::new(
            format!("{title} : un message de {host}"),
            [format!("{host} vous écrit à propos de {title} :")],
            "Voir la fête",
        )
    }

    fn nudge(&self, host: &str, title: &str) -> Said {
        Said::new(
            format!("Viendrez-vous ? {title}"),
            [
                format!("{host} aimerait savoir si vous venez : {title}."),
                "Oui, peut-être ou non : un geste suffit, et vous pourrez changer plus tard.".to_owned(),
            ],
            "Répondre",
        )
    }

    fn receipt(&self, title: &str, why: Unheard) -> Said {
        let (subject, words) = match why {
            Unheard::Outdated => (
                "Veuillez répondre encore une fois",
                "Votre réponse concernait une heure ou un lieu d’avant. Regardez ce qui vaut maintenant, et répondez encore \
                 une fois.",
            ),
            Unheard::Closed => (
                "Votre réponse n’a pas pu être prise",
                "Les hôtes ne prennent plus de réponses en ce moment, la vôtre reste donc comme elle était.",
            ),
            Unheard::Waiting => (
                "Vous êtes sur la liste d’attente",
                "Merci de votre réponse. Toutes les places sont prises, vous en attendez donc une. Si une place se libère, \
                 vous le saurez.",
            ),
        };
        Said::new(format!("{subject} : {title}"), [words.to_owned()], "Voir la fête")
    }

    fn link(&self, kind: TokenKind, account: &str, email: &str) -> Said {
        let (not_you, a_day) = (NOT_YOU.to_owned(), "Le lien fonctionne pendant un jour.".to_owned());
        match kind {
            TokenKind::Verify => Said::new(
                "Est-ce votre adresse ?".to_owned(),
                [
                    format!("Le compte {account} a été créé avec cette adresse. Ouvrez le lien si elle est à vous."),
                    "Les invitations à cette adresse arriveront alors dans votre compte.".to_owned(),
                    a_day,
                    not_you,
                ],
                "Oui, c’est la mienne",
            ),
            TokenKind::Reset => Said::new(
                "Un nouveau mot de passe".to_owned(),
                [
                    format!("Quelqu’un a demandé un nouveau mot de passe pour le compte {account}."),
                    "Le lien fonctionne une fois, pendant une heure. Ensuite, tous les appareils sont déconnectés."
                        .to_owned(),
                    not_you,
                ],
                "Choisir un nouveau mot de passe",
            ),
            TokenKind::MagicLink => Said::new(
                "Votre lien de connexion".to_owned(),
                [
                    format!("Ce lien vous connecte en tant que {account}."),
                    "Il fonctionne une fois, pendant un quart d’heure.".to_owned(),
                    not_you,
                ],
                "Se connecter",
            ),
            TokenKind::OldAddress => Said::new(
                "Une autre adresse pour votre compte ?".to_owned(),
                [
                    format!("Le compte {account} doit avoir l’adresse {email} à la place de celle-ci."),
                    "Elle change quand les deux sont confirmées.".to_owned(),
                    "Le lien fonctionne pendant un jour. Vous pouvez aussi y arrêter le changement.".to_owned(),
                    not_you,
                ],
                "Voir",
            ),
            TokenKind::NewAddress => Said::new(
                "Votre nouvelle adresse".to_owned(),
                [format!("Le compte {account} doit désormais avoir cette adresse."), a_day, not_you],
                "Confirmer cette adresse",
            ),
        }
    }

    fn digest(&self, name: &str, count: usize) -> Said {
        Said::new(
            format!("{count} nouvelles pour vous"),
            [format!("Bonjour {name}, voici ce qui est nouveau depuis votre dernière visite :")],
            "Tout voir",
        )
    }

    fn news(&self, line: &Line) -> String {
        let (who, title, count) = (who(line, "Un invité", "Quelqu’un"), line.title.as_str(), line.count);
        let many = count > 1;
        match line.kind {
            Kind::Answer if many => format!("{count} nouvelles réponses : {title}"),
            Kind::Answer => format!("{who} a répondu à votre invitation : {title}"),
            Kind::MovedUp => format!("Il y a maintenant une place pour vous : {title}"),
            Kind::Invited => format!("{who} vous invite : {title}"),
            Kind::Cancelled => format!("Annulé : {title}"),
            Kind::Announcement if many => format!("{count} annonces : {title}"),
            Kind::Announcement => format!("{who} a annoncé quelque chose : {title}"),
            Kind::Post if many => format!("{count} nouveaux messages sur le mur : {title}"),
            Kind::Post => format!("{who} a écrit sur le mur : {title}"),
            Kind::Reply if many => format!("{count} nouvelles réponses sur le mur : {title}"),
            Kind::Reply => format!("{who} a répondu sur le mur : {title}"),
            Kind::Mention => format!("{who} vous a nommé sur le mur : {title}"),
            Kind::Photos => format!("{who} a ajouté des photos : {title}"),
            Kind::Comment if many => format!("{count} nouveaux commentaires sur votre photo : {title}"),
            Kind::Comment => format!("{who} a commenté votre photo : {title}"),
            Kind::Tagged if many => format!("Vous êtes marqué sur {count} photos : {title}"),
            Kind::Tagged => format!("{who} vous a marqué sur une photo : {title}"),
            Kind::Report if line.photo.is_some() => format!("Une photo a été signalée : {title}"),
            Kind::Report if many => format!("{count} signalements sur le mur : {title}"),
            Kind::Report => format!("Un message a été signalé : {title}"),
            Kind::Follow => format!("{who} vous suit"),
        }
    }

    fn why(&self, kind: MailKind) -> &'static str {
        match kind {
            MailKind::Digest => "Vous recevez ce message au plus une fois par jour, selon vos réglages.",
            kind if kind.essential() => {
                "Vous recevez ce message parce que quelqu’un a utilisé cette adresse ici. Si ce n’était pas vous, vous n’avez \
                 rien à faire."
            }
            MailKind::Withdrawal => {
                "Vous recevez ce message parce que vous étiez sur la liste des invités de cette fête."
            }
            _ => "Vous recevez ce message parce que vous êtes sur la liste des invités de cette fête.",
        }
    }

    fn no_more(&self) -> &'static str {
        "Plus de messages comme celui-ci"
    }
}
