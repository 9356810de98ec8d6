import type {Io} from './io.js';
import {saysNotUtf8} from './locale.js';
import type {LookArguments} from './options.js';

export type {LookArguments} from './options.js';

/** How every screen is shown: what its options and the environment say. */
export function looksFor(args: LookArguments, {colorLevel, describeBug, env}: Pick<Io, 'colorLevel' | 'describeBug' | 'env'>) {
  return {
    colorLevel,
    describeBug,
    isAscii: args.ascii ?? saysNotUtf8(env),
    isHeard: args['screen-reader'] ?? env.INK_SCREEN_READER === 'true',
    hasMouse: args.mouse,
  };
}
