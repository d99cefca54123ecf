//! Spanish, as among friends.

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

/// Spanish.
pub struct Spanish;

const WEEKDAYS: [&str; 7] = ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"];
const MONTHS: [&str; 12] = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
];
const NOT_YOU: &str = "Si no fuiste tú, no hagas nada: sin el enlace no pasa nada.";
const REPLY: &str = "Si quieres saber más, responde a este correo: llega a quien te invitó.";

impl Tongue for Spanish {
    fn labels(&self) -> [&'static str; 3] {
        ["Cuándo", "Dónde", "Responder antes del"]
    }

    fn moment(&self, at: Millis, zone: &str) -> String {
        let (weekday, month, day, year, clock) = calendar_day(at, zone);
        format!("{}, {day} de {} de {year}, {clock}", WEEKDAYS[weekday], MONTHS[month])
    }

    fn hello(&self, name: &str) -> String {
        format!("Hola, {name}:")
    }

    fn somebody(&self) -> &'static str {
        "Tu anfitrión"
    }

    fn invitation(&self, host: &str, title: &str) -> Said {
        let way_in = "El botón es tu acceso personal: abre la invitación, y con un toque respondes. No necesitas cuenta. \
                      Guárdalo para ti.";
        Said::new(
            format!("{host} te invita: {title}"),
            [format!("{host} te invita: {title}."), way_in.to_owned()],
            "Ver la invitación y responder",
        )
    }

    fn change(&self, title: &str, moved: Moved) -> Said {
        let what = match (moved.time, moved.place) {
            (true, true) => "han cambiado la hora y el lugar",
            (true, false) => "ha cambiado la hora",
            (false, true) => "ha cambiado el lugar",
            (false, false) => "ha cambiado la hora o el lugar",
        };
        Said::new(
            format!("Atención, {what}: {title}"),
            [
                format!("Ten en cuenta que {what}: {title}."),
                "Tu respuesta sigue igual. Si ya no te va bien, puedes cambiarla.".to_owned(),
            ],
            "Ver lo nuevo",
        )
    }

    fn revival(&self, title: &str) -> Said {
        Said::new(
            format!("Al final sí se celebra: {title}"),
            [
                format!("Estaba cancelado, y al final sí se celebra: {title}."),
                "Tu respuesta sigue igual. Si ya no te va bien, puedes cambiarla.".to_owned(),
            ],
            "Ver lo nuevo",
        )
    }

    fn cancellation(&self, title: &str) -> Said {
        Said::new(
            format!("Cancelado: {title}"),
            [format!("Se ha cancelado y no se celebra: {title}."), REPLY.to_owned()],
            "Ver la página de la fiesta",
        )
    }

    fn uninvited(&self, title: &str) -> Said {
        Said::new(
            format!("Ya no tienes invitación: {title}"),
            [
                format!("Se ha retirado tu invitación: {title}. Tu enlace personal ya no lleva a ninguna parte."),
                "Si la fiesta estaba en tu calendario, este correo la quita de allí.".to_owned(),
                REPLY.to_owned(),
            ],
            "",
        )
    }

    fn deleted(&self, title: &str) -> Said {
        Said::new(
            format!("Eliminado: {title}"),
            [
                format!("Tu anfitrión ha eliminado esta fiesta, y con ella tu invitación: {title}."),
                "Si la fiesta estaba en tu calendario, este correo la quita de allí.".to_owned(),
                REPLY.to_owned(),
            ],
            "",
        )
    }

    fn reminder(&self, title: &str, answer: Answer, minutes: i64) -> Said {
        let soon = span(minutes, [["día", "días"], ["hora", "horas"], ["minuto", "minutos"]]);
        let (then, button) = match answer {
            Answer::Yes => ("Dijiste que vienes. ¡Hasta pronto!", "Ver la fiesta"),
            Answer::Waiting => {
                ("Estás en la lista de espera. Si queda un sitio libre, lo sabrás enseguida.", "Ver la fiesta")
            }
            Answer::Maybe => ("Dijiste que quizás. ¿Ya lo sabes?", "Responder"),
            Answer::Pending | Answer::No => ("Todavía no has respondido. Basta con un toque.", "Responder"),
        };
        Said::new(
            format!("Dentro de {soon}: {title}"),
            [format!("Empieza dentro de {soon}: {title}."), then.to_owned()],
            button,
        )
    }

    fn waitlist_move(&self, title: &str) -> Said {
        Said::new(
            format!("Hay sitio para ti: {title}"),
            [
                format!("Ha quedado un sitio libre, y es tuyo. Así que vienes: {title}."),
                "Si al final no puedes venir, dilo, por favor, y pasará otra persona.".to_owned(),
            ],
            "Ver la fiesta",
        )
    }

    fn announcement(&self, host: &str, title: &str) -> Said {
        Said::new(
            format!("{title}: un mensaje de {host}"),
            [format!("{host} te escribe sobre {title}:")],
            "Ver la fiesta",
        )
    }

    fn nudge(&self, host: &str, title: &str) -> Said {
        Said::new(
            format!("¿Vienes? {title}"),
            [
                format!("A {host} le gustaría saber si vienes: {title}."),
                "Sí, quizás o no: basta con un toque, y puedes cambiarlo después.".to_owned(),
            ],
            "Responder ahora",
        )
    }

    fn receipt(&self, title: &str, why: Unheard) -> Said {
        let (subject, words) = match why {
            Unheard::Outdated => (
                "Responde otra vez, por favor",
                "Tu respuesta era para una hora o un lugar anteriores. Mira lo que vale ahora y responde otra vez.",
            ),
            Unheard::Closed => (
                "Tu respuesta no se pudo admitir",
                "Ahora no se admiten respuestas, así que la tuya queda como estaba.",
            ),
            Unheard::Waiting => (
                "Estás en la lista de espera",
                "Gracias por tu respuesta. Todos los sitios están ocupados, así que esperas uno. Si queda uno libre, lo sabrás.",
            ),
        };
        Said::new(format!("{subject}: {title}"), [words.to_owned()], "Ver la fiesta")
    }

    fn link(&self, kind: TokenKind, account: &str, email: &str) -> Said {
        let (not_you, a_day) = (NOT_YOU.to_owned(), "El enlace vale un día.".to_owned());
        match kind {
            TokenKind::Verify => Said::new(
                "¿Es esta tu dirección?".to_owned(),
                [
                    format!("La cuenta {account} se creó con esta dirección. Abre el enlace si es tuya."),
                    "Las invitaciones a esta dirección llegarán entonces a tu cuenta.".to_owned(),
                    a_day,
                    not_you,
                ],
                "Sí, es mía",
            ),
            TokenKind::Reset => Said::new(
                "Una contraseña nueva".to_owned(),
                [
                    format!("Alguien ha pedido una contraseña nueva para la cuenta {account}."),
                    "El enlace vale una vez, durante una hora. Después se cierran las sesiones de todos los dispositivos."
                        .to_owned(),
                    not_you,
                ],
                "Elegir una contraseña nueva",
            ),
            TokenKind::MagicLink => Said::new(
                "Tu enlace para entrar".to_owned(),
                [
                    format!("Con este enlace entras como {account}."),
                    "Vale una vez, durante un cuarto de hora.".to_owned(),
                    not_you,
                ],
                "Entrar",
            ),
            TokenKind::OldAddress => Said::new(
                "¿Otra dirección para tu cuenta?".to_owned(),
                [
                    format!("La cuenta {account} va a tener la dirección {email} en lugar de esta."),
                    "Cambia cuando ambas estén confirmadas.".to_owned(),
                    "El enlace vale un día. Allí también puedes detener el cambio.".to_owned(),
                    not_you,
                ],
                "Verlo",
            ),
            TokenKind::NewAddress => Said::new(
                "Tu nueva dirección".to_owned(),
                [format!("La cuenta {account} va a tener esta dirección a partir de ahora."), a_day, not_you],
                "Confirmar esta dirección",
            ),
        }
    }

    fn digest(&self, name: &str, count: usize) -> Said {
        Said::new(
            format!("{count} novedades para ti"),
            [format!("Hola, {name}: esto es nuevo desde tu última visita.")],
            "Verlo todo",
        )
    }

    fn news(&self, line: &Line) -> String {
        let (who, title, count) = (who(line, "Un invitado", "Alguien"), line.title.as_str(), line.count);
        let many = count > 1;
        match line.kind {
            Kind::Answer if many => format!("{count} respuestas nuevas: {title}"),
            Kind::Answer => format!("{who} ha respondido a tu invitación: {title}"),
            Kind::MovedUp => format!("Ahora hay sitio para ti: {title}"),
            Kind::Invited => format!("{who} te invita: {title}"),
            Kind::Cancelled => format!("Cancelado: {title}"),
            Kind::Announcement if many => format!("{count} anuncios: {title}"),
            Kind::Announcement => format!("{who} ha anunciado algo: {title}"),
            Kind::Post if many => format!("{count} mensajes nuevos en el tablón: {title}"),
            Kind::Post => format!("{who} ha escrito en el tablón: {title}"),
            Kind::Reply if many => format!("{count} respuestas nuevas en el tablón: {title}"),
            Kind::Reply => format!("{who} ha respondido en el tablón: {title}"),
            Kind::Mention => format!("{who} te ha nombrado en el tablón: {title}"),
            Kind::Photos => format!("{who} ha añadido fotos: {title}"),
            Kind::Comment if many => format!("{count} comentarios nuevos sobre tu foto: {title}"),
            Kind::Comment => format!("{who} ha comentado tu foto: {title}"),
            Kind::Tagged if many => format!("Estás etiquetado en {count} fotos: {title}"),
            Kind::Tagged => format!("{who} te ha etiquetado en una foto: {title}"),
            Kind::Report if line.photo.is_some() => format!("Se ha denunciado una foto: {title}"),
            Kind::Report if many => format!("{count} denuncias sobre el tablón: {title}"),
            Kind::Report => format!("Se ha denunciado un mensaje: {title}"),
            Kind::Follow => format!("{who} te sigue"),
        }
    }

    fn why(&self, kind: MailKind) -> &'static str {
        match kind {
            MailKind::Digest => "Recibes este correo como mucho una vez al día, según tus ajustes.",
            kind if kind.essential() => {
                "Recibes este correo porque alguien usó aquí esta dirección. Si no fuiste tú, no tienes que hacer nada."
            }
            MailKind::Withdrawal => "Recibes este correo porque estabas en la lista de invitados de esta fiesta.",
            _ => "Recibes este correo porque estás en la lista de invitados de esta fiesta.",
        }
    }

    fn no_more(&self) -> &'static str {
        "No más correos como este"
    }
}
