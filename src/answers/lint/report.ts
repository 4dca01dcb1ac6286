import type { DiagnosticOf } from '../../diagnostic.ts';
import type { PolicyDiagnostic } from '../../failure-codes/policy-diagnostic.ts';
import type { ScriptDiagnostic } from '../../failure-codes/script-diagnostic.ts';
import type { Sdk5DiagnosticValues } from '../../failure-codes/sdk5-diagnostic.ts';
import type { DiagnosticValues } from '../../parser/diagnostic.ts';
import type { DescribedDiagnostic } from '../../words/diagnostics/index.ts';

/** A finding in an approval file of either kind, a policy or the script of a ceremony. */
type AnyDiagnostic =
  | DiagnosticOf<DiagnosticValues>
  | DiagnosticOf<Sdk5DiagnosticValues>
  | PolicyDiagnostic
  | ScriptDiagnostic;

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

/** How many diagnostics of one code and severity are told of one file. */
export interface MostTold {
  readonly ofKind: number;
  /** Of those with the same words: they differ in their place only, as from one approver to the next. */
  readonly ofWords: number;
}

const FOR_PROGRAMS: MostTold = { ofKind: 100, ofWords: 100 };

/** The same in each format. */
export const MOST_TOLD: Readonly<Record<'text' | 'json' | 'github' | 'sarif', MostTold>> = {
  text: { ofKind: 20, ofWords: 2 },
  json: FOR_PROGRAMS,
  github: FOR_PROGRAMS,
  sarif: FOR_PROGRAMS,
};

/** Of a file in which nothing is wrong. */
export function reportNothing({
  file,
  source,
  length,
}: Pick<FileReport, 'file' | 'source' | 'length'>): FileReport {
  return { file, source, length, diagnostics: [], omitted: [], isFixable: false };
}

/**
 * Puts what lint has found into words, but for diagnostics of a kind of which enough are told: those are
 * counted.
 *
 * @param describe has the words of its kind of file
 */
export function createReport<One extends AnyDiagnostic>(
  found: Pick<FileReport, 'file' | 'source' | 'length'> & { readonly diagnostics: readonly One[] },
  describe: (diagnostic: One) => DescribedDiagnostic,
  most: MostTold,
): FileReport {
  const told: ReportedDiagnostic[] = [];
  const kinds = new Map<string, { readonly omitted: Omitted; readonly told: number }>();
  const sames = new Map<string, number>();
  for (const one of found.diagnostics) {
    const { code, severity, span, fix } = one;
    const kind = `${code} ${severity}`;
    const known = kinds.get(kind) ?? { omitted: { code, severity, count: 0 }, told: 0 };
    const words = known.told < most.ofKind ? describe(one) : undefined;
    const same = words && `${kind} ${words.message}\n${words.hint}`;
    const before = sames.get(same ?? '') ?? 0;
    if (words === undefined || same === undefined || before >= most.ofWords) {
      const count = known.omitted.count + 1;
      kinds.set(kind, { ...known, omitted: { code, severity, count } });
      continue;
    }
    sames.set(same, before + 1);
    kinds.set(kind, { ...known, told: known.told + 1 });
    told.push({ code, severity, span, ...(fix && { fix }), ...words });
  }
  const { file, source, length } = found;
  return {
    file,
    source,
    length,
    diagnostics: told,
    omitted: [...kinds.values()].map(({ omitted }) => omitted).filter(({ count }) => count > 0),
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

/** `… and 4,211 more like it` */
export function describeOmitted({ count }: Omitted): string {
  return `… and ${count.toLocaleString('en-US')} more like it`;
}
