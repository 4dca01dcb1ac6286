import type { LintAnswer } from './lint-answer.ts';
import { createRegionFinder } from './region.ts';
import { countOf, type FileReport } from './report.ts';

/** What `mofn approval lint --json` answers, and `mofn policy lint --json`. */
export function encodeReports(reports: readonly FileReport[]): LintAnswer {
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
