import { resolve } from 'node:path';
import { findClassic } from '../../../../answers/lint/find-classic.ts';
import type { Judged, JudgeOptions } from '../../../../answers/lint/judged.ts';
import {
  countOf,
  type FileReport,
  MOST_TOLD,
  type MostTold,
  reportNothing,
} from '../../../../answers/lint/report.ts';
import { recogniseContent } from '../../../../content/recognise-content.ts';
import { Failure } from '../../../../failure.ts';
import { isFolder, isThere } from '../../../../files/look.ts';
import { countNoun } from '../../../../words/count-noun.ts';
import { quotePath } from '../../../../words/quote-for-shell.ts';
import type { ArgumentsOf } from '../../../command.ts';
import type { Context } from '../../../context.ts';
import { EXIT_CODES } from '../../../exit-codes.ts';
import { createLintFiles } from '../../../files/file-access.ts';
import { refuseEmptyName } from '../../../input/refuse-empty-name.ts';
import { refuseOtherContent } from '../../../input/refuse-other-content.ts';
import { describeThrown } from '../../../output/describe-thrown.ts';
import { showFailure } from '../../../output/show-failure.ts';
import { paint } from '../../../printer.ts';
import { type ApprovalBytes, withApprovalFiles } from '../approval-input.ts';
import type { ApprovalLintAnswer } from './answer.ts';
import type { approvalLint } from './definition.ts';
import { showAsText } from './formats/text.ts';

export { approvalLint as definition } from './definition.ts';

/** Put in when the program is built; its tests run from the sources. */
const VERSION = typeof MOFN_VERSION === 'string' ? MOFN_VERSION : '0.0.0';

type Arguments = ArgumentsOf<typeof approvalLint>;

export async function run(args: Arguments, context: Context) {
  if (args.explain !== undefined) {
    (await import('./explain-code.ts')).explainCode(args.explain, context);
    return EXIT_CODES.done.code;
  }
  const format = args.json ? 'json' : args.format;
  const printsFile = args.fix && !args.write;
  refuseNoFolder(args.within, context);
  const unread: unknown[] = [];
  // Whoever has something mended has all of it mended.
  const isSkipping = args.files.length > 1 && !args.fix;
  const options = {
    ...args,
    unread: isSkipping ? (error: unknown) => unread.push(error) : undefined,
  };
  const reports = await withApprovalFiles(args.files, options, context, async (inputs) => {
    for (const { file, bytes } of printsFile ? inputs : []) refuseToPrint(bytes, file);
    const judged: { readonly input: ApprovalBytes; readonly result: Judged }[] = [];
    for (const input of inputs) {
      judged.push({ input, result: await judge(input, args, MOST_TOLD[format], context) });
    }
    for (const { input, result } of args.fix ? judged : []) {
      if (input.replace === undefined) context.stdout.writeData(result.fixed);
      else if (result.applied > 0) await input.replace(result.fixed);
    }
    return judged.map(({ result }) => result.report);
  });
  // Where none could be read, an empty answer would look like one.
  if (unread.length < args.files.length) await print(reports, format, printsFile, context);
  if (!args.quiet && format === 'text') summarize(reports, context);
  if (unread.length > 0) await failAsUnread(unread, context);
  return countOf(reports, 'error') > 0 ? EXIT_CODES.negative.code : EXIT_CODES.done.code;
}

/** Tells of all files that could not be read, the last as any other failure is told. */
async function failAsUnread(unread: readonly unknown[], context: Context): Promise<never> {
  for (const error of unread.slice(0, -1)) {
    const told = await describeThrown(error, context);
    if (told === undefined) throw error;
    showFailure(told.lines, told.hint, context);
  }
  throw unread.at(-1);
}

/** In a folder that is not there nothing would be, and every file would be said to be missing. */
function refuseNoFolder(within: string | undefined, { cwd }: Context): void {
  refuseEmptyName('folder', within);
  if (within === undefined || isFolder(resolve(cwd, within))) return;
  const system = isThere(resolve(cwd, within)) ? 'ENOTDIR' : 'ENOENT';
  throw new Failure('file-unreadable', { what: 'folder', path: within, system });
}

/** @throws Failure `other-content` where a file is something of which nothing may be shown */
function refuseToPrint(bytes: Uint8Array, file: string): void {
  // Of UTF-16 the mended file is printed.
  if (recogniseContent(bytes) !== 'utf-16-approval') refuseOtherContent(bytes, 'approvals', file);
}

async function judge(
  { file, bytes }: ApprovalBytes,
  { fix, 'no-files': noFiles, within }: Arguments,
  most: MostTold,
  context: Context,
): Promise<Judged> {
  const options = { file, bytes, fix, most };
  const folder = within === undefined ? undefined : resolve(context.cwd, within);
  if (recogniseContent(bytes) !== 'sdk5-token') {
    const files = noFiles ? undefined : createLintFiles(file, context.cwd, folder);
    return judgeClassic({ ...options, files });
  }
  return (await import('./judge-sdk5.ts')).judgeSdk5File(options, context);
}

/** The words are loaded only for a file of which there is something to say. */
async function judgeClassic(options: JudgeOptions): Promise<Judged> {
  const found = findClassic(options);
  const { fixed, applied, diagnostics } = found;
  if (diagnostics.length === 0) return { report: reportNothing(found), fixed, applied };
  const { reportClassic } = await import('../../../../answers/lint/judge-classic.ts');
  return { report: reportClassic(found, options.most), fixed, applied };
}

async function print(
  reports: readonly FileReport[],
  format: Arguments['format'],
  printsFile: boolean,
  context: Context,
): Promise<void> {
  if (format === 'text') {
    showAsText(reports, printsFile ? context.stderr : context.stdout);
  } else if (format === 'json') {
    const { encodeReports } = await import('../../../../answers/lint/encode-reports.ts');
    const answer: ApprovalLintAnswer = encodeReports(reports);
    context.stdout.printJson(answer);
  } else if (format === 'github') {
    const { listWorkflowCommands } = await import('./formats/github.ts');
    for (const command of listWorkflowCommands(reports)) {
      context.stdout.printWorkflowCommand(command);
    }
  } else {
    const { encodeAsSarif } = await import('./formats/sarif.ts');
    context.stdout.printJson(encodeAsSarif(reports, VERSION), 2);
  }
}

function summarize(reports: readonly FileReport[], context: Context): void {
  const errors = countOf(reports, 'error');
  const warnings = countOf(reports, 'warning');
  if (errors + warnings === 0) return;
  context.stderr.printLine(`${countNoun(errors, 'error')}, ${countNoun(warnings, 'warning')}`);
  for (const command of listFixes(reports)) {
    context.stderr.printLine([paint('hint', 'hint'), `: ${command}`]);
  }
}

/** What to type to have mended what can be; standard input is mended on its way through. */
function listFixes(reports: readonly FileReport[]): readonly string[] {
  const files = reports.filter(({ isFixable }) => isFixable).map(({ file }) => file);
  const named = [...new Set(files)].filter((file) => file !== '-').map(quotePath);
  return [
    ...(named.length === 0 ? [] : [`mofn approval lint --fix --write ${named.join(' ')}`]),
    ...(files.includes('-') ? ['mofn approval lint --fix -'] : []),
  ];
}
