import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createRegionFinder } from '../../../../../answers/lint/region.ts';
import { describeOmitted, type FileReport } from '../../../../../answers/lint/report.ts';
import type { Severity, TextEdit } from '../../../../../diagnostic.ts';
import { type DescribedRule, listRules } from './rules.ts';

const LEVELS: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
};

/** Most replacements of one fix that are told; a fix of more is left to `--fix`. */
const MOST_REPLACEMENTS = 100;

/**
 * A SARIF 2.1.0 log with one run (OASIS, "Static Analysis Results Interchange Format"). Where there are
 * more findings of one rule and level than are told, the run has a notification for each such kind, with
 * their number in `properties.omitted` of it.
 *
 * @param version of mofn
 */
export function encodeAsSarif(reports: readonly FileReport[], version: string): object {
  const rules = listRules();
  const indexOf = new Map<string, number>(rules.map(({ code }, index) => [code, index]));
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'mofn', version, rules: rules.map(describeRule) } },
        columnKind: 'utf16CodeUnits',
        artifacts: reports.map(({ file, length }) => ({
          location: { uri: uriOf(file) },
          length,
        })),
        results: reports.flatMap((report, index) => resultsOf(report, index, indexOf)),
        ...describeOmissions(reports),
      },
    ],
  };
}

/** SARIF 2.1.0, 3.20.21: what a tool has to say of its own run. */
function describeOmissions(reports: readonly FileReport[]): object {
  const notifications = reports.flatMap(({ file, omitted }, index) =>
    omitted.map((kind) => ({
      level: 'note',
      message: { text: `${kind.code}: ${describeOmitted(kind)}` },
      associatedRule: { id: kind.code },
      locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(file), index } } }],
      properties: { omitted: kind.count, level: LEVELS[kind.severity] },
    })),
  );
  if (notifications.length === 0) return {};
  const invocation = { executionSuccessful: true, toolExecutionNotifications: notifications };
  return { invocations: [invocation] };
}

function describeRule({ code, severity, summary, why }: DescribedRule): object {
  return {
    id: code,
    shortDescription: { text: summary },
    fullDescription: { text: why },
    help: { text: why, markdown: why },
    defaultConfiguration: { level: LEVELS[severity] },
  };
}

function resultsOf(
  { file, source, diagnostics }: FileReport,
  index: number,
  indexOf: ReadonlyMap<string, number>,
): readonly object[] {
  const regionOf = createRegionFinder(source);
  const artifactLocation = { uri: uriOf(file), index };
  return diagnostics.map((diagnostic) => {
    const { code, severity, span, fix, message, hint } = diagnostic;
    const bytes = { byteOffset: span.start, byteLength: span.end - span.start };
    return {
      ruleId: code,
      ruleIndex: indexOf.get(code),
      level: LEVELS[severity],
      message: { text: `${message}\n${hint}` },
      locations: [
        { physicalLocation: { artifactLocation, region: { ...regionOf(span), ...bytes } } },
      ],
      ...(fix === undefined || fix.length > MOST_REPLACEMENTS
        ? {}
        : { fixes: [describeFix(fix, artifactLocation, hint)] }),
    };
  });
}

function describeFix(fix: readonly TextEdit[], artifactLocation: object, hint: string): object {
  return {
    description: { text: hint },
    artifactChanges: [
      {
        artifactLocation,
        replacements: fix.map(({ span, text }) => ({
          deletedRegion: { byteOffset: span.start, byteLength: span.end - span.start },
          ...(text === '' ? {} : { insertedContent: { text } }),
        })),
      },
    ],
  };
}

function uriOf(file: string): string {
  if (isAbsolute(file)) return pathToFileURL(file).href;
  return file.replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/');
}
