/**
 * A page to test synchronisation with: what the connection is, what goes over it, and what happens when it
 * breaks. It has a socket of its own, so that no other page notices.
 * @module
 */

import { drawConnection } from '../app/connection.js';
import { hook, make, say } from '../app/dom.js';
import { FairfallClient } from '../lib/client.js';
import { storageOf } from '../lib/storage.js';
import { Flow, overheard } from './flow.js';
import { Simulation, TYPES } from './simulation.js';

const DRAW_MS = 250;
const MAX_SHOWN = 100;

const flow = new Flow(() => performance.now());
/** @type {ReturnType<typeof overheard> | null} */
let carrier = null;
const house = new FairfallClient({
  own: storageOf(window, 'sessionStorage'),
  shared: storageOf(window, 'localStorage'),
  origin: location.origin,
  alone: true,
  around: (usual) => (carrier = overheard(usual, flow)),
});
const simulation = new Simulation(() => house.clock.now());

let isStale = true;

function draw() {
  if (!isStale) return;
  isStale = false;
  drawConnection(house.sync.state);
  say(hook('player'), house.session.player ?? 'spectator');
  const trip = flow.roundTrip;
  const ms = (/** @type {number} */ value) => `${value.toFixed(1)} ms`;
  say(
    hook('latency'),
    trip === null
      ? 'not measured yet'
      : `${ms(trip.last)}, median ${ms(trip.median)}, worst ${ms(trip.worst)} of ${flow.roundTrips.length}`,
  );
  drawCounters();
  drawTypes();
  drawMessages();
}

function drawCounters() {
  const rows = [...Object.entries(house.counters), ...[...flow.counts].sort()];
  hook('counters').replaceChildren(
    ...rows.map(([name, count]) =>
      make('tr', { 'data-name': name }, make('th', { scope: 'row' }, name), make('td', {}, String(count))),
    ),
  );
}

function drawTypes() {
  const select = hook('filter-type');
  const { types } = flow;
  if (select.options.length === types.length + 1) return;
  const chosen = select.value;
  select.replaceChildren(
    make('option', { value: '' }, 'Any type'),
    ...types.map((type) => make('option', { value: type, selected: type === chosen }, type)),
  );
}

function drawMessages() {
  const [way, type, words] = ['filter-way', 'filter-type', 'filter-words'].map((name) => hook(name).value);
  const found = flow.filtered({ way, type, words });
  say(hook('found'), `${found.length} of the newest ${flow.messages.length}`);
  hook('messages').replaceChildren(
    ...found
      .slice(0, MAX_SHOWN)
      .map(({ at, way: from, type: of, text }) =>
        make(
          'li',
          { 'data-way': from, 'data-type': of },
          make('b', {}, `${(at / 1000).toFixed(3)} s ${from} ${of}`),
          make('code', {}, text),
        ),
      ),
  );
}

/** @param {typeof TYPES[number]} type */
function simulate(type) {
  const event = simulation.next(type);
  flow.hear('simulated', JSON.stringify(event));
  const told = simulation.apply(event);
  say(hook('told'), told.length > 0 ? `${type} → ${told.join(', ')}` : `${type} → nothing new for a page`);
}

function listen() {
  hook('drop').addEventListener('click', () => carrier?.cut());
  hook('offline').addEventListener('click', () => house.sync.offline());
  hook('restore').addEventListener('click', () => house.sync.resume());
  hook('ping').addEventListener('click', () => house.sync.check());
  hook('simulate').replaceChildren(
    ...TYPES.map((type) =>
      make(
        'button',
        { type: 'button', class: 'quiet', 'data-type': type, onclick: () => simulate(type) },
        type,
      ),
    ),
  );
  for (const name of ['filter-way', 'filter-type', 'filter-words'])
    hook(name).addEventListener('input', () => (isStale = true));
  flow.subscribe(() => (isStale = true));
  house.changed.subscribe(() => (isStale = true));
  house.watchWindow(window);
  setInterval(() => house.watch(), 1_000);
  setInterval(draw, DRAW_MS);
}

listen();
draw();
house.start();
