export const reportFormats = ['markdown', 'html', 'json', 'terminal'] as const;
export type ReportFormat = (typeof reportFormats)[number];
