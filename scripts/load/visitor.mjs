// A browser without JavaScript: one kept connection, cookies, forms.
import { randomUUID } from 'node:crypto';
import http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

let visitors = 0;

export class Visitor {
  // Each visitor comes from an address of their own. Where `site.again` says so, a request without an answer is sent again as
  // it was, as balancers do and people who tap once more; else it has failed.
  constructor(site, cookies = {}) {
    visitors += 1;
    const localAddress = `127.${1 + (visitors >> 16)}.${(visitors >> 8) & 255}.${visitors & 255}`;
    this.site = site;
    this.cookies = { ...cookies };
    this.agent = new http.Agent({ keepAlive: true, maxSockets: 1, localAddress });
  }

  get(path) {
    return this.#send('GET', path, {});
  }

  // With a key of its own, as each form of the site has.
  post(path, fields, key = randomUUID()) {
    const body = new URLSearchParams({ _key: key, _page: '/', ...fields }).toString();
    return this.#send('POST', path, { 'content-type': 'application/x-www-form-urlencoded' }, body);
  }

  upload(path, fields, name, file, key = randomUUID()) {
    const edge = `edge-${key}`;
    const part = (field, more = '') => `--${edge}\r\ncontent-disposition: form-data; name="${field}"${more}\r\n`;
    const text = Object.entries({ _key: key, _page: '/', ...fields });
    const body = Buffer.concat([
      ...text.map(([field, value]) => Buffer.from(`${part(field)}\r\n${value}\r\n`)),
      Buffer.from(`${part(name, '; filename="photo.png"')}content-type: image/png\r\n\r\n`), file,
      Buffer.from(`\r\n--${edge}--\r\n`),
    ]);
    return this.#send('POST', path, { 'content-type': `multipart/form-data; boundary=${edge}` }, body);
  }

  leave() {
    this.agent.destroy();
  }

  // What came of it: { status, location, text, error, at, ms }; an error has no status.
  async #send(method, path, headers, body) {
    let result = await this.#once(method, path, headers, body);
    const { at } = result;
    for (let tries = 0; this.site.again && result.error && tries < 1000; tries += 1) {
      await sleep(10);
      result = await this.#once(method, path, headers, body);
    }
    return { ...result, at, ms: performance.now() - at };
  }

  #once(method, path, headers, body) {
    const at = performance.now();
    const { base, port } = this.site;
    const cookie = Object.entries(this.cookies).map(([name, value]) => `${name}=${value}`).join('; ');
    const all = { accept: 'text/html', host: new URL(base).host, origin: base, 'sec-fetch-site': 'same-origin', ...headers };
    if (cookie) all.cookie = cookie;
    if (body !== undefined) all['content-length'] = Buffer.byteLength(body);
    return new Promise((resolve) => {
      const end = (result) => resolve({ at, ...result });
      const options = { agent: this.agent, host: '127.0.0.1', port, method, path, headers: all, timeout: 60_000 };
      const request = http.request(options, (response) => {
        const chunks = [];
        response.on('data', (chunk) => chunks.push(chunk));
        response.on('error', (error) => end({ error: error.code ?? error.message }));
        response.on('end', () => {
          for (const line of response.headers['set-cookie'] ?? []) this.#keep(line);
          const text = () => Buffer.concat(chunks).toString();
          end({ status: response.statusCode, location: response.headers.location, text });
        });
      });
      request.on('timeout', () => request.destroy(new Error('no answer within a minute')));
      request.on('error', (error) => end({ error: error.code ?? error.message }));
      request.end(body);
    });
  }

  #keep(line) {
    const [, name, value] = line.match(/^([^=]+)=([^;]*)/);
    if (value === '') delete this.cookies[name];
    else this.cookies[name] = value;
  }
}
