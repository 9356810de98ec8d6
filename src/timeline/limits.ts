/** Bounds on what a file may ask of the machine; a file may be hostile. */
export const limits = {
  characters: 256 * 1024 * 1024,
  values: 25_000_000,
  /** Values of one event, and values of all the rest: what is wrong with each of them must fit into memory too. */
  eventValues: 10_000,
  otherValues: 1_000_000,
  comments: 1_000_000,
  depth: 64,
  textLength: 20_000,
  events: 2_000_000,
  components: 5_000,
  services: 5_000,
  actions: 10_000,
  entries: 100_000,
  modelSteps: 200_000,
  modelCells: 25_000_000,
  /** Problems that are looked for before the search ends. */
  problems: 10_000,
} as const;
