import { encodeReports } from '../../../../answers/lint/encode-reports.ts';
import { countOf, type FileReport, MOST_TOLD } from '../../../../answers/lint/report.ts';
import { judgePolicyFile } from '../../../../answers/policy/judge-policy-file.ts';
import { escapeUnsafe } from '../../../../printable.ts';
import { findServiceByWord } from '../../../../token/service.ts';
import { countNoun } from '../../../../words/count-noun.ts';
import type { ArgumentsOf } from '../../../command.ts';
import { CommandFailure } from '../../../command-failure.ts';
import type { Context } from '../../../context.ts';
import { EXIT_CODES } from '../../../exit-codes.ts';
import { readPolicyFile } from '../../../input/read-policy.ts';
import type { ApprovalLintAnswer } from '../../approval/lint/answer.ts';
import { showAsText } from '../../approval/lint/formats/text.ts';
import type { policyLint } from './definition.ts';

export { policyLint as definition } from './definition.ts';

type Arguments = ArgumentsOf<typeof policyLint>;

export async function run(args: Arguments, context: Context): Promise<number> {
  const mValues = readMValues(args['m-value']);
  const reports: FileReport[] = [];
  for (const file of args.files) {
    const read = await readPolicyFile(file, context);
    const most = MOST_TOLD[args.json ? 'json' : 'text'];
    reports.push(judgePolicyFile({ ...read, file }, mValues, most));
  }
  if (args.json) {
    const answer: ApprovalLintAnswer = encodeReports(reports);
    context.stdout.printJson(answer);
  } else showAsText(reports, context.stdout);
  const errors = countOf(reports, 'error');
  const warnings = countOf(reports, 'warning');
  if (!args.json && !args.quiet && errors + warnings > 0) {
    context.stderr.printLine(`${countNoun(errors, 'error')}, ${countNoun(warnings, 'warning')}`);
  }
  return errors > 0 ? EXIT_CODES.negative.code : EXIT_CODES.done.code;
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
