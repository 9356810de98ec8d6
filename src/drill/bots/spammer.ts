import type {Bot} from './bot.js';

/** Says the same words to everybody, again and again. */
export const spammer: Bot = seen =>
  seen.audiences
    .filter(({id}) => !seen.posts.some(({audience, atMs}) => audience === id && atMs === seen.nowMs))
    .map(({id}) => ({
      type: 'post',
      seat: seen.seat,
      audience: id,
      impact: 'We see raised error rates',
      scope: 'several services in one region',
      doing: 'we are working on it',
      nextMinutes: 5,
    }));
