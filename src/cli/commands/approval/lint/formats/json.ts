import { describeDiagnostic } from '../../../../../words/diagnostics/index.ts';
import type { ApprovalLintAnswer } from '../answer.ts';
import { createRegionFinder } from './place.ts';
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
        diagnostics: diagnostics.map((diagnostic) => ({
          code: diagnostic.code,
          severity: diagnostic.severity,
          ...describeDiagnostic(diagnostic),
          ...regionOf(diagnostic.span),
          startOffset: diagnostic.span.start,
          endOffset: diagnostic.span.end,
          fixable: diagnostic.fix !== undefined,
        })),
        ...(omitted.length > 0 && { omitted }),
      };
    }),
  };
}
