import type {Bot} from './bot.js';

/** Finds everything as likely as not. */
export const shrug: Bot = seen =>
  seen.hypotheses
    .filter(({id}) => !seen.beliefs.some(({hypothesis}) => hypothesis === id))
    .map(({id}) => ({type: 'believe', seat: seen.seat, hypothesis: id, probability: 0.5, because: 'who knows'}));
