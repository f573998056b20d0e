/**
 * The page of a league: wires the library, the outbox and the views together.
 * @module
 */

import { ConnectionNotices, drawConnection } from '../app/connection.js';
import { avatar, hook, make, mark, say, shortAddress, show } from '../app/dom.js';
import { SignInDialog } from '../app/sign-in-dialog.js';
import { Toasts } from '../app/toasts.js';
import { FairfallClient } from '../lib/client.js';
import { newId, Outbox } from '../lib/outbox.js';
import { plain, refOf, withPending } from '../lib/pending.js';
import { storageOf } from '../lib/storage.js';
import { traceWhereAsked } from '../lib/telemetry.js';
import { AddForm } from './add-form.js';
import { BetDialog } from './bet-dialog.js';
import { Copies } from './copies.js';
import { FilesDialog } from './files-dialog.js';
import { News } from './news.js';
import { isLosing, noteOf } from './note.js';
import { keepForOffline } from './offline.js';
import { PlayerDialog } from './player-dialog.js';
import { PoolDialog } from './pool-dialog.js';
import { explainRefusal } from './refusals.js';
import { Removals } from './removals.js';
import { StandingsView } from './standings-view.js';
import { shifted, weekName, weekOf, weekWith } from './weeks.js';
import { WeekView } from './week-view.js';
import { drawWelcome, invitation } from './welcome.js';

const FLUSH_EVERY_MS = 5_000;
const WATCH_MS = 1_000;

const shared = storageOf(window, 'localStorage');
const house = new FairfallClient({
  own: storageOf(window, 'sessionStorage'),
  shared,
  origin: location.origin,
  trace: traceWhereAsked({ search: location.search, storage: shared }),
  plays: false,
});
const toasts = new Toasts();
const notices = new ConnectionNotices((sentence, tone) => toasts.show(sentence, tone));
const signIn = new SignInDialog(house, shared);
const betDialog = new BetDialog(house);
const filesDialog = new FilesDialog(house);
const poolDialog = new PoolDialog(house, (pool) => enter(pool.pool));
const playerDialog = new PlayerDialog(house);
const standings = new StandingsView(house);
const news = new News((sentence) => toasts.show(sentence));

/** @type {any[]} */
let pools = [];
/** @type {any} the pool that is shown, with its members; null for none */
let pool = null;
let weekKey = '';
/** @type {import('../lib/bet-log.js').BetLog | null} */
let log = null;
/** @type {Outbox | null} */
let outbox = null;
let endOutbox = () => {};
/** @type {Copies | null} */
let copies = null;
/** @type {string | null} whose page this is */
let shownPlayer = null;
const removals = new Removals(() => redraw());
/** Bets that this page deletes: their deletion is no news here. */
const deleted = new Set();
/** Counts the pools entered: what was asked for one says nothing of the next. */
let visit = 0;

const addForm = new AddForm(addInItsWeek, () => house.clock.now());

const weekView = new WeekView(shared, {
  edit: (bet) => openEdit(bet),
  history: (bet) => betDialog.history(weekPath(), bet),
  resolve: (bet) => resolveNext(bet.betId),
  findChoice: () => outbox?.conflicts[0] && openWeek(outbox.conflicts[0].weekKey),
  grade: (bet, statuses) => grade([{ bet, statuses }]),
  close: (bet, closing) => grade([{ bet, statuses: bet.bet_status, closing }]),
  gradeAll: (bets, status) =>
    grade(bets.map((bet) => ({ bet, statuses: bet.bet_data.legs.map(() => status) }))),
  deleteAll: (bets) => removeBets(bets),
  keep: ({ betId }) => removals.keep(betId),
});

function weekPath() {
  return `/v1/pools/${encodeURIComponent(pool.pool)}/weeks/${weekKey}`;
}

/** What is shown: what the house has, or the copy of it, and what is on its way. */
function betsNow() {
  const copy = copies?.find(`week:${pool.pool}:${weekKey}`);
  const known = log?.bets ? { bets: log.bets, revision: log.revision } : copy;
  if (!known || outbox === null) return known?.bets ?? null;
  const { player, user_name: userName } = pool.me;
  const { confirmed, changes } = outbox;
  const { revision } = known;
  const shown = withPending(known.bets, changes, { weekKey, player, userName, confirmed, revision });
  return removals.marked(shown);
}

let isStale = false;

function redraw() {
  if (isStale) return;
  isStale = true;
  queueMicrotask(() => {
    isStale = false;
    draw();
  });
}

function draw() {
  drawBar();
  show(hook('league'), pool !== null);
  show(hook('welcome'), pool === null);
  if (pool === null) return;
  const title = hook('week');
  say(title, weekName(weekKey));
  mark(title, 'data-week', weekKey);
  show(hook('week-now'), weekKey !== pool.weekKey);
  show(hook('add'), pool.me.role !== 'viewer');
  show(hook('to-add'), pool.me.role !== 'viewer');
  mark(hook('bets'), 'data-revision', String(log?.revision ?? 0));
  weekView.render({ bets: betsNow(), me: pool.me, note: noteNow(), choices: outbox?.conflicts.length ?? 0 });
}

