import { recogniseContent } from '../../../../content/recognise-content.ts';
import { lint, lintAndFix } from '../../../../parser/lint.ts';
import { countNoun } from '../../../../words/count-noun.ts';
import { quotePath } from '../../../../words/quote-for-shell.ts';
import type { ArgumentsOf } from '../../../command.ts';
import type { Context } from '../../../context.ts';
import { EXIT_CODES } from '../../../exit-codes.ts';
import { createLintFiles } from '../../../files/file-access.ts';
import { refuseOtherContent } from '../../../input/refuse-other-content.ts';
import { paint } from '../../../printer.ts';
import { type ApprovalBytes, withApprovalFiles } from '../approval-input.ts';
import type { approvalLint } from './definition.ts';
import { countOf, type FileReport, limitReport, MOST_ALIKE } from './formats/report.ts';
import { showAsText } from './formats/text.ts';

/** Put in when the program is built; its tests run from the sources. */
const VERSION = typeof MOFN_VERSION === 'string' ? MOFN_VERSION : '0.0.0';

type Arguments = ArgumentsOf<typeof approvalLint>;

export async function run(args: Arguments, context: Context) {
  const format = args.json ? 'json' : args.format;
  const reports = await withApprovalFiles(args.files, args, context, async (inputs) => {
    for (const { file, bytes } of args.fix && !args.write ? inputs : []) {
      // Of UTF-16 the mended file is printed.
      if (recogniseContent(bytes) !== 'utf-16-approval')
        refuseOtherContent(bytes, 'approval', file);
    }
    const judged = inputs.map((input) => ({ input, ...judge(input, args, context) }));
    for (const { input, fixed, changed } of args.fix ? judged : []) {
      if (input.replace === undefined) context.stdout.writeData(fixed);
      else if (changed) await input.replace(fixed);
    }
    return judged.map(({ report }) => report);
  });
  const printsFile = args.fix && !args.write;
  await print(reports, format, printsFile, context);
  if (!args.quiet && format === 'text') summarize(reports, context);
  return countOf(reports, 'error') > 0 ? EXIT_CODES.negative.code : EXIT_CODES.done.code;
}

function judge(
  { file, bytes }: ApprovalBytes,
  args: Arguments,
  context: Context,
): { readonly report: FileReport; readonly fixed: Uint8Array; readonly changed: boolean } {
  const options = args['no-files'] ? {} : { files: createLintFiles(file, context.cwd) };
  const {
    bytes: fixed,
    applied,
    diagnostics,
  } = args.fix
    ? lintAndFix(bytes, options)
    : { bytes, applied: 0, diagnostics: lint(bytes, options) };
  const isOther = diagnostics.some(({ code }) => code === 'not-an-approval-file');
  const source = isOther ? '' : Buffer.from(fixed).toString('latin1');
  const { length } = fixed;
  return {
    report: { file, source, length, diagnostics, omitted: [] },
    fixed,
    changed: applied > 0,
  };
}

async function print(
  whole: readonly FileReport[],
  format: Arguments['format'],
  printsFile: boolean,
  context: Context,
): Promise<void> {
  const reports = whole.map((report) => limitReport(report, MOST_ALIKE[format]));
  if (format === 'text') {
    showAsText(reports, printsFile ? context.stderr : context.stdout);
  } else if (format === 'json') {
    context.stdout.printJson((await import('./formats/json.ts')).encodeReports(reports));
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
  const files = reports
    .filter(({ diagnostics }) => diagnostics.some(({ fix }) => fix))
    .map(({ file }) => file);
  const named = [...new Set(files)].filter((file) => file !== '-').map(quotePath);
  return [
    ...(named.length === 0 ? [] : [`mofn approval lint --fix --write ${named.join(' ')}`]),
    ...(files.includes('-') ? ['mofn approval lint --fix -'] : []),
  ];
}
