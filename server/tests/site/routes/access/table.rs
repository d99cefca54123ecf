//! The table. `link` and `invited` are what the host chose: anyone with the link sees the party, or invited guests alone.
//! `other` is a guest of another party, `user` somebody with an account who has nothing to do with the party, and `deleted`
//! a host whose account is gone, but whose browser does not know. 303 is what was carried out. Whoever has to log in is told so
//! (401) without a word on whether there is such a party. The page for deleting tells co-hosts that it is for hosts. The post
//! on the board is the guest's, and somebody reported it: hosts do not change it, but may remove it or leave it. So is the
//! photo in the album, but its words hosts may change. The site keeps mails in the development outbox, which is empty, and
//! nobody was ever sent the link of a row.

/// Who sees the party of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Visibility {
    Link,
    Invited,
}

/// What a route answers to each viewer.
#[derive(Debug)]
pub struct Row {
    pub route: String,
    /// Nothing where it makes no difference.
    pub visibility: Option<Visibility>,
    pub expected: [u16; 7],
}

impl Row {
    /// What somebody gets who has nothing to do with the party, but looks after the whole site.
    pub fn for_admin(&self) -> u16 {
        match self.route.as_str() {
            "/admin" | "/admin/reports" => 200,
            "/api/admin/overview" | "/api/admin/reports" | "/api/board/dismiss" | "/api/board/delete" => 303,
            "/api/admin/photo_reports" | "/api/album/dismiss" | "/api/album/delete" => 303,
            _ => self.expected[3],
        }
    }

    /// Server functions are posted to.
    pub fn is_change(&self) -> bool {
        self.route.starts_with("/api/")
    }
}

const TABLE: &str = "
                                         anonymous guest other  user co-host host deleted

/                                  -           200   200   200   200   200   200   200
/signup                            -           200   200   200   200   200   200   200
/login                             -           200   200   200   200   200   200   200
/login/reset                       -           200   200   200   200   200   200   200
/login/reset/{token}               -           410   410   410   410   410   410   410
/login/new                         -           422   422   422   422   422   422   422
/login/with/{provider}             -           404   404   404   404   404   404   404
/login/with/{provider}/back        -           422   422   422   422   422   422   422
/login/passkey                     -           200   200   200   200   200   200   200
/login/link                        -           200   200   200   200   200   200   200
/login/link/{token}                -           410   410   410   410   410   410   410
/verify/{token}                    -           410   410   410   410   410   410   410
/address/{token}                   -           410   410   410   410   410   410   410
/logout                            -           200   200   200   200   200   200   200
/settings                          -           401   401   401   200   200   200   401
/settings/address                  -           401   401   401   200   200   200   401
/settings/notifications            -           401   401   401   200   200   200   401
/settings/calendar                 -           401   401   401   200   200   200   401
/settings/password                 -           401   401   401   200   200   200   401
/settings/logins                   -           401   401   401   200   200   200   401
/settings/logins/connect           -           401   401   401   422   422   422   401
/settings/passkeys                 -           401   401   401   200   200   200   401
/settings/sessions                 -           401   401   401   200   200   200   401
/settings/export                   -           401   401   401   200   200   200   401
/settings/export.zip               -           401   401   401   200   200   200   401
/settings/tokens                   -           401   401   401   200   200   200   401
/settings/webhooks                 -           401   401   401   200   200   200   401
/settings/delete                   -           401   401   401   200   200   200   401
/developers                        -           200   200   200   200   200   200   200
/notifications                     -           401   401   401   200   200   200   401
/parties                           -           401   401   401   200   200   200   401
/parties/new                       -           401   401   401   200   200   200   401
/album                             -           401   401   401   200   200   200   401
/people                            -           401   401   401   200   200   200   401
/u/{username}                      -           401   401   401   200   200   200   401
/admin                             -           401   401   401   404   404   404   401
/admin/reports                     -           401   401   401   404   404   404   401

