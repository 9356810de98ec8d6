/** What can be asked of an exploration. */
export const questions = ['best', 'sufficient', 'latest'] as const;
export type Asked = (typeof questions)[number];
