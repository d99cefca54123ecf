// A guest who adds photos from a phone, as the island of the album does: each photo is a request of its own, three at a time,
// and what does not arrive is sent again.
import { randomUUID } from 'node:crypto';
import http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

import { Visitor } from '../../load/visitor.mjs';
import { marked } from './photos.mjs';

export const AT_ONCE = 3;
const TRIES = 8;

export class Guest {
  // Comes by the link of the party.
  static async join(base, party, name) {
    const visitor = new Visitor({ base, port: new URL(base).port });
    const answer = await visitor.post('/api/rsvps/join', { party, name, answer: 'maybe', plus_ones: '0' });
    visitor.leave();
    if (answer.status !== 303) throw new Error(`${name} cannot join the party: ${answer.error ?? answer.status}`);
    return new Guest(base, party, visitor.cookies);
  }

  constructor(base, party, cookies) {
    this.base = base;
    this.party = party;
    this.cookie = Object.entries(cookies).map(([name, value]) => `${name}=${value}`).join('; ');
    this.agent = new http.Agent({ keepAlive: true, maxSockets: AT_ONCE });
  }

  // Sends photos, { picture, caption } each; gives how many requests were repeated, and the captions that did not arrive.
  async send(photos) {
    const waiting = [...photos];
    const sent = { repeated: 0, refused: [] };
    const one = async () => {
      for (let photo = waiting.shift(); photo; photo = waiting.shift()) {
        const { tries, problem } = await this.#arrive(photo);
        sent.repeated += tries - 1;
        if (problem) sent.refused.push(`${photo.caption}: ${problem}`);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, one));
    return sent;
  }

  // The names of the guest's own files that are not ready.
  async notReady() {
    const form = new URLSearchParams({ party: this.party }).toString();
    const type = 'application/x-www-form-urlencoded';
    const { status, text } = await this.#post('/api/album/show', type, [Buffer.from(form)]);
    if (status !== 200) return []; // then it is lost, as far as one can see
    return JSON.parse(text).processing.map(({ name }) => name);
  }

  leave() {
    this.agent.destroy();
  }

  async #arrive({ picture, caption }) {
    const edge = `edge-${randomUUID()}`;
    const part = (name, more = '') => `--${edge}\r\ncontent-disposition: form-data; name="${name}"${more}\r\n`;
    const fields = Object.entries({ party: this.party, caption, tags: '' });
    const text = fields.map(([name, value]) => `${part(name)}\r\n${value}\r\n`).join('');
    const file = `${part('photos', `; filename="${fileName(caption)}"`)}content-type: image/jpeg\r\n\r\n`;
    const pieces = [Buffer.from(text + file), ...marked(picture, caption), Buffer.from(`\r\n--${edge}--\r\n`)];
    for (let tries = 1; ; tries += 1) {
      const { status, problem } = await this.#post('/api/album/add', `multipart/form-data; boundary=${edge}`, pieces);
      if (status >= 200 && status < 300) return { tries };
      const isForLater = problem || status === 429 || (status >= 500 && status <= 504);
      if (!isForLater || tries === TRIES) return { tries, problem: problem ?? `answered ${status}` };
      await sleep(Math.min(30_000, 1000 * 2 ** tries));
    }
  }

  #post(path, type, pieces) {
    const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
    const headers = {
      accept: 'application/json', cookie: this.cookie, origin: this.base, 'sec-fetch-site': 'same-origin',
      'content-type': type, 'content-length': length,
    };
    return new Promise((resolve) => {
      const fail = (error) => resolve({ problem: error.code ?? error.message });
      const options = { agent: this.agent, method: 'POST', headers, timeout: 120_000 };
      const request = http.request(this.base + path, options, (response) => {
        const chunks = [];
        response.on('data', (chunk) => chunks.push(chunk));
        response.on('error', fail);
        response.on('end', () => resolve({ status: response.statusCode, text: Buffer.concat(chunks).toString() }));
      });
      request.on('timeout', () => request.destroy(new Error('no answer within two minutes')));
      request.on('error', fail);
      for (const piece of pieces) request.write(piece);
      request.end();
    });
  }
}

export const fileName = (caption) => `${caption.replaceAll(' ', '-')}.jpg`;
