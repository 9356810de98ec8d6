import {createHash, randomBytes, randomInt, timingSafeEqual} from 'node:crypto';

/** Letters and digits that nobody confuses when they are read aloud. */
const alphabet = 'ABCDEFGHJKMNPQRSTVWXYZ23456789';
const groupLength = 4;

/** A code to read aloud: groups of four, 40 bits and more. */
export const newCode = (groups: number): string =>
  Array.from({length: groups}, () => Array.from({length: groupLength}, () => alphabet[randomInt(alphabet.length)]).join('')).join('-');

/** What a seat's holder takes it back with. Never typed. */
export const newToken = (): string => randomBytes(16).toString('base64url');

/** A code as it is meant: without case, dashes and blanks. */
const meant = (code: string): string => code.toUpperCase().replace(/[^A-Z0-9]/g, '');
const digest = (text: string): Uint8Array => createHash('sha256').update(text).digest();

/** Whether two codes are the same; takes as long for a near miss as for a wild guess. */
export const isSameCode = (one: string, other: string): boolean => timingSafeEqual(digest(meant(one)), digest(meant(other)));
export const isSameToken = (one: string, other: string): boolean => timingSafeEqual(digest(one), digest(other));

/** Wrong codes that an address may try before it has to wait. */
const freeTries = 5;
const firstWaitMs = 5_000;
const longestWaitMs = 300_000;
/** Addresses that are remembered; the ones heard of longest ago go first. */
const remembered = 1000;

/** Keeps count of wrong codes, so that nobody can try them all. */
export type Turnstile = {
  /** How long this address has to wait before its next code is looked at; 0: not at all. */
  waitMs(address: string): number;
  wrong(address: string): void;
  right(address: string): void;
};

export function turnstile(now: () => number): Turnstile {
  const tries = new Map<string, {readonly wrong: number; readonly untilMs: number}>();
  return {
    waitMs: address => Math.max(0, (tries.get(placeOf(address))?.untilMs ?? 0) - now()),
    wrong(address) {
      const place = placeOf(address);
      const wrong = (tries.get(place)?.wrong ?? 0) + 1;
      const waitMs = wrong < freeTries ? 0 : Math.min(longestWaitMs, firstWaitMs * 2 ** Math.min(10, wrong - freeTries));
      tries.delete(place);
      tries.set(place, {wrong, untilMs: now() + waitMs});
      const [oldest] = tries.keys();
      if (tries.size > remembered && oldest !== undefined) tries.delete(oldest);
    },
    right: address => void tries.delete(placeOf(address)),
  };
}

/** Who has one address of IPv6 has millions: the network counts. */
function placeOf(address: string): string {
  const plain = address.replace(/^::ffff:/i, '');
  return plain.includes(':') ? plain.split(':').slice(0, 4).join(':') : plain;
}

/** Messages a second that a connection may send, after a burst of so many. */
const perSecond = 10;
const burst = 40;

/** How many messages more may come now. Who has spent them all is told; who goes on is sent away. */
export type Allowance = {take(): 'fine' | 'too-fast' | 'flood'};

export function allowance(now: () => number): Allowance {
  let left = burst;
  let lastMs = now();
  return {
    take() {
      const nowMs = now();
      left = Math.min(burst, left + ((nowMs - lastMs) / 1000) * perSecond) - 1;
      lastMs = nowMs;
      if (left >= 0) return 'fine';
      return left >= -burst ? 'too-fast' : 'flood';
    },
  };
}