/p/{party}                         link        200   200   200   200   200   200   200
/p/{party}                         invited     404   200   404   404   200   200   404
/p/{party}.ics                     link        200   200   200   200   200   200   200
/p/{party}.ics                     invited     404   200   404   404   200   200   404
/p/{party}/edit                    link        401   401   401   403   200   200   401
/p/{party}/edit                    invited     404   401   404   404   200   200   404
/p/{party}/guests                  link        401   401   401   403   200   200   401
/p/{party}/guests                  invited     401   401   401   404   200   200   401
/p/{party}/guests/add              link        401   401   401   403   200   200   401
/p/{party}/guests/add              invited     401   401   401   404   200   200   401
/p/{party}/guests/{invite}         link        401   401   401   403   200   200   401
/p/{party}/guests/{invite}         invited     401   401   401   404   200   200   401
/p/{party}/guests.csv              link        401   401   401   403   200   200   401
/p/{party}/guests.csv              invited     401   401   401   404   200   200   401
/p/{party}/mail                    link        401   401   401   403   200   200   401
/p/{party}/mail                    invited     401   401   401   404   200   200   401
/p/{party}/hosts                   link        401   401   401   403   200   200   401
/p/{party}/hosts                   invited     401   401   401   404   200   200   401
/p/{party}/duplicate               link        401   401   401   403   200   200   401
/p/{party}/duplicate               invited     401   401   401   404   200   200   401
/p/{party}/repeat                  link        401   401   401   403   200   200   401
/p/{party}/repeat                  invited     401   401   401   404   200   200   401
/p/{party}/cancel                  link        401   401   401   403   200   200   401
/p/{party}/cancel                  invited     401   401   401   404   200   200   401
/p/{party}/delete                  link        401   401   401   403   200   200   401
/p/{party}/delete                  invited     401   401   401   404   200   200   401

/p/{party}/board                   link        403   200   403   403   200   200   403
/p/{party}/board                   invited     404   200   404   404   200   200   404
/p/{party}/board/{post}            link        403   200   403   403   200   200   403
/p/{party}/board/{post}            invited     404   200   404   404   200   200   404
/p/{party}/board/{post}/edit       link        403   200   403   403   403   403   403
/p/{party}/board/{post}/edit       invited     404   200   404   404   403   403   404
/p/{party}/board/{post}/delete     link        403   200   403   403   200   200   403
/p/{party}/board/{post}/delete     invited     404   200   404   404   200   200   404
/p/{party}/board/{post}/report     link        403   403   403   403   200   200   403
/p/{party}/board/{post}/report     invited     404   403   404   404   200   200   404
/p/{party}/reports                 link        401   401   401   403   200   200   401
/p/{party}/reports                 invited     401   401   401   404   200   200   401

/p/{party}/album                   link        403   200   403   403   200   200   403
/p/{party}/album                   invited     404   200   404   404   200   200   404
/p/{party}/album/{photo}           link        403   200   403   403   200   200   403
/p/{party}/album/{photo}           invited     404   200   404   404   200   200   404
/p/{party}/album/{photo}/delete    link        403   200   403   403   200   200   403
/p/{party}/album/{photo}/delete    invited     404   200   404   404   200   200   404
/p/{party}/wall                    link        403   200   403   403   200   200   403
/p/{party}/wall                    invited     404   200   404   404   200   200   404
/p/{party}/album/{photo}/report    link        403   403   403   403   200   200   403
/p/{party}/album/{photo}/report    invited     404   403   404   404   200   200   404
/p/{party}/album/{photo}/original  link        403   200   403   403   200   200   403
/p/{party}/album/{photo}/original  invited     404   200   404   404   200   200   404
/p/{party}/album.zip               link        403   303   403   403   303   303   403
/p/{party}/album.zip               invited     404   303   404   404   303   303   404

