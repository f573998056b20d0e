/**
 * Lets the league's page open without a network: a service worker for that page and no other.
 *
 * Whatever the network answers is newer, so it is always asked first; the copies are for when it does
 * not answer at all. Only the page's own public files are touched. What is asked of the house (/v1, /ws)
 * never comes here: bets are kept by the page itself, under the name of who is signed in.
 */

/** Another form of the copies is another name; those of other names are removed. */
const COPIES = 'fairfall-league-files-1';
const ALL_COPIES = 'fairfall-league-files-';
const PAGE = 'league.html';
const FILES = /^(?:league\.html|icon\.svg|(?:app|league|lib|styles)\/[a-z0-9-]+\.(?:js|css))$/;
const MAX_FILES = 200;

const worker = /** @type {any} */ (self);

/**
 * @param {string} address
 * @returns {string | null} the file of the page that an address is of; null for everything else
 */
function fileOf(address) {
  const { href } = new URL('./', worker.registration.scope);
  const plain = address.replace(/[?#].*$/, '');
  const file = plain.startsWith(href) ? plain.slice(href.length) : '';
  return FILES.test(file) ? file : null;
}

/** @param {any} request */
function isForUs(request) {
  return request.method === 'GET' && !request.headers.has('authorization') && fileOf(request.url) !== null;
}

/**
 * @param {string} file
 * @param {any} answer
 */
async function keep(file, answer) {
  if (answer.status !== 200 || answer.redirected || answer.type !== 'basic') return;
  const copies = await caches.open(COPIES);
  await copies.put(file, answer);
}

/** @param {string} file */
async function copyOf(file) {
  const copies = await caches.open(COPIES);
  return copies.match(file);
}

/** @param {any} event of a file that the page asks for */
async function answer(event) {
  const file = /** @type {string} */ (fileOf(event.request.url));
  try {
    const fresh = await fetch(event.request);
    event.waitUntil(keep(file, fresh.clone()).catch(() => {}));
    return fresh;
  } catch (failure) {
    const copy = await copyOf(file);
    if (copy) return copy;
    throw failure;
  }
}

/**
 * The page that installed us was loaded without us: it says which files it is made of.
 * @param {unknown} addresses
 */
async function fetchCopies(addresses) {
  if (!Array.isArray(addresses)) return;
  const files = new Set(addresses.slice(0, MAX_FILES).map((address) => fileOf(String(address))));
  files.add(PAGE);
  files.delete(null);
  await Promise.all(
    [...files].map(async (file) => {
      if (await copyOf(/** @type {string} */ (file))) return;
      const address = new URL(/** @type {string} */ (file), worker.registration.scope);
      await keep(/** @type {string} */ (file), await fetch(address, { credentials: 'omit' }));
    }),
  );
}

async function removeOldCopies() {
  const names = await caches.keys();
  await Promise.all(
    names.filter((name) => name.startsWith(ALL_COPIES) && name !== COPIES).map((name) => caches.delete(name)),
  );
}

worker.addEventListener('install', () => worker.skipWaiting());
worker.addEventListener('activate', (/** @type {any} */ event) =>
  event.waitUntil(removeOldCopies().then(() => worker.clients.claim())),
);
worker.addEventListener('message', (/** @type {any} */ event) =>
  event.waitUntil(fetchCopies(event.data?.files).catch(() => {})),
);
worker.addEventListener('fetch', (/** @type {any} */ event) => {
  if (isForUs(event.request)) event.respondWith(answer(event));
});
