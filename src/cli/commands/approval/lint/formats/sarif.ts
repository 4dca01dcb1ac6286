import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Severity, TextEdit } from '../../../../../diagnostic.ts';
import { LAST_RULE, RULES } from '../../../../../parser/lint/all-rules.ts';
import type { AnyRule } from '../../../../../parser/lint/rule.ts';
import { DIAGNOSTIC_WORDS, describeDiagnostic } from '../../../../../words/diagnostics/index.ts';
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
export function encodeAsSarif(reports: readonly FileReport[], version: string): object {
  return {
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
}

function describeRule({ code, severity }: AnyRule): object {
  const { summary, why } = DIAGNOSTIC_WORDS[code];
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
  return diagnostics.map((diagnostic) => {
    const { code, severity, span, fix } = diagnostic;
    const { message, hint } = describeDiagnostic(diagnostic);
    const bytes = { byteOffset: span.start, byteLength: span.end - span.start };
    return {
      ruleId: code,
      ruleIndex: ALL_RULES.findIndex((rule) => rule.code === code),
      level: LEVELS[severity],
      message: { text: `${message}\n${hint}` },
      locations: [
        { physicalLocation: { artifactLocation, region: { ...regionOf(span), ...bytes } } },
      ],
      ...(fix === undefined ? {} : { fixes: [describeFix(fix, artifactLocation, hint)] }),
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