/media/{picture}/{file}            link        200   200   200   200   200   200   200
/media/{picture}/{file}            invited     404   200   404   404   200   200   404
/events                            link        200   200   200   200   200   200   200
/events                            invited     404   200   404   404   200   200   404
/calendar/{token}                  -           200   200   200   200   200   200   200
/i/{token}                         -           303   303   303   303   303   303   303
/unsubscribe/{token}               -           200   200   200   200   200   200   200
/dev/outbox                        -           200   200   200   200   200   200   200
/dev/outbox/{mail}                 -           404   404   404   404   404   404   404
/dev/outbox/{mail}/html            -           404   404   404   404   404   404   404
/hooks/mail/bounces                -           405   405   405   405   405   405   405
/hooks/mail/replies                -           405   405   405   405   405   405   405
/healthz                           -           200   200   200   200   200   200   200
/readyz                            -           200   200   200   200   200   200   200
/readyz/self                       -           200   200   200   200   200   200   200
/metrics                           -           404   404   404   404   404   404   404

/api/accounts/sign_up              -           303   303   303   303   303   303   303
/api/accounts/log_in               -           303   303   303   303   303   303   303
/api/accounts/log_out              -           303   303   303   303   303   303   303
/api/accounts/account              -           401   401   401   303   303   303   401
/api/accounts/change_profile       -           401   401   401   303   303   303   401
/api/accounts/change_password      -           401   401   401   303   303   303   401
/api/accounts/deletion_preview     -           401   401   401   303   303   303   401
/api/accounts/delete               -           401   401   401   303   303   303   401
/api/accounts/stay                 -           401   401   401   303   303   303   401
/api/accounts/not_found            -           404   404   404   404   404   404   404
/api/sessions/list                 -           401   401   401   303   303   303   401
/api/sessions/end                  -           401   401   401   303   303   303   401
/api/sessions/end_others           -           401   401   401   303   303   303   401
/api/address/show                  -           401   401   401   303   303   303   401
/api/address/ask                   -           401   401   401   303   303   303   401
/api/address/verify                -           410   410   410   410   410   410   410
/api/address/change                -           401   401   401   303   303   303   401
/api/address/keep                  -           401   401   401   303   303   303   401
/api/address/confirm               -           410   410   410   410   410   410   410
/api/address/stop                  -           410   410   410   410   410   410   410
/api/logins/show                   -           401   401   401   303   303   303   401
/api/logins/arrival                -           422   422   422   422   422   422   422
/api/logins/waiting                -           401   401   401   422   422   422   401
/api/logins/sign_up                -           422   422   422   422   422   422   422
/api/logins/link                   -           422   422   422   422   422   422   422
/api/logins/connect                -           401   401   401   422   422   422   401
/api/logins/disconnect             -           401   401   401   404   404   404   401
/api/passkeys/show                 -           401   401   401   303   303   303   401
/api/passkeys/begin_add            -           401   401   401   303   303   303   401
/api/passkeys/add                  -           401   401   401   422   422   422   401
/api/passkeys/rename               -           401   401   401   404   404   404   401
/api/passkeys/remove               -           401   401   401   404   404   404   401
/api/passkeys/second_factor        -           401   401   401   303   303   303   401
/api/passkeys/new_codes            -           401   401   401   403   403   403   401
/api/passkeys/begin_login          -           303   303   303   303   303   303   303
/api/passkeys/log_in               -           422   422   422   422   422   422   422
/api/passkeys/begin_second         -           401   401   401   401   401   401   401
/api/passkeys/second               -           401   401   401   401   401   401   401
/api/links/ask_reset               -           303   303   303   303   303   303   303
/api/links/ask_login               -           303   303   303   303   303   303   303
/api/links/reset                   -           410   410   410   410   410   410   410
/api/links/login                   -           410   410   410   410   410   410   410
/api/links/verification            -           410   410   410   410   410   410   410
/api/links/address                 -           410   410   410   410   410   410   410
/api/links/set_password            -           410   410   410   410   410   410   410
/api/links/log_in                  -           410   410   410   410   410   410   410
/api/api_tokens/list               -           401   401   401   303   303   303   401
/api/api_tokens/create             -           401   401   401   303   303   303   401
/api/api_tokens/remove             -           401   401   401   303   303   303   401
/api/webhooks/list                 -           401   401   401   303   303   303   401
/api/webhooks/add                  -           401   401   401   303   303   303   401
/api/webhooks/remove               -           401   401   401   303   303   303   401
/api/webhooks/test                 -           401   401   401   404   404   404   401
/api/webhooks/send_again           -           401   401   401   404   404   404   401

