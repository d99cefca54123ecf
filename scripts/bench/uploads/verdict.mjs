// What a run is to show, and whether it did.

// The p99 of the page while photos come in and are prepared, at most so many times what it is on a quiet server …
const SLOWER = 3;
// … but what is faster than this is fast enough, in milliseconds: a kernel looks every 4 ms whose turn it is, so that beside
// any other work one request in a hundred waits for that long, however quick it is itself.
const FAST = 5;
// Memory beside what the server held before, in MB: while it works, that of one photo that is prepared (one worker on one
// core; a photo of 12 megapixels takes about 40) and of thirty that come in; afterwards what the allocator keeps for the
// next ones. A thousand photos are some thousand MB: were they held, it would show.
const MORE_AT_WORK = 128;
const MORE_AFTERWARDS = 64;

// The slowest p99 that is allowed.
export const allowed = (quiet) => Math.max(SLOWER * quiet.p99_ms, FAST);

// Each thing that is not as it should be, in words; none where all is well.
export function verdict({ photos, ready, failed, lost, doubled, refused, quiet, busy, rss_before_mb, rss_peak_mb, rss_after_mb }) {
  const wrong = [];
  const most = allowed(quiet);
  if (!(busy.p99_ms <= most)) wrong.push(`the page's p99 is ${busy.p99_ms} ms beside the photos; at most ${most.toFixed(2)} ms`);
  for (const [when, { requests, failed: pages }] of Object.entries({ quiet, busy })) {
    if (!(requests > 0)) wrong.push(`${when}: the page was never shown`);
    if (pages > 0) wrong.push(`${when}: ${pages} of ${requests} requests for the page failed`);
  }
  for (const [what, count] of Object.entries({ failed, lost, doubled, refused })) {
    if (count > 0) wrong.push(`of ${photos} photos ${count} were ${what === 'failed' ? 'not prepared' : what}`);
  }
  if (ready !== photos) wrong.push(`${ready} of ${photos} photos are ready`);
  const grown = (to, by, when) => {
    if (!(to - rss_before_mb <= by)) wrong.push(`memory grew from ${rss_before_mb} to ${to} MB ${when}; at most by ${by} MB`);
  };
  grown(rss_peak_mb, MORE_AT_WORK, 'at work');
  grown(rss_after_mb, MORE_AFTERWARDS, 'afterwards');
  return wrong;
}
