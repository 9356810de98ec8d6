import {createHash} from 'node:crypto';
import type {Run} from '../../src/engine/run.js';

/** Equal exactly when two runs have the same table, bit for bit. */
export const hashOf = (run: Run): string =>
  createHash('sha256')
    .update(run.signals.join())
    .update(new Uint8Array(run.table.buffer, run.table.byteOffset, run.table.byteLength))
    .digest('hex');
