/**
 * Makes the page open without a network, where the browser can do that. Failing at it costs nothing else.
 * @module
 */

/** The worker is for this page only: the game needs its house, and says so. */
const SCOPE = './league.html';
const WORKER = './league-worker.js';

export async function keepForOffline() {
  const { serviceWorker } = navigator;
  if (!serviceWorker) return;
  try {
    await serviceWorker.register(WORKER, { scope: SCOPE });
    const { active } = await serviceWorker.ready;
    const files = performance.getEntriesByType('resource').map(({ name }) => name);
    active?.postMessage({ files: [...files, new URL('icon.svg', location.href).href] });
  } catch {
    // A browser may forbid it, as in a private window: the page is as good as without.
  }
}
