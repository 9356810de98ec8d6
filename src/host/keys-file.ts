import {chmodSync, readFileSync, renameSync, writeFileSync} from 'node:fs';
import * as z from 'zod';
import {newCode} from './codes.js';

/** What opens a hosted drill. Kept beside its journal, for its owner only, so that a host that was stopped comes back as the same. */
export type Keys = {
  /** For seats, the projector and observers. */
  readonly code: string;
  readonly controllerCode: string;
  readonly address: string;
  readonly port: number;
  /** Who holds a seat's token takes it back. */
  readonly tokens: Readonly<Record<string, string>>;
};

const word = z.string().min(1).max(100);
const keysSchema: z.ZodType<Keys> = z.strictObject({
  code: word,
  controllerCode: word,
  address: word,
  port: z.number().int().min(0).max(65535),
  tokens: z.record(word, word),
});

export const keysPath = (journal: string): string => `${journal}.keys`;

export const newKeys = (address: string, port: number): Keys => ({code: newCode(2), controllerCode: newCode(3), address, port, tokens: {}});

/** Null: there are none, or they are no longer to be read. */
export function readKeys(journal: string): Keys | null {
  try {
    return keysSchema.parse(JSON.parse(readFileSync(keysPath(journal), 'utf8')));
  } catch {
    return null;
  }
}

/** Whole or not at all: a host may be stopped while it writes. */
export function writeKeys(journal: string, keys: Keys): void {
  const path = keysPath(journal);
  const draft = `${path}.new`;
  writeFileSync(draft, `${JSON.stringify(keys)}\n`, {mode: 0o600});
  chmodSync(draft, 0o600);
  renameSync(draft, path);
}
