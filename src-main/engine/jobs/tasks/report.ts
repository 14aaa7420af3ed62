export { makeReport } from '../../report/make-report.ts';
export type { ReportRequest } from '../../session/report-request.ts';