/api/people/list                   -           401   401   401   303   303   303   401
/api/people/profile                -           401   401   401   303   303   303   401
/api/people/follow                 -           401   401   401   303   303   303   401
/api/people/unfollow               -           401   401   401   303   303   303   401
/api/people/block                  -           401   401   401   303   303   303   401
/api/people/unblock                -           401   401   401   303   303   303   401
/api/notifications/list            -           401   401   401   303   303   303   401
/api/notifications/open            -           401   401   401   404   404   404   401
/api/notifications/read_all        -           401   401   401   303   303   303   401
/api/notifications/settings        -           401   401   401   303   303   303   401
/api/notifications/change_settings -           401   401   401   303   303   303   401

/api/calendar/address              -           401   401   401   303   303   303   401
/api/calendar/import               -           401   401   401   200   200   200   401
/api/calendar/renew                -           401   401   401   303   303   303   401
/api/calendar/turn_off             -           401   401   401   303   303   303   401

/api/parties/list                  -           401   401   401   303   303   303   401
/api/parties/blank                 -           401   401   401   303   303   303   401
/api/parties/create                -           401   401   401   303   303   303   401
/api/parties/show                  link        303   303   303   303   303   303   303
/api/parties/show                  invited     404   303   404   404   303   303   404
/api/parties/form                  link        401   401   401   403   303   303   401
/api/parties/form                  invited     404   401   404   404   303   303   404
/api/parties/update                link        401   401   401   403   303   303   401
/api/parties/update                invited     401   401   401   404   303   303   401
/api/parties/duplicate             link        401   401   401   403   303   303   401
/api/parties/duplicate             invited     401   401   401   404   303   303   401
/api/parties/cancel                link        401   401   401   403   303   303   401
/api/parties/cancel                invited     404   401   404   404   303   303   404
/api/parties/revive                link        401   401   401   403   303   303   401
/api/parties/revive                invited     404   401   404   404   303   303   404
/api/parties/delete                link        401   401   401   403   403   303   401
/api/parties/delete                invited     404   401   404   404   403   303   404

/api/series/show                   link        401   401   401   403   303   303   401
/api/series/show                   invited     401   401   401   404   303   303   401
/api/series/repeat                 link        401   401   401   403   303   303   401
/api/series/repeat                 invited     401   401   401   404   303   303   401

/api/hosts/list                    link        401   401   401   403   303   303   401
/api/hosts/list                    invited     401   401   401   404   303   303   401
/api/hosts/add                     link        401   401   401   403   403   303   401
/api/hosts/add                     invited     401   401   401   404   403   303   401
/api/hosts/remove                  link        401   401   401   403   403   303   401
/api/hosts/remove                  invited     401   401   401   404   403   303   401
/api/hosts/promote                 link        401   401   401   403   403   303   401
/api/hosts/promote                 invited     401   401   401   404   403   303   401
/api/hosts/leave                   link        401   401   401   403   303   303   401
/api/hosts/leave                   invited     401   401   401   404   303   303   401

