// Many browsers in one process: each is the real library, with a socket, polling and state of its own.
import { FairfallClient } from '../../../../web/lib/client.js';
import { becomeBrowser, Diary, storage } from './browser.mjs';
import { memory, now, obey, pause } from './orders.mjs';

const WATCH_MS = 1_000;
const TICK_MS = 250;
/** So many seconds' worth of new browsers may wait for their first hello. */
const WAITING_SECONDS = 2;
const COMPARED_ROUNDS = 10;
const EQUAL_WITHIN_MS = 90_000;

const diary = new Diary();
/** @type {{ house: FairfallClient, liveAt: number }[]} */
const browsers = [];
let origin = '';

/** @param {object | null} session */
function open(session) {
  const trace = (/** @type {string} */ what, /** @type {any} */ { why }) => {
    if (what === 'failures') diary.lose(why);
  };
  const house = new FairfallClient({ own: storage(), shared: storage(), origin, trace });
  if (session !== null) house.session.begin(/** @type {any} */ (session));
  const browser = { house, liveAt: 0 };
  house.changed.subscribe(() => {
    if (house.sync.state !== 'live') browser.liveAt = 0;
    else if (browser.liveAt === 0) browser.liveAt = now();
  });
  house.start();
  setInterval(() => house.watch(), WATCH_MS);
  return browser;
}

/** @param {FairfallClient} house what everybody sees, in an order of its own */
function shown({ game }) {
  const { round, board } = game;
  return JSON.stringify(
    [
      round && [round.roundId, round.startsAt, round.stage, round.crash, round.gameHash],
      round && board.rows(round.roundId),
      game.history.slice(0, COMPARED_ROUNDS).map(({ roundId, crash, voided }) => [roundId, crash, voided]),
      game.bettingPaused,
    ],
    (_, value) => (typeof value === 'bigint' ? String(value) : value),
  );
}

/** @param {FairfallClient} house */
function balance({ player }) {
  return JSON.stringify(player.balance, (_, value) => (typeof value === 'bigint' ? String(value) : value));
}

/** @returns {Promise<Map<string, string>>} by player, what somebody new is told of the account */
async function accounts() {
  const found = new Map();
  for (const { house } of browsers) {
    const { player } = house.session;
    if (player === null || found.has(player)) continue;
    const fresh = new FairfallClient({ own: storage(), shared: storage(), origin });
    fresh.session.begin(/** @type {any} */ ({ token: house.session.token, player, expiresAt: Infinity }));
    await fresh.player.refresh();
    found.set(player, balance(fresh));
  }
  return found;
}

obey({
  async start({ port, clients, perSecond, sessions }) {
    origin = `http://127.0.0.1:${port}`;
    becomeBrowser(origin, diary);
    const began = now();
    // it is the return that is the storm, and not the first visit
    const most = Math.ceil(perSecond * WAITING_SECONDS);
    const waiting = () => browsers.filter(({ liveAt }) => liveAt === 0).length;
    for (let index = 0; index < clients; index += 1) {
      const due = began + (index / perSecond) * 1_000;
      if (due > now()) await pause(due - now());
      while (waiting() >= most) await pause(TICK_MS);
      browsers.push(open(sessions[index] ?? null));
    }
  },

  status() {
    return {
      live: browsers.filter(({ house }) => house.sync.state === 'live').length,
      losses: Object.fromEntries(diary.losses),
    };
  },

  mark: () => diary.mark(),

  diary: () => ({
    attempts: diary.attempts,
    requests: diary.requests,
    errors: Object.fromEntries(diary.errors),
    losses: Object.fromEntries(diary.losses),
    liveAt: browsers.map(({ liveAt }) => liveAt),
    memory: memory(),
  }),

  /** Waits until everybody shows what somebody shows who has just come and was told everything. */
  async compare() {
    const accountsNow = await accounts();
    const witness = open(null);
    const began = now();
    let different = browsers;
    while (different.length > 0 && now() - began < EQUAL_WITHIN_MS) {
      await pause(TICK_MS);
      const expected = shown(witness.house);
      different = browsers.filter(
        ({ house }) =>
          witness.liveAt === 0 ||
          shown(house) !== expected ||
          (house.session.player !== null && balance(house) !== accountsNow.get(house.session.player)),
      );
    }
    return {
      equal: browsers.length - different.length,
      ms: now() - began,
      shown: shown(witness.house),
      other: different.length > 0 ? shown(different[0].house) : null,
    };
  },
});