function noteNow() {
  return noteOf({ refused: Boolean(log?.refused), offline: house.sync.state === 'offline', outbox });
}

function drawBar() {
  drawConnection(house.sync.state);
  const { player } = house.session;
  const chip = hook('player');
  show(hook('sign-in'), player === null);
  show(chip, player !== null);
  show(hook('pool'), pool !== null);
  if (pool !== null) say(hook('pool'), pool.name);
  const name = pool?.me.user_name ?? (player ? shortAddress(player) : '');
  if (player && chip.dataset.drawn !== player + name) {
    chip.dataset.drawn = player + name;
    chip.replaceChildren(avatar(player), make('span', {}, name));
  }
}

function welcome() {
  drawWelcome(house, pools, { enter: (value) => enter(value.pool), signIn: () => signIn.open() });
}

/** Somebody else is here now, or nobody. */
async function changePlayer() {
  const { player } = house.session;
  if (player === shownPlayer) return;
  shownPlayer = player;
  pools = [];
  leavePool();
  welcome();
  redraw();
  if (player === null) return;
  copies = new Copies(shared, player);
  const answer = await house.api.get('/v1/pools');
  if (player !== shownPlayer) return;
  if (!answer.ok && answer.problem.code === 'UNAUTHENTICATED') return house.signOut();
  pools = answer.ok ? answer.value.pools : (copies.find('pools') ?? []);
  if (answer.ok) copies.keep('pools', pools);
  const wanted = new URLSearchParams(location.hash.slice(1)).get('pool') ?? copies.find('pool');
  const first = pools.find((one) => one.pool === wanted) ?? pools[0];
  if (first && invitation() === '') enter(first.pool);
  else if (pools.length > 0) welcome();
}

function leavePool() {
  visit += 1;
  removals.flush();
  if (log) house.closeBetLog(log);
  log = null;
  endOutbox();
  outbox = null;
  pool = null;
}

/** @param {string} id */
async function enter(id) {
  const player = /** @type {string} */ (shownPlayer);
  const turn = (visit += 1);
  const answer = await house.api.get(`/v1/pools/${encodeURIComponent(id)}`);
  if (turn !== visit) return;
  const found = answer.ok ? answer.value : copies?.find(`pool:${id}`);
  if (!found) {
    if (!answer.ok) toasts.show(explainRefusal(answer.problem), 'bad');
    return;
  }
  const same = pool?.pool === id;
  copies?.keep(`pool:${id}`, found);
  copies?.keep('pool', id);
  if (!pools.some((one) => one.pool === id)) {
    pools.push({ pool: id, name: found.name, role: found.me.role });
    copies?.keep('pools', pools);
  }
  pool = found;
  if (same) return redraw();
  outbox = outboxOf(id, player);
  const wanted = new URLSearchParams(location.hash.slice(1)).get('week') ?? '';
  hook('welcome').replaceChildren();
  openWeek(weekWith(wanted, found.firstDay) ?? found.weekKey);
  outbox.flush();
}

/**
 * @param {string} id
 * @param {string} player
 */
function outboxOf(id, player) {
  removals.flush();
  endOutbox();
  const box = new Outbox(house.api, { pool: id, player, storage: shared });
  endOutbox = box.watch(window);
  box.subscribe(redraw);
  box.on('conflict', ({ change: { problem } }) => {
    const did = problem?.deleted ? 'deleted' : 'changed';
    toasts.show(`Somebody else ${did} the same bet. Choose which version counts.`, 'bad');
  });
  box.on('refused', ({ problem }) => toasts.show(explainRefusal(problem), 'bad'));
  return box;
}

/** @param {string} key */
function openWeek(key) {
  if (log) house.closeBetLog(log);
  weekKey = key;
  weekView.clear();
  history.replaceState(null, '', `#pool=${pool.pool}&week=${key}`);
  const opened = house.openBetLog(pool.pool, key);
  log = opened;
  const { pool: id } = pool;
  opened.subscribe(() => {
    if (opened !== log) return;
    if (opened.bets !== null)
      copies?.keep(`week:${id}:${key}`, { bets: opened.bets, revision: opened.revision });
    outbox?.settle(key, opened.revision);
    standings.refresh();
    redraw();
  });
  for (const what of /** @type {const} */ (['bet_created', 'bet_updated', 'bet_deleted'])) {
    opened.on(what, (detail) => {
      const own =
        what === 'bet_deleted'
          ? deleted.delete(detail.bet.betId)
          : detail.bet.updated_by === pool?.me.user_name;
      if (opened === log && !own) news.hear(what, detail);
    });
  }
  standings.show(id, key);
  addForm.begin(key, key === pool.weekKey, mayGrade());
  redraw();
}

function mayGrade() {
  return pool.me.role === 'owner' || pool.me.role === 'grader';
}

/** @param {any} bet */
function isLocked(bet) {
  const begun = bet.bet_data.legs.some((/** @type {any} */ leg) => leg.kickoff <= house.clock.now());
  return begun || bet.bet_status.some((/** @type {string} */ status) => status !== 'open');
}

