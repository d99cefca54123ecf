// What the site has said is done, and whether it is: nothing that was acknowledged may be lost, and nothing may be there
// twice, acknowledged or not.
import { existsSync } from 'node:fs';

export class Ledger {
  answers = new Map(); // guest → the greatest number that was acknowledged
  posts = new Map(); // text → whether it was acknowledged
  photos = new Map(); // of boards
  albums = new Map(); // caption → whether the photo was acknowledged
  logins = new Map(); // username → { sessions: acknowledged cookies, unknown: logins without an answer }

  #answered = 0;

  answered(guest, number, done) {
    if (!done) return;
    this.#answered += 1;
    this.answers.set(guest, Math.max(number, this.answers.get(guest) ?? 0));
  }

  loggedIn(username, session, done) {
    const of = this.logins.get(username) ?? { sessions: new Set(), unknown: 0 };
    if (done) of.sessions.add(session);
    else of.unknown += 1;
    this.logins.set(username, of);
  }

  get acknowledged() {
    const done = (entries) => [...entries.values()].filter(Boolean).length;
    const sessions = [...this.logins.values()].reduce((sum, of) => sum + of.sessions.size, 0);
    return this.#answered + done(this.posts) + done(this.photos) + done(this.albums) + sessions;
  }

  // `sql` asks the database, `file` says where a file of a picture is kept, `isOn` tells whether a session works,
  // `before` how many sessions each user had when this ledger was begun.
  async audit({ sql, file, isOn, before }) {
    const problems = { lost: [], doubled: [] };
    this.#audit(problems, 'post', this.posts, written(sql, 'post %'));
    this.#auditPictures(problems, 'photo', this.photos, written(sql, 'photo %'), (id) => file(id, 'large.jpg'));
    this.#auditPictures(problems, 'photo of an album', this.albums, added(sql), (id) => file(id, 'original'));
    this.#auditAnswers(problems, sql);
    await this.#auditSessions(problems, { sql, isOn, before });
    return problems;
  }

  #audit({ lost, doubled }, what, wanted, found) {
    for (const [text, done] of wanted) {
      const { count = 0 } = found.get(text) ?? {};
      if (done && count === 0) lost.push(`${what}: ${text}`);
      if (count > 1) doubled.push(`${what}: ${text}`);
    }
  }

  #auditPictures(problems, what, wanted, found, file) {
    this.#audit(problems, what, wanted, found);
    for (const [text, done] of wanted) {
      const { pictures = [] } = found.get(text) ?? {};
      if (done && !pictures.some((id) => existsSync(file(id)))) problems.lost.push(`the picture of ${text}`);
      if (pictures.length > 1) problems.doubled.push(`the picture of ${text}`);
    }
  }

  #auditAnswers({ lost, doubled }, sql) {
    const found = new Map();
    for (const [name, message] of sql("SELECT name, message FROM invites WHERE name LIKE '% guest %'")) {
      if (found.has(name)) doubled.push(`guest: ${name}`);
      found.set(name, Number(message.replace('answer ', '')) || 0);
    }
    for (const [guest, number] of this.answers) {
      if ((found.get(guest) ?? -1) < number) lost.push(`answer ${number} of ${guest}, which is ${found.get(guest)}`);
    }
  }

  async #auditSessions({ lost, doubled }, { sql, isOn, before }) {
    const counts = sessionCounts(sql);
    for (const [username, { sessions, unknown }] of this.logins) {
      for (const session of sessions) if (!(await isOn(session))) lost.push(`a session of ${username}`);
      const more = (counts.get(username) ?? 0) - (before.get(username) ?? 0);
      if (more > sessions.size + unknown) doubled.push(`${more} sessions of ${username}, not ${sessions.size}`);
    }
  }
}

export function sessionCounts(sql) {
  const rows = sql('SELECT u.username, COUNT(*) FROM sessions s JOIN users u ON u.id = s.user_id GROUP BY u.username');
  return new Map(rows.map(([username, count]) => [username, Number(count)]));
}

// text → { count, pictures }: how many posts say so, and the pictures that they show.
function written(sql, like) {
  return counted(sql(
    `SELECT p.text, ${sql.hex('pp.picture_id')} FROM posts p LEFT JOIN post_pictures pp ON pp.post_id = p.id
     WHERE p.text LIKE '${like}' ORDER BY p.text`.replaceAll('\n', ' '),
  ));
}

// The same of the photos in albums, by their captions.
function added(sql) {
  return counted(sql(`SELECT caption, ${sql.hex('picture_id')} FROM photos WHERE caption LIKE 'album %'`));
}

function counted(rows) {
  const found = new Map();
  for (const [text, picture] of rows) {
    const of = found.get(text) ?? { count: 0, pictures: [] };
    of.count += 1;
    if (picture) of.pictures.push(picture.toLowerCase());
    found.set(text, of);
  }
  return found;
}
