import type {Bot} from './bot.js';

/** Waits and sees. */
export const statue: Bot = () => [];
