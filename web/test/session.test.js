import assert from 'node:assert/strict';
import test from 'node:test';
import { Session } from '../lib/session.js';

class Shelf {
  #items = new Map();
  getItem = (key) => this.#items.get(key) ?? null;
  setItem = (key, value) => void this.#items.set(key, value);
  removeItem = (key) => void this.#items.delete(key);
}

const credentials = (player, expiresAt = Date.now() + 60_000) => ({
  token: `token of ${player}`,
  player,
  expiresAt,
});

test('a new window is the same player, until it signs in as another', () => {
  const [shared, first, second] = [new Shelf(), new Shelf(), new Shelf()];
  new Session(first, shared).begin(credentials('0xa'));
  const other = new Session(second, shared);
  assert.equal(other.player, '0xa');
  other.begin(credentials('0xb'));
  assert.equal(new Session(first, shared).player, '0xa', 'a reload keeps the window’s own player');
  assert.equal(new Session(second, shared).player, '0xb');
});

test('a window that signed out stays a spectator, and new ones do not come back as it', () => {
  const [shared, own] = [new Shelf(), new Shelf()];
  const session = new Session(own, shared);
  session.begin(credentials('0xa'));
  session.end();
  assert.equal(new Session(own, shared).player, null);
  assert.equal(new Session(new Shelf(), shared).player, null);
});

test('a device whose clock is hours off is still signed in after a reload', () => {
  for (const hours of [-13, 13]) {
    const shared = new Shelf();
    new Session(new Shelf(), shared).begin(credentials('0xa', Date.now() + hours * 3_600_000));
    assert.equal(new Session(new Shelf(), shared).player, '0xa');
  }
});

test('what is broken, or ended long ago, is no session', () => {
  const old = JSON.stringify(credentials('0xa', Date.now() - 8 * 86_400_000));
  for (const broken of ['{', '"0xa"', '{}', '7', 'null', old]) {
    const shared = new Shelf();
    shared.setItem('fairfall.session', broken);
    assert.equal(new Session(new Shelf(), shared).player, null);
  }
});

test('refused storage does not refuse the player', () => {
  const broken = {
    getItem: () => {
      throw new Error('no');
    },
    setItem: () => {
      throw new Error('no');
    },
    removeItem: () => {},
  };
  const session = new Session(broken, broken);
  session.begin(credentials('0xa'));
  assert.equal(session.player, '0xa');
});
