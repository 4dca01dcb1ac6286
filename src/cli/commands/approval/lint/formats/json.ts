import { describeDiagnostic } from '../../../../../words/diagnostics/index.ts';
import { createRegionFinder } from './place.ts';
import { countOf, type FileReport } from './report.ts';

/**
 * One JSON object: `{"schemaVersion":1,"errors","warnings","files":[{"file","diagnostics":[…]}]}`, each
 * diagnostic with its code, severity, message, hint, lines and columns from 1 (columns in UTF-16 code
 * units), byte offsets from 0, and whether `--fix` mends it. Where there are more of one code and severity than
 * are told, the file has `"omitted":[{"code","severity","count"}]` too; `errors` and `warnings` count them all.
 */
export function encodeReports(reports: readonly FileReport[]): object {
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