/api/invites/list                  link        401   401   401   403   303   303   401
/api/invites/list                  invited     401   401   401   404   303   303   401
/api/invites/sheet                 link        401   401   401   403   303   303   401
/api/invites/sheet                 invited     401   401   401   404   303   303   401
/api/invites/one                   link        401   401   401   403   303   303   401
/api/invites/one                   invited     401   401   401   404   303   303   401
/api/invites/preview               link        401   401   401   403   303   303   401
/api/invites/preview               invited     401   401   401   404   303   303   401
/api/invites/to_add                link        401   401   401   403   303   303   401
/api/invites/to_add                invited     401   401   401   404   303   303   401
/api/invites/add_people            link        401   401   401   403   303   303   401
/api/invites/add_people            invited     401   401   401   404   303   303   401
/api/invites/add                   link        401   401   401   403   303   303   401
/api/invites/add                   invited     401   401   401   404   303   303   401
/api/invites/renew                 link        401   401   401   403   303   303   401
/api/invites/renew                 invited     401   401   401   404   303   303   401
/api/invites/revoke                link        401   401   401   403   303   303   401
/api/invites/revoke                invited     401   401   401   404   303   303   401
/api/invites/remove                link        401   401   401   403   303   303   401
/api/invites/remove                invited     401   401   401   404   303   303   401
/api/invites/note                  link        401   401   401   403   303   303   401
/api/invites/note                  invited     401   401   401   404   303   303   401
/api/invites/rename                link        401   401   401   403   303   303   401
/api/invites/rename                invited     401   401   401   404   303   303   401
/api/invites/check_in              link        401   401   401   403   303   303   401
/api/invites/check_in              invited     401   401   401   404   303   303   401
/api/invites/answer_for            link        401   401   401   403   303   303   401
/api/invites/answer_for            invited     404   401   404   404   303   303   404
/api/invites/claim                 link        401   401   401   403   403   403   401
/api/invites/claim                 invited     401   401   401   404   403   403   401
/api/rsvps/answer                  link        403   303   403   403   403   403   403
/api/rsvps/answer                  invited     404   303   404   404   403   403   404
/api/rsvps/join                    link        303   409   303   303   409   409   303
/api/rsvps/join                    invited     404   409   404   404   409   409   404

