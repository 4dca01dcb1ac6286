import { encodeReports } from '../../../../answers/lint/encode-reports.ts';
import { countOf, type FileReport, MOST_TOLD } from '../../../../answers/lint/report.ts';
import { judgeScriptFile } from '../../../../answers/script/judge-script-file.ts';
import { countNoun } from '../../../../words/count-noun.ts';
import type { ArgumentsOf } from '../../../command.ts';
import type { Context } from '../../../context.ts';
import { EXIT_CODES } from '../../../exit-codes.ts';
import type { ApprovalLintAnswer } from '../../approval/lint/answer.ts';
import { showAsText } from '../../approval/lint/formats/text.ts';
import { readScriptFile } from '../script-input.ts';
import type { ceremonyLint } from './definition.ts';

export { ceremonyLint as definition } from './definition.ts';

export async function run(
  { scripts, json, quiet }: ArgumentsOf<typeof ceremonyLint>,
  context: Context,
): Promise<number> {
  const reports: FileReport[] = [];
  for (const file of scripts) {
    const read = await readScriptFile(file, context);
    reports.push(judgeScriptFile({ ...read, file }, MOST_TOLD[json ? 'json' : 'text']));
  }
  if (json) {
    const answer: ApprovalLintAnswer = encodeReports(reports);
    context.stdout.printJson(answer);
  } else showAsText(reports, context.stdout);
  const errors = countOf(reports, 'error');
  const warnings = countOf(reports, 'warning');
  if (!json && !quiet && errors + warnings > 0) {
    context.stderr.printLine(`${countNoun(errors, 'error')}, ${countNoun(warnings, 'warning')}`);
  }
  return errors > 0 ? EXIT_CODES.negative.code : EXIT_CODES.done.code;
}
