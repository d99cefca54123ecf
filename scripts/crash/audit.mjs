// What there is after many crashes, compared with what there should be.
import { until } from '../load/process.mjs';
import { Visitor } from '../load/visitor.mjs';

const UNUSED = 'SELECT COUNT(*) FROM pictures WHERE used = FALSE';
const USED = (hex) => `SELECT ${hex('id')}, purpose, format FROM pictures WHERE used = TRUE`;
const UNDONE = "SELECT COUNT(*) FROM jobs WHERE kind = 'make_photo' AND dead = FALSE";
const DAYS = 2 * 24 * 3_600_000;

// Rows that belong to nothing.
const ORPHANS = {
  'pictures in use that nobody shows': `SELECT COUNT(*) FROM pictures WHERE used = TRUE
    AND id NOT IN (SELECT picture_id FROM post_pictures)
    AND id NOT IN (SELECT cover_id FROM parties WHERE cover_id IS NOT NULL)
    AND id NOT IN (SELECT photo_id FROM users WHERE photo_id IS NOT NULL)
    AND id NOT IN (SELECT picture_id FROM photos)`,
  'photos without their picture': 'SELECT COUNT(*) FROM photos WHERE picture_id NOT IN (SELECT id FROM pictures WHERE used = TRUE)',
  'photos that are not prepared': "SELECT COUNT(*) FROM photos WHERE status <> 'ready'",
  'jobs that were given up': 'SELECT COUNT(*) FROM jobs WHERE dead = TRUE',
  'pictures of posts that are not there': `SELECT COUNT(*) FROM post_pictures
    WHERE post_id NOT IN (SELECT id FROM posts) OR picture_id NOT IN (SELECT id FROM pictures)`,
  'posts of nobody': 'SELECT COUNT(*) FROM posts WHERE user_id IS NULL AND invite_id IS NULL AND removed_at IS NULL',
  'parties without a host': 'SELECT COUNT(*) FROM parties WHERE id NOT IN (SELECT party_id FROM hosts)',
  'requests that were begun and not ended': "SELECT COUNT(*) FROM requests WHERE answer = ''",
};

export async function auditLedger(site, ledger, before) {
  const visitor = new Visitor(site);
  const isOn = async (session) => {
    visitor.cookies = { session };
    return (await visitor.get('/settings')).status === 200;
  };
  const problems = await ledger.audit({ sql: site.sql, file: site.file, isOn, before });
  visitor.leave();
  return problems;
}

// Files that no row knows, right after a crash: the sweep would never find them.
export function unknownFiles(site) {
  const known = new Set(site.sql(`SELECT ${site.sql.hex('id')} FROM pictures`).map(([id]) => id));
  return site.files().filter((file) => !known.has(file.split('/')[0]));
}

// The files that belong to a picture.
function filesOf([id, purpose, format]) {
  const sizes = ['large', 'medium', 'small'].map((size) => `${id}/${size}.${format}`);
  return purpose === 'photo' ? [...sizes, `${id}/original`] : sizes;
}

// Lets the housekeeping believe that it is two days later and that nobody holds a job, and looks at what it leaves: files
// without a picture in use, pictures in use without a file, rows that belong to nothing.
export async function auditOrphans(site) {
  await site.kill();
  site.sql(`UPDATE pictures SET created_at = created_at - ${DAYS} WHERE used = FALSE`);
  site.sql('UPDATE jobs SET leased_until = NULL, run_at = created_at WHERE dead = FALSE');
  await site.start();
  const none = (query) => Number(site.sql(query)[0][0]) === 0;
  await until(() => none(UNUSED), 30, 'the sweep of unused pictures', 200);
  await until(() => none(UNDONE), 120, 'the preparation of all photos', 200);
  const wanted = new Set(site.sql(USED(site.sql.hex)).flatMap(filesOf));
  const there = new Set(site.files());
  const orphans = [
    ...[...there].filter((file) => !wanted.has(file)).map((file) => `the file ${file}`),
    ...[...wanted].filter((file) => !there.has(file)).map((file) => `${file}, which is not there`),
  ];
  for (const [what, query] of Object.entries(ORPHANS)) {
    const count = Number(site.sql(query.replaceAll('\n', ' '))[0][0]);
    if (count > 0) orphans.push(`${count} ${what}`);
  }
  return orphans;
}
