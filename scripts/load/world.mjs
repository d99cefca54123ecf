// People, parties and guests, made through the site as anybody would.
import { Visitor } from './visitor.mjs';

export const PASSWORD = 'a fine long password';

// What the load works with: users who are logged in, and guests of parties with a cookie of their own link.
export async function makeWorld(site, { people, parties, guests, name = 'load' }) {
  const world = { users: [], parties: [], guests: [] };
  for (let number = 0; number < people; number += 1) world.users.push(await signUp(site, `${name}${number}`));
  for (let number = 0; number < parties; number += 1) {
    world.parties.push(await makeParty(world.users[number % people].visitor, `${name} ${number}`));
  }
  for (let number = 0; number < guests; number += 1) {
    world.guests.push(await join(site, world.parties[number % parties], `${name} guest ${number}`));
  }
  return world;
}

async function signUp(site, username) {
  const visitor = new Visitor(site);
  const email = `${username}@example.org`;
  const answer = await visitor.post('/api/accounts/sign_up', { username, email, display_name: username, password: PASSWORD });
  check(answer, 303, `${username} signs up`);
  return { username, visitor };
}

async function makeParty(host, title) {
  const fields = { title, time_zone: 'UTC', first_entry: '2099-07-10T20:00', visibility: 'link' };
  const answer = await host.post('/api/parties/create', fields);
  check(answer, 303, `${title} is made`);
  return answer.location.match(/[?/]([0-9A-Za-z-]{20,})/)[1];
}

async function join(site, party, name) {
  const visitor = new Visitor(site);
  check(await visitor.post('/api/rsvps/join', { party, name, answer: 'yes', plus_ones: '0' }), 303, `${name} joins`);
  return { name, party, visitor };
}

function check(answer, status, what) {
  if (answer.status === status) return;
  throw new Error(`${what}: ${answer.error ?? answer.status} instead of ${status}\n${answer.text?.().slice(0, 2000) ?? ''}`);
}