/api/board/show                    link        403   303   403   403   303   303   403
/api/board/show                    invited     404   303   404   404   303   303   404
/api/board/post                    link        403   303   403   403   303   303   403
/api/board/post                    invited     404   303   404   404   303   303   404
/api/board/add                     link        403   303   403   403   303   303   403
/api/board/add                     invited     404   303   404   404   303   303   404
/api/board/to_edit                 link        403   303   403   403   403   403   403
/api/board/to_edit                 invited     404   303   404   404   403   403   404
/api/board/edit                    link        403   303   403   403   403   403   403
/api/board/edit                    invited     404   303   404   404   403   403   404
/api/board/delete                  link        403   303   403   403   303   303   403
/api/board/delete                  invited     404   303   404   404   303   303   404
/api/board/react                   link        403   303   403   403   303   303   403
/api/board/react                   invited     404   303   404   404   303   303   404
/api/board/pin                     link        403   401   403   403   303   303   403
/api/board/pin                     invited     404   401   404   404   303   303   404
/api/board/rules                   link        403   401   403   403   303   303   403
/api/board/rules                   invited     404   401   404   404   303   303   404
/api/board/to_report               link        403   403   403   403   303   303   403
/api/board/to_report               invited     404   403   404   404   303   303   404
/api/board/report                  link        403   403   403   403   303   303   403
/api/board/report                  invited     404   403   404   404   303   303   404
/api/board/reports                 link        401   401   401   403   303   303   401
/api/board/reports                 invited     401   401   401   404   303   303   401
/api/board/dismiss                 link        401   401   401   403   303   303   401
/api/board/dismiss                 invited     401   401   401   404   303   303   401
/api/mail/desk                     link        401   401   401   403   303   303   401
/api/mail/desk                     invited     401   401   401   404   303   303   401
/api/mail/invite_all               link        401   401   401   403   303   303   401
/api/mail/invite_all               invited     401   401   401   404   303   303   401
/api/mail/invite_one               link        401   401   401   403   303   303   401
/api/mail/invite_one               invited     401   401   401   404   303   303   401
/api/mail/announce                 link        401   401   401   403   303   303   401
/api/mail/announce                 invited     401   401   401   404   303   303   401
/api/mail/nudge                    link        401   401   401   403   303   303   401
/api/mail/nudge                    invited     401   401   401   404   303   303   401
/api/mail/reminders                link        401   401   401   403   303   303   401
/api/mail/reminders                invited     401   401   401   404   303   303   401
/api/mail/choices                  -           303   303   303   303   303   303   303
/api/mail/choose                   -           303   303   303   303   303   303   303
/api/mail/outbox                   -           303   303   303   303   303   303   303
/api/mail/kept                     -           404   404   404   404   404   404   404
/api/album/show                    link        403   303   403   403   303   303   403
/api/album/show                    invited     404   303   404   404   303   303   404
/api/album/photo                   link        403   303   403   403   303   303   403
/api/album/photo                   invited     404   303   404   404   303   303   404
/api/album/add                     link        403   303   403   403   303   303   403
/api/album/add                     invited     404   303   404   404   303   303   404
/api/album/edit                    link        403   303   403   403   303   303   403
/api/album/edit                    invited     404   303   404   404   303   303   404
/api/album/delete                  link        403   303   403   403   303   303   403
/api/album/delete                  invited     404   303   404   404   303   303   404
/api/album/again                   link        403   303   403   403   303   303   403
/api/album/again                   invited     404   303   404   404   303   303   404
/api/album/like                    link        403   303   403   403   303   303   403
/api/album/like                    invited     404   303   404   404   303   303   404
/api/album/comment                 link        403   303   403   403   303   303   403
/api/album/comment                 invited     404   303   404   404   303   303   404
/api/album/uncomment               link        403   303   403   403   303   303   403
/api/album/uncomment               invited     404   303   404   404   303   303   404
/api/album/tag                     link        403   303   403   403   303   303   403
/api/album/tag                     invited     404   303   404   404   303   303   404
/api/album/untag                   link        403   303   403   403   303   303   403
/api/album/untag                   invited     404   303   404   404   303   303   404
/api/album/wall                    link        403   303   403   403   303   303   403
/api/album/wall                    invited     404   303   404   404   303   303   404
/api/album/hide                    link        403   401   403   403   303   303   403
/api/album/hide                    invited     404   401   404   404   303   303   404
/api/album/approve                 link        403   401   403   403   303   303   403
/api/album/approve                 invited     404   401   404   404   303   303   404
/api/album/approve_all             link        403   401   403   403   303   303   403
/api/album/approve_all             invited     404   401   404   404   303   303   404
/api/album/cover                   link        403   401   403   403   303   303   403
/api/album/cover                   invited     404   401   404   404   303   303   404
/api/album/rules                   link        403   401   403   403   303   303   403
/api/album/rules                   invited     404   401   404   404   303   303   404
/api/album/to_report               link        403   403   403   403   303   303   403
/api/album/to_report               invited     404   403   404   404   303   303   404
/api/album/report                  link        403   403   403   403   303   303   403
/api/album/report                  invited     404   403   404   404   303   303   404
/api/album/reports                 link        401   401   401   403   303   303   401
/api/album/reports                 invited     401   401   401   404   303   303   401
/api/album/dismiss                 link        401   401   401   403   303   303   401
/api/album/dismiss                 invited     401   401   401   404   303   303   401
/api/album/mine                    -           401   401   401   303   303   303   401
/api/album/tagging                 -           401   401   401   303   303   303   401
/api/admin/photo_reports           -           401   401   401   404   404   404   401

/api/admin/reports                 -           401   401   401   404   404   404   401
/api/admin/overview                -           401   401   401   404   404   404   401
/api/admin/retry_job               -           401   401   401   404   404   404   401
";

/// The table as rows.
pub fn rows() -> Vec<Row> {
    TABLE.lines().filter(|line| line.starts_with('/')).map(row).collect()
}

fn row(line: &str) -> Row {
    let mut words = line.split_whitespace();
    let route = words.next().expect("a route").to_owned();
    let visibility = match words.next() {
        Some("link") => Some(Visibility::Link),
        Some("invited") => Some(Visibility::Invited),
        Some("-") => None,
        other => panic!("{other:?} in {line}"),
    };
    let expected: Vec<u16> = words.map(|status| status.parse().expect("a status")).collect();
    Row { route, visibility, expected: expected.try_into().unwrap_or_else(|_| panic!("{line} has seven columns")) }
}
