import type {Io} from '../io.js';
import {type HostArgs, hostAgain, refuseTwoHosts} from './host.js';
import {goOn} from './open-drill.js';
import {type SoloArgs, soloAgain} from './solo.js';

/** Goes on with a drill where its journal ends: alone, or as host. */
export async function resume(file: string, args: HostArgs & SoloArgs & {readonly scenario?: string | undefined}, io: Io): Promise<number> {
  await refuseTwoHosts(file);
  const playing = await goOn(io, file, args.scenario);
  return playing.play.setup.variant.isSolo ? soloAgain(playing, args, io) : hostAgain(playing, args, io);
}
