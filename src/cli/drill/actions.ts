export const reportFormats = ['markdown', 'html', 'json', 'terminal'] as const;
export type ReportFormat = (typeof reportFormats)[number];

/** What `drill` can be asked to do. */
export const actions = ['solo', 'host', 'join', 'resume', 'replay', 'report', 'list', 'bots'] as const;
