/**
 * Runs the model: `npm run model` lives 10,000 runs, `RUNS=100000 SEED=7 npm run model` others.
 * @module
 */

import fc from 'fast-check';
import { live, run } from './world.js';

const runs = Number(process.env.RUNS ?? 10_000);
const seed = process.env.SEED === undefined ? Date.now() % 2 ** 31 : Number(process.env.SEED);
const from = performance.now();
console.log(`${runs} runs, SEED=${seed}`);
try {
  await fc.assert(fc.asyncProperty(run, live), { numRuns: runs, seed, path: process.env.AT });
} catch (failure) {
  console.log(failure.message, failure.cause);
  process.exit(1);
}
console.log(`held in ${((performance.now() - from) / 1_000).toFixed(1)} s`);
