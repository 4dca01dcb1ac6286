import { encodeJson } from '../../../../../printable.ts';
import { createRegionFinder } from './place.ts';
import { countOf, type FileReport } from './report.ts';

/**
 * One JSON object: `{"schemaVersion":1,"errors","warnings","files":[{"file","diagnostics":[…]}]}`, each
 * diagnostic with its code, severity, message, hint, lines and columns from 1 (columns in UTF-16 code
 * units), byte offsets from 0, and whether `--fix` mends it.
 */
export function formatAsJson(reports: readonly FileReport[]): string {
  return `${encodeJson({
    schemaVersion: 1,
    errors: countOf(reports, 'error'),
    warnings: countOf(reports, 'warning'),
    files: reports.map(({ file, source, diagnostics }) => {
      const regionOf = createRegionFinder(source);
      return {
        file,
        diagnostics: diagnostics.map(({ code, severity, message, hint, span, fix }) => ({
          code,
          severity,
          message,
          ...(hint === undefined ? {} : { hint }),
          ...regionOf(span),
          startOffset: span.start,
          endOffset: span.end,
          fixable: fix !== undefined,
        })),
      };
    }),
  })}\n`;
}
