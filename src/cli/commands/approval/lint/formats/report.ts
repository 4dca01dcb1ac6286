import type { Diagnostic } from '../../../../../parser/diagnostic.ts';

/** What lint has found in one file. */
export interface FileReport {
  /** The path, as it was given. */
  readonly file: string;
  /** The file's bytes, one character (U+0000–00FF) a byte; empty where nothing of them may be shown. */
  readonly source: string;
  /** How many bytes the file has. */
  readonly length: number;
  readonly diagnostics: readonly Diagnostic[];
  /** Of what there are more diagnostics than are told one by one; empty where all are. */
  readonly omitted: readonly Omitted[];
}

/** Diagnostics that are only counted. */
export interface Omitted extends Pick<Diagnostic, 'code' | 'severity'> {
  readonly count: number;
}

/** Most diagnostics of one code and severity that are told of one file, in each format. */
export const MOST_ALIKE = { text: 20, json: 100, github: 100, sarif: 100 } as const;

/** Leaves all diagnostics out, and counts them, that are of a kind of which enough are told. */
export function limitReport(report: FileReport, most: number): FileReport {
  const counts = new Map<string, Omitted>();
  const diagnostics = report.diagnostics.filter(({ code, severity }) => {
    const kind = `${code} ${severity}`;
    const count = (counts.get(kind)?.count ?? 0) + 1;
    counts.set(kind, { code, severity, count });
    return count <= most;
  });
  const omitted = [...counts.values()]
    .filter(({ count }) => count > most)
    .map((kind) => ({ ...kind, count: kind.count - most }));
  return { ...report, diagnostics, omitted };
}

/** How many diagnostics of a severity there are, those that are only counted among them. */
export function countOf(reports: readonly FileReport[], severity: Diagnostic['severity']): number {
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
