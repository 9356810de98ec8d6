/** The ways to name a time, for help texts. */
export const timeForms = '02:25 · 21T04:05 (the 21st) · T+2:37 · 25% · 2025-10-20T02:25:00-07:00 · an event id · a phase, or phase 3';