/** @param {any} bet */
function openEdit(bet) {
  betDialog.edit(bet, {
    locked: isLocked(bet),
    grades: mayGrade(),
    save: (slip, reason) =>
      outbox?.add({ kind: 'edit', weekKey, refs: [refOf(bet)], slip, reason, base: plain(bet) }),
    remove: (reason) => removeBets([bet], reason),
  });
}

/** @param {{ bet: any, statuses: string[], closing?: string[] }[]} graded */
function grade(graded) {
  const refs = graded.map(({ bet, statuses, closing }) => ({
    ...refOf(bet),
    bet_status: statuses,
    closing_odds: closing,
  }));
  for (let from = 0; from < refs.length; from += 50) {
    const part = refs.slice(from, from + 50);
    outbox?.add({ kind: 'grade', weekKey, refs: part, base: plain(graded[from].bet) });
  }
}

/**
 * @param {any[]} bets
 * @param {string} [reason]
 */
function removeBets(bets, reason) {
  const why = reason ?? (bets.some(isLocked) ? 'deleted from the list' : undefined);
  const [box, key] = [outbox, weekKey];
  removals.hold(bets, (some) => {
    for (const { betId } of some) deleted.add(betId);
    box?.add({ kind: 'delete', weekKey: key, refs: some.map(refOf), reason: why, base: plain(some[0]) });
  });
}

/**
 * A bet belongs to the week of its first kickoff, whatever week is shown.
 * @param {any} slip
 * @param {string} [reason]
 */
function addInItsWeek(slip, reason) {
  const first = Math.min(...slip.legs.map((/** @type {any} */ leg) => leg.kickoff));
  const key = weekOf(first, pool) ?? weekKey;
  addBet(slip, reason, key);
  if (key !== weekKey) toasts.show(`Its first kickoff is in another week: added to ${weekName(key)}.`);
}

/**
 * @param {any} slip
 * @param {string} [reason]
 * @param {string} key of its week
 */
function addBet(slip, reason, key = weekKey) {
  outbox?.add({ kind: 'create', weekKey: key, refs: [{ betId: newId(), revision: 0 }], slip, reason });
}

/** @param {string} betId */
function resolveNext(betId) {
  const box = outbox;
  const change = box?.conflicts.find(({ refs }) => refs.some((ref) => ref.betId === betId));
  if (!box || !change) return;
  betDialog.resolve(change, {
    mine: () => box.insist(change, change.problem?.deleted ? null : (change.problem?.bet ?? latest(betId))),
    theirs: () => box.drop(change),
  });
}

/** @param {string} betId */
function latest(betId) {
  return log?.bets?.find((bet) => bet.betId === betId) ?? null;
}

function listen() {
  house.changed.subscribe(() => {
    changePlayer();
    notices.hear(house.sync.state);
    redraw();
    if (house.sync.state === 'live') outbox?.flush();
  });
  house.onSessionLost = () => toasts.show('Your session has ended. Sign in again.', 'bad');
  hook('sign-in').addEventListener('click', () => signIn.open());
  hook('to-add').addEventListener('click', () => addForm.focus());
  hook('player').addEventListener('click', () => {
    removals.flush(); // who signs out there leaves nothing behind that was to be done
    playerDialog.open(pool, outbox?.changes.length ?? 0);
  });
  hook('pool').addEventListener('click', async () => {
    await enter(pool.pool);
    poolDialog.open(pool, pools);
  });
  hook('files').addEventListener('click', () =>
    filesDialog.open(weekPath(), `${pool.name}-${weekKey}`, pool.me.role !== 'viewer'),
  );
  hook('deleted').addEventListener('click', () =>
    betDialog.deleted(weekPath(), {
      mayPutBack: (bet) => bet.player === pool.me.player && pool.me.role !== 'viewer',
      putBack: (bet) => addBet(bet.bet_data, 'put back after its deletion'),
    }),
  );
  hook('week-before').addEventListener('click', () => openWeek(shifted(weekKey, -1)));
  hook('week-after').addEventListener('click', () => openWeek(shifted(weekKey, 1)));
  hook('week-now').addEventListener('click', () => openWeek(pool.weekKey));
  document.addEventListener('keydown', (event) => {
    const writes = event.target instanceof Element && event.target.closest('input, textarea, select, dialog');
    if (writes || event.metaKey || event.ctrlKey || event.altKey || pool === null) return;
    if (event.key === 'n' && pool.me.role !== 'viewer') addForm.focus();
    else if (event.key === '/') weekView.focusSearch();
    else return;
    event.preventDefault();
  });
  window.addEventListener('pagehide', () => removals.flush());
  window.addEventListener('online', () => outbox?.flush());
  window.addEventListener('beforeunload', (event) => isLosing(outbox) && event.preventDefault());
  setInterval(() => house.watch(), WATCH_MS);
  setInterval(() => {
    if (outbox?.changes.some(({ state }) => state === 'waiting')) outbox.flush();
  }, FLUSH_EVERY_MS);
}

listen();
house.watchWindow(window);
welcome();
changePlayer();
draw();
house.start();
if (!navigator.onLine) house.sync.offline();
keepForOffline();
