import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Diagnostic, Severity } from '../../../../../diagnostic.ts';
import { LAST_RULE, RULES } from '../../../../../parser/lint/all-rules.ts';
import { encodeJson } from '../../../../../printable.ts';
import { createRegionFinder } from './place.ts';
import type { FileReport } from './report.ts';

const LEVELS: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
};

const ALL_RULES = [...RULES, LAST_RULE];

/**
 * A SARIF 2.1.0 log with one run (OASIS, "Static Analysis Results Interchange Format").
 *
 * @param version of mofn
 */
export function formatAsSarif(reports: readonly FileReport[], version: string): string {
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'mofn', version, rules: ALL_RULES.map(describeRule) } },
        columnKind: 'utf16CodeUnits',
        artifacts: reports.map(({ file, source }) => ({
          location: { uri: uriOf(file) },
          length: source.length,
        })),
        results: reports.flatMap(resultsOf),
      },
    ],
  };
  return `${encodeJson(log, 2)}\n`;
}

function describeRule({ code, severity, summary, why }: (typeof ALL_RULES)[number]): object {
  return {
    id: code,
    shortDescription: { text: summary },
    fullDescription: { text: why },
    help: { text: why, markdown: why },
    defaultConfiguration: { level: LEVELS[severity] },
  };
}

function resultsOf({ file, source, diagnostics }: FileReport, index: number): readonly object[] {
  const regionOf = createRegionFinder(source);
  const artifactLocation = { uri: uriOf(file), index };
  return diagnostics.map(({ code, severity, message, hint, span, fix }) => ({
    ruleId: code,
    ruleIndex: ALL_RULES.findIndex((rule) => rule.code === code),
    level: LEVELS[severity],
    message: { text: hint === undefined ? message : `${message}\n${hint}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation,
          region: { ...regionOf(span), byteOffset: span.start, byteLength: span.end - span.start },
        },
      },
    ],
    ...(fix === undefined ? {} : { fixes: [describeFix(fix, artifactLocation, hint)] }),
  }));
}

function describeFix(
  fix: NonNullable<Diagnostic['fix']>,
  artifactLocation: object,
  hint: string | undefined,
): object {
  return {
    ...(hint === undefined ? {} : { description: { text: hint } }),
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
