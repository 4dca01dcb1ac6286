import type { DiagnosticOf } from '../../../../../diagnostic.ts';
import type { Sdk5DiagnosticValues } from '../../../../../failure-codes/sdk5-diagnostic.ts';
import type { DiagnosticValues } from '../../../../../parser/diagnostic.ts';
import type { DescribedDiagnostic } from '../../../../../words/diagnostics/index.ts';

/** A finding in an approval file of either kind. */
type AnyDiagnostic = DiagnosticOf<DiagnosticValues> | DiagnosticOf<Sdk5DiagnosticValues>;

/** One with its words. */
export type ReportedDiagnostic = Omit<AnyDiagnostic, 'values'> & DescribedDiagnostic;

/** What lint has found in one file. */
export interface FileReport {
  /** The path, as it was given. */
  readonly file: string;
  /** The file's bytes, one character (U+0000–00FF) a byte; empty where nothing of them may be shown. */
  readonly source: string;
  /** How many bytes the file has. */
  readonly length: number;
  readonly diagnostics: readonly ReportedDiagnostic[];
  /** Of what there are more diagnostics than are told one by one; empty where all are. */
  readonly omitted: readonly Omitted[];
  /** Whether something can be mended, told or omitted. */
  readonly isFixable: boolean;
}

/** Diagnostics that are only counted. */
export interface Omitted extends Pick<AnyDiagnostic, 'code' | 'severity'> {
  readonly count: number;
}

/** Most diagnostics of one code and severity that are told of one file, in each format. */
export const MOST_ALIKE = { text: 20, json: 100, github: 100, sarif: 100 } as const;

/**
 * Puts what lint has found into words, but for diagnostics of a kind of which enough are told: those are
 * counted.
 *
 * @param describe has the words of its kind of file
 * @param most of one code and severity
 */
export function createReport<One extends AnyDiagnostic>(
  found: Pick<FileReport, 'file' | 'source' | 'length'> & { readonly diagnostics: readonly One[] },
  describe: (diagnostic: One) => DescribedDiagnostic,
  most: number,
): FileReport {
  const counts = new Map<string, Omitted>();
  const told = found.diagnostics.filter(({ code, severity }) => {
    const kind = `${code} ${severity}`;
    const count = (counts.get(kind)?.count ?? 0) + 1;
    counts.set(kind, { code, severity, count });
    return count <= most;
  });
  const { file, source, length } = found;
  return {
    file,
    source,
    length,
    diagnostics: told.map((one) => {
      const { code, severity, span, fix } = one;
      return { code, severity, span, ...(fix && { fix }), ...describe(one) };
    }),
    omitted: [...counts.values()]
      .filter(({ count }) => count > most)
      .map((kind) => ({ ...kind, count: kind.count - most })),
    isFixable: found.diagnostics.some(({ fix }) => fix),
  };
}

/** How many diagnostics of a severity there are, those that are only counted among them. */
export function countOf(
  reports: readonly FileReport[],
  severity: AnyDiagnostic['severity'],
): number {
  let count = 0;
  for (const { diagnostics, omitted } of reports) {
    for (const one of diagnostics) if (one.severity === severity) count += 1;
    for (const one of omitted) if (one.severity === severity) count += one.count;
  }
  return count;
}

/** `… and 4,211 more like this` */
export function describeOmitted({ count }: Omitted): string {
  return `… and ${count.toLocaleString('en-US')} more like this`;
}
