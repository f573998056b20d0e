import fc from 'fast-check';
import test from 'node:test';
import { live, run } from '../model/world.js';

/** Some seconds of it; `npm run model` lives 10,000. */
const RUNS = 700;
const SEED = Number(process.env.SEED ?? 20_26);

test('whatever happens to browsers, network and house, every tab ends with what the house has', () =>
  fc.assert(fc.asyncProperty(run, live), { numRuns: RUNS, seed: SEED }));
