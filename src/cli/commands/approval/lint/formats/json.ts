import { createRegionFinder } from '../../../../../answers/lint/region.ts';
import type { ApprovalLintAnswer } from '../answer.ts';
import { countOf, type FileReport } from './report.ts';

/** `mofn approval lint --json` */
export function encodeReports(reports: readonly FileReport[]): ApprovalLintAnswer {
  return {
    schemaVersion: 1,
    errors: countOf(reports, 'error'),
    warnings: countOf(reports, 'warning'),
    files: reports.map(({ file, source, diagnostics, omitted }) => {
      const regionOf = createRegionFinder(source);
      return {
        file,
        diagnostics: diagnostics.map(({ code, severity, message, hint, span, fix }) => ({
          code,
          severity,
          message,
          hint,
          ...regionOf(span),
          startOffset: span.start,
          endOffset: span.end,
          fixable: fix !== undefined,
        })),
        ...(omitted.length > 0 && { omitted }),
      };
    }),
  };
}
