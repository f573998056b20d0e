/**
 * The life of a window, told to the connection: hidden for a while it falls silent, shown again it is
 * back at once. A window that is left or frozen keeps nothing open, so that the browser may keep the
 * page for the way back, and another tab may lead.
 * @module
 */

import { NamedTimers, REAL_TIMERS } from './timers.js';

/** A glance at another tab is no goodbye. */
const HIDDEN_GRACE_MS = 15_000;

/**
 * @param {Pick<import('./sync.js').Sync, 'state' | 'pause' | 'resume' | 'offline' | 'check'>} sync
 * @param {Pick<import('./clock.js').Clock, 'forget'>} clock
 * @param {EventTarget & { document: EventTarget & { hidden: boolean } }} page a window
 * @param {import('./timers.js').Timers} [timers]
 * @returns {() => void} ends it
 */
export function watchWindow(sync, clock, page, timers = REAL_TIMERS) {
  const { document } = page;
  const alarms = new NamedTimers(timers);
  const ended = new AbortController();
  const listen = (/** @type {EventTarget} */ on, /** @type {string} */ type, /** @type {any} */ listener) =>
    on.addEventListener(type, listener, { signal: ended.signal });
  const isPaused = () => sync.state === 'paused';
  const pause = () => {
    alarms.cancelAll();
    if (!isPaused()) sync.pause();
  };
  const wake = () => {
    alarms.cancelAll();
    if (document.hidden) return;
    // The steady clock may have stood still while the machine slept.
    clock.forget();
    if (isPaused()) sync.resume();
    else sync.check();
  };
  const reconnect = () => {
    if (isPaused()) return;
    clock.forget();
    sync.resume();
  };
  const look = () => (document.hidden ? alarms.set('hidden', HIDDEN_GRACE_MS, pause) : wake());

  listen(document, 'visibilitychange', look);
  listen(document, 'freeze', pause);
  listen(document, 'resume', wake);
  listen(page, 'pagehide', pause);
  listen(page, 'pageshow', (/** @type {PageTransitionEvent} */ event) => event.persisted && wake());
  listen(page, 'offline', () => isPaused() || sync.offline());
  listen(page, 'online', reconnect);
  if (document.hidden) look();
  return () => {
    alarms.cancelAll();
    ended.abort();
  };
}
