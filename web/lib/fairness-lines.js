/**
 * The lines of an export of rounds, read strictly: each is one JSON object as it is written, with the
 * members that its type has and no others.
 * @module
 */

export const MAX_LINE = 4_096;

const MAX_SAFE = Number.MAX_SAFE_INTEGER;
/** In the year 5138. */
const MAX_MS = 100_000_000_000_000;
const MAX_CHAIN_LENGTH = 100_000;
const MIN_PERIOD_MS = 10;
const MAX_PERIOD_MS = 60_000;
const MIN_CRASH = 100;

/** @typedef {{ says: string, fits: (value: unknown) => boolean, optional?: boolean }} Form */

/**
 * @param {RegExp} pattern
 * @param {string} says
 * @returns {Form}
 */
function text(pattern, says) {
  return { says, fits: (value) => typeof value === 'string' && pattern.test(value) };
}

/**
 * @param {number} min
 * @param {number} max
 * @returns {Form}
 */
function whole(min, max) {
  const fits = (/** @type {unknown} */ value) =>
    typeof value === 'number' && Number.isSafeInteger(value) && value >= min && value <= max;
  return { says: `a whole number from ${min} to ${max}`, fits };
}

/** @param {Form} form */
function optional(form) {
  return { ...form, optional: true };
}

const hash = text(/^[0-9a-f]{64}$/, '64 lower-case hex digits');
const name = text(/^[A-Za-z0-9_-]{1,64}$/, '1 to 64 letters, digits, _ or -');
const signature = text(/^[0-9a-f]{96}$/, '96 lower-case hex digits');
const crash = whole(MIN_CRASH, MAX_SAFE);

/** @type {Record<string, Form>} */
const NETWORK = {
  name: text(/^(quicknet|development)$/, 'quicknet or development'),
  chainHash: hash,
  publicKey: text(/^[0-9a-f]{192}$/, '192 lower-case hex digits'),
  genesisMs: whole(0, MAX_MS),
  periodMs: whole(MIN_PERIOD_MS, MAX_PERIOD_MS),
};

/** @type {Record<string, Form>} */
const ROUND = {
  roundId: text(/^[1-9][0-9]{0,15}$/, 'a whole number as text'),
  chain: name,
  game: whole(1, MAX_CHAIN_LENGTH),
  commitment: hash,
  closesAt: whole(0, MAX_MS),
  beaconRound: whole(1, MAX_SAFE),
  gameHash: hash,
};

/** @type {Record<string, Record<string, Form>>} */
const LINES = {
  fairness_export: {
    format: { says: '1', fits: (value) => value === 1 },
    network: { says: 'a network', fits: (value) => problemOf(value, NETWORK, 'network') === null },
  },
  chain: {
    chain: name,
    terminalHash: hash,
    length: whole(1, MAX_CHAIN_LENGTH),
    reason: optional(text(/^[\x20-\x7e]{1,200}$/, '1 to 200 characters of ASCII')),
  },
  round: { ...ROUND, signature, crash },
  void: { ...ROUND, signature: optional(signature), crash: optional(crash) },
  end: { rounds: whole(0, MAX_SAFE) },
};

/**
 * @typedef {object} RoundLine
 * @property {'round' | 'void'} type
 * @property {string} roundId
 * @property {string} chain
 * @property {number} game
 * @property {string} commitment
 * @property {number} closesAt
 * @property {number} beaconRound
 * @property {string} gameHash
 * @property {string} [signature]
 * @property {number} [crash] hundredths; of a void what it would have been
 */

/**
 * @typedef {{ type: 'fairness_export', format: 1, network: import('./beacon.js').BeaconNetwork }
 *   | { type: 'chain', chain: string, terminalHash: string, length: number, reason?: string }
 *   | { type: 'end', rounds: number } | RoundLine} Line
 */

/**
 * @param {unknown} value
 * @param {Record<string, Form>} forms
 * @param {string} what
 * @returns {string | null} what is wrong with it
 */
function problemOf(value, forms, what) {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return `${what} is no object.`;
  const members = new Map(Object.entries(value));
  for (const [member, form] of Object.entries(forms)) {
    if (!members.has(member)) {
      if (!form.optional) return `${what} has no ${member}.`;
    } else if (!form.fits(members.get(member))) {
      return `${member} of ${what} has to be ${form.says}.`;
    }
  }
  for (const member of members.keys()) {
    if (!Object.hasOwn(forms, member))
      return `${what} has a member that is not known: ${member.slice(0, 40)}.`;
  }
  return null;
}

/**
 * @param {string} text
 * @returns {{ line: Line } | { problem: string }}
 */
export function lineOf(text) {
  if (text.length > MAX_LINE) return { problem: `The line has more than ${MAX_LINE} characters.` };
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    return { problem: 'The line is no JSON.' };
  }
  // so that no member stands twice, and no number is written in two ways
  if (JSON.stringify(value) !== text)
    return { problem: 'The line is not written as JSON is without spaces.' };
  const { type, ...members } = value ?? {};
  if (typeof type !== 'string' || !Object.hasOwn(LINES, type)) {
    return { problem: 'The line has no type that is known.' };
  }
  const problem = problemOf(members, LINES[type], type);
  if (problem !== null) return { problem };
  if (type === 'void' && 'signature' in members !== 'crash' in members) {
    return { problem: 'A void has both a signature and a crash point, or neither.' };
  }
  return { line: value };
}
