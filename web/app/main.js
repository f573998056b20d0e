/**
 * The page: wires the library to its views, and the window's life to the connection.
 * @module
 */

import { FairfallClient } from '../lib/client.js';
import { storageOf } from '../lib/storage.js';
import { traceWhereAsked } from '../lib/telemetry.js';
import { AccountView } from './account-view.js';
import { BoardView } from './board-view.js';
import { CashoutStrip } from './cashout-strip.js';
import { ConnectionNotices, drawConnection } from './connection.js';
import { DepositDialog } from './deposit-dialog.js';
import { hook, say, show } from './dom.js';
import { HistoryView } from './history-view.js';
import { LimitsDialog } from './limits-dialog.js';
import { explain } from './messages.js';
import { Readout } from './readout.js';
import { ReminderNotice } from './reminder-notice.js';
import { RoundDialog } from './round-dialog.js';
import { SeatPanel } from './seat-panel.js';
import { boundsText } from './seat-words.js';
import { SignInDialog } from './sign-in-dialog.js';
import { Toasts } from './toasts.js';
import { WithdrawDialog } from './withdraw-dialog.js';

const WATCH_MS = 1_000;

const shared = storageOf(window, 'localStorage');
const house = new FairfallClient({
  own: storageOf(window, 'sessionStorage'),
  shared,
  origin: location.origin,
  trace: traceWhereAsked({ search: location.search, storage: shared }),
});
const toasts = new Toasts();
const notices = new ConnectionNotices((sentence, tone) => toasts.show(sentence, tone));
const signInDialog = new SignInDialog(house, shared);
const roundDialog = new RoundDialog(house);
const limitsDialog = new LimitsDialog(house, toasts);
const depositDialog = new DepositDialog(house, toasts);
const withdrawDialog = new WithdrawDialog(house, toasts);
const openDeposits = () => depositDialog.open();
const openWithdrawals = () => withdrawDialog.open();
const openLimits = () => limitsDialog.open();
const reminder = new ReminderNotice(house, { toasts, openLimits });
const askSignIn = () => signInDialog.open();
const readout = new Readout();
const seats = [1, 2].map((seat) => new SeatPanel(house, seat, { toasts, askSignIn, storage: shared }));
const strip = new CashoutStrip(seats);
const accountView = new AccountView(house, { toasts, askSignIn, openLimits, openDeposits, openWithdrawals });
const boardView = new BoardView();
const historyView = new HistoryView((roundId) => roundDialog.open(roundId));

/** The tables change with the news, at most once a frame however much of it comes. */
let boardIsStale = true;

function drawPause() {
  const { bettingPaused, unfunded } = house.game;
  const banner = hook('paused');
  show(banner, bettingPaused || unfunded);
  say(
    banner,
    bettingPaused
      ? 'Betting is paused. Open bets play on, and you can cash out as always.'
      : unfunded
        ? 'The house has no bankroll to pay winnings from, so it takes no bets for now.'
        : '',
  );
}

function drawBounds() {
  const { round } = house.game;
  const bounds = house.game.boundsOf(house.session.player);
  const isKnown = round !== null && bounds !== null && !house.game.unfunded;
  say(hook('bounds'), isKnown ? boundsText({ ...bounds, maxProfit: round.maxProfit }) : '');
}

function drawFrame() {
  const now = house.clock.now();
  readout.draw(house.game, now, house.sync.state === 'offline');
  for (const seat of seats) seat.draw(now);
  strip.draw();
  if (boardIsStale) {
    boardIsStale = false;
    boardView.render(house.game, house.session.player);
    accountView.render();
    historyView.render(house.game.history);
    drawBounds();
    const past = house.game.history[0];
    show(hook('fairness'), past !== undefined);
  }
  requestAnimationFrame(drawFrame);
}

function listenToHouse() {
  house.game.subscribe(() => (boardIsStale = true));
  house.game.subscribe(drawPause);
  house.player.subscribe(() => accountView.render());
  house.changed.subscribe(() => {
    boardIsStale = true;
    if (house.sync.state === 'paused') for (const seat of seats) seat.forget();
    drawConnection(house.sync.state);
    notices.hear(house.sync.state);
    accountView.render();
  });
  house.onSessionLost = (code) =>
    toasts.show(explain({ code, status: 401, title: '', detail: '', unknown: true, retryAfterMs: 0 }), 'bad');
  hook('fairness').addEventListener('click', () => {
    const newest = house.game.history[0];
    if (newest) roundDialog.open(newest.roundId);
  });
}

listenToHouse();
house.watchWindow(window);
setInterval(() => {
  house.watch();
  reminder.look();
}, WATCH_MS);
drawConnection(house.sync.state);
accountView.render();
requestAnimationFrame(drawFrame);
house.start();
