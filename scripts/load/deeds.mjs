// What visitors do, mixed as on an evening before a party; each deed tells whether it was done, and the ledger what.
import { marked } from './picture.mjs';
import { Visitor } from './visitor.mjs';
import { PASSWORD } from './world.mjs';

// Of a thousand deeds.
export const MIX = { party: 430, board: 230, parties: 120, answer: 130, post: 50, photo: 20, album: 10, login: 10 };

export class Deeds {
  #number = 0;

  constructor(site, world, random, photos) {
    Object.assign(this, { site, world, random, photos, ledger: null });
    this.idleGuests = [...world.guests];
    this.idleUsers = [...world.users];
    this.name = Math.floor(random.next() * 2 ** 32).toString(36);
  }

  // One deed of somebody who is doing nothing else: { kind, ok, status, error, at, ms }.
  async one(mix = MIX) {
    const chosen = this.#choose(mix);
    const idle = chosen === 'parties' || chosen === 'login' ? this.idleUsers : this.idleGuests;
    // A guest answers from one device, so that the answers have an order.
    const kind = chosen === 'answer' && idle.length === 0 ? 'party' : chosen;
    // Whoever has waited longest; if everybody is busy, somebody with a second device.
    const who = idle.shift() ?? this.#secondDevice(idle === this.idleUsers ? this.world.users : this.world.guests);
    const answer = await this[kind](who);
    if (who.second) who.visitor.leave();
    else idle.push(who);
    const expected = kind === 'party' || kind === 'board' || kind === 'parties' ? 200 : 303;
    return { kind, ok: answer.status === expected, ...answer };
  }

  party({ visitor, party }) {
    return visitor.get(`/p/${party}`);
  }

  board({ visitor, party }) {
    return visitor.get(`/p/${party}/board`);
  }

  parties({ visitor }) {
    return visitor.get('/parties');
  }

  async answer(guest) {
    const { ledger } = this;
    guest.number = (guest.number ?? 0) + 1;
    const { number } = guest;
    const message = `answer ${number}`;
    const fields = { party: guest.party, answer: number % 2 ? 'maybe' : 'yes', plus_ones: '0', message };
    const answer = await guest.visitor.post('/api/rsvps/answer', fields);
    ledger.answered(guest.name, number, answer.status === 303);
    return answer;
  }

  async post({ visitor, party }) {
    const { ledger } = this;
    const text = this.#text('post');
    ledger.posts.set(text, false);
    const answer = await visitor.post('/api/board/add', { party, text });
    ledger.posts.set(text, answer.status === 303);
    return answer;
  }

  async photo({ visitor, party }) {
    const { ledger } = this;
    const text = this.#text('photo');
    ledger.photos.set(text, false);
    const answer = await visitor.upload('/api/board/add', { party, text }, 'pictures[0][id]', this.random.pick(this.photos));
    ledger.photos.set(text, answer.status === 303);
    return answer;
  }

  // Kept as it is sent; the server prepares it beside the requests.
  async album({ visitor, party }) {
    const { ledger } = this;
    const caption = this.#text('album');
    const file = marked(this.random.pick(this.photos), caption);
    ledger.albums.set(caption, false);
    const answer = await visitor.upload('/api/album/add', { party, caption, tags: '' }, 'photos', file);
    ledger.albums.set(caption, answer.status === 303);
    return answer;
  }

  // From another browser.
  async login({ username }) {
    const { ledger } = this;
    const visitor = new Visitor(this.site);
    const answer = await visitor.post('/api/accounts/log_in', { login: username, password: PASSWORD });
    ledger.loggedIn(username, visitor.cookies.session, answer.status === 303);
    visitor.leave();
    return answer;
  }

  #text(kind) {
    this.#number += 1;
    return `${kind} ${this.name} ${this.#number}`;
  }

  #secondDevice(people) {
    const who = this.random.pick(people);
    return { ...who, second: true, visitor: new Visitor(this.site, who.visitor.cookies) };
  }

  #choose(mix) {
    const all = Object.values(mix).reduce((sum, part) => sum + part, 0);
    let at = this.random.next() * all;
    for (const [kind, part] of Object.entries(mix)) {
      at -= part;
      if (at < 0) return kind;
    }
    return 'party';
  }
}
