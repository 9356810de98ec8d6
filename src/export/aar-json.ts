import {type AfterActionReport, afterActionReportSchema} from '../drill/report/aar-schema.js';

/** A report for programs: its first words are EXERCISE, and its shape is `afterActionReportSchema`. */
export const aarJson = (report: AfterActionReport): string => `${JSON.stringify(report, null, 2)}\n`;

/**
 * A report that was written before.
 *
 * @throws ZodError when it has another shape
 */
export const parseAar = (json: string): AfterActionReport => afterActionReportSchema.parse(JSON.parse(json));
