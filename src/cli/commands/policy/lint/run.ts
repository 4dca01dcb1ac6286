import { lintPolicy } from '../../../../ceremony/policy/lint-policy.ts';
import type { PolicyDiagnostic } from '../../../../failure-codes/policy-diagnostic.ts';
import { escapeUnsafe } from '../../../../printable.ts';
import { findServiceByWord } from '../../../../token/service.ts';
import { countNoun } from '../../../../words/count-noun.ts';
import { describePolicyDiagnostic } from '../../../../words/policy-diagnostics/index.ts';
import type { ArgumentsOf } from '../../../command.ts';
import { CommandFailure } from '../../../command-failure.ts';
import type { Context } from '../../../context.ts';
import { EXIT_CODES } from '../../../exit-codes.ts';
import { type PolicyFile, readPolicyFile } from '../../../input/read-policy.ts';
import { encodeReports } from '../../approval/lint/formats/json.ts';
import {
  countOf,
  createReport,
  type FileReport,
  MOST_TOLD,
} from '../../approval/lint/formats/report.ts';
import { showAsText } from '../../approval/lint/formats/text.ts';
import type { policyLint } from './definition.ts';

type Arguments = ArgumentsOf<typeof policyLint>;

export async function run(args: Arguments, context: Context): Promise<number> {
  const mValues = readMValues(args['m-value']);
  const reports: FileReport[] = [];
  for (const file of args.files) {
    const read = await readPolicyFile(file, context);
    reports.push(judge(file, read, mValues, args.json ? 'json' : 'text'));
  }
  if (args.json) context.stdout.printJson(encodeReports(reports));
  else showAsText(reports, context.stdout);
  const errors = countOf(reports, 'error');
  const warnings = countOf(reports, 'warning');
  if (!args.json && !args.quiet && errors + warnings > 0) {
    context.stderr.printLine(`${countNoun(errors, 'error')}, ${countNoun(warnings, 'warning')}`);
  }
  return errors > 0 ? EXIT_CODES.negative.code : EXIT_CODES.done.code;
}

function judge(
  file: string,
  { policy, diagnostics, toml }: PolicyFile,
  mValues: ReadonlyMap<number, number>,
  format: 'json' | 'text',
): FileReport {
  const found: readonly PolicyDiagnostic[] =
    policy === undefined ? diagnostics : lintPolicy(policy, { mValues });
  const source = hidePrivateKeys(Buffer.from(toml).toString('latin1'));
  return createReport(
    { file, source, length: toml.length, diagnostics: found },
    describePolicyDiagnostic,
    MOST_TOLD[format],
  );
}

/** Of a file with a private key nothing is shown; lines and columns stay what they are. */
function hidePrivateKeys(source: string): string {
  return source.includes('PRIVATE KEY') ? source.replace(/[^\n]/g, ' ') : source;
}

/** @throws CommandFailure of kind `usage` */
function readMValues(words: readonly string[]): ReadonlyMap<number, number> {
  return new Map(
    words.map((word) => {
      const [, name = '', m = ''] = /^([^=]*)=([1-9][0-9]?)$/.exec(word) ?? [];
      const service = findServiceByWord(name)?.number;
      if (service !== undefined && Number(m) <= MOST_APPROVALS) return [service, Number(m)];
      throw new CommandFailure(
        'usage',
        `found --m-value ${escapeUnsafe(word)}, expected a service and its M, from 1 to ${MOST_APPROVALS}`,
        'write it as --m-value user-management=2',
      );
    }),
  );
}

/** As many as an HSM takes. */
const MOST_APPROVALS = 20;
