import type { Severity } from '../../../../diagnostic.ts';
import { LAST_RULE, RULES } from '../../../../parser/lint/all-rules.ts';
import { escapeUnsafe } from '../../../../printable.ts';
import { SDK5_RULES } from '../../../../token/lint/all-rules.ts';
import { DIAGNOSTIC_WORDS } from '../../../../words/diagnostics/index.ts';
import { SDK5_DIAGNOSTIC_WORDS } from '../../../../words/sdk5-diagnostics/index.ts';
import { CommandFailure } from '../../../command-failure.ts';
import type { Context } from '../../../context.ts';
import { suggest } from '../../../output/suggest.ts';
import { messageWidth, wrapText } from '../../../output/text-width.ts';
import { type Line, paint } from '../../../printer.ts';

/** A rule for a file of either kind, with its words. */
interface ExplainedRule {
  readonly code: string;
  /** The worst that it reports. */
  readonly severity: Severity;
  readonly fixable: boolean;
  readonly example?: { readonly good: string; readonly bad: string };
  readonly summary: string;
  readonly why: string;
  /** Which kind of file it is about. */
  readonly kind: string;
}

const CLASSIC: readonly ExplainedRule[] = [...RULES, LAST_RULE].map((rule) => ({
  ...rule,
  ...DIAGNOSTIC_WORDS[rule.code],
  kind: 'classic approval files',
}));

const SDK5: readonly ExplainedRule[] = SDK5_RULES.map((rule) => ({
  ...rule,
  ...SDK5_DIAGNOSTIC_WORDS[rule.code],
  kind: 'token files of the newer command line',
}));

/** What lint can find in files of either kind. */
export const EXPLAINED: readonly ExplainedRule[] = [...CLASSIC, ...SDK5];

/**
 * Tells what a finding of lint means. A code may be one of both kinds of files: then both are told.
 *
 * @throws CommandFailure of kind `usage` for a code that lint does not have
 */
export function explainCode(code: string, { stdout, env }: Context): void {
  const found = EXPLAINED.filter((rule) => rule.code === code);
  if (found.length === 0) throw noSuchCode(code);
  for (const [at, rule] of found.entries()) {
    stdout.printLines([...(at === 0 ? [] : ['']), ...describe(rule, messageWidth(stdout, env))]);
  }
}

function noSuchCode(code: string): CommandFailure {
  const known = EXPLAINED.map((rule) => rule.code);
  return new CommandFailure(
    'usage',
    `lint has no code "${escapeUnsafe(code)}"`,
    `${suggest(code, known)}docs/lint.md lists them`,
  );
}

function describe(rule: ExplainedRule, width: number): readonly Line[] {
  const { code, severity, fixable, example, summary, why, kind } = rule;
  const paragraph = (text: string): readonly string[] => {
    const [first = '', ...rest] = wrapText(text, width, { start: 2 });
    return [`  ${first}`, ...rest];
  };
  return [
    [paint(severity, severity), ' ', paint('strong', code), `, in ${kind}`],
    ...paragraph(summary),
    ...paragraph(why),
    ...(fixable ? ['  --fix mends it where that needs no guessing'] : []),
    ...(example === undefined ? [] : ['  instead of', ...stretch(example.bad)]),
    ...(example === undefined ? [] : ['  write', ...stretch(example.good)]),
  ];
}

function stretch(text: string): readonly string[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => `    ${escapeUnsafe(line)}`);
}
