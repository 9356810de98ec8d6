/** What the model does not have, for who asks how far it can be trusted. */
export const leftOut: readonly string[] = [
  'locks: a write is one step, which is all that they grant; losing one is just delay',
  'time: any delay is possible, so how often something happens here means nothing',
  'resolvers that remember an empty answer',
  'health and weights inside a plan',
  'a Planner that never stops: plans are numbered up to the last',
  'clean-up as many small deletions: it is one batch, and early shows what two steps cost',
  "AWS's repair: whether it is what fence does is not public",
];
