import type { ShownReading } from '../../../../answers/approval/reading-answer.ts';
import { showAsDevice, showAsWritten } from '../../../../answers/approval/show-reading.ts';
import { parseApproval } from '../../../../parser/parse.ts';
import { agreesWithDevice, isSameReading } from '../../../../parser/same-reading.ts';
import { escapeUnsafe } from '../../../../printable.ts';
import { quotePath } from '../../../../words/quote-for-shell.ts';
import type { ArgumentsOf } from '../../../command.ts';
import type { Context } from '../../../context.ts';
import { EXIT_CODES } from '../../../exit-codes.ts';
import { refuseOtherContent } from '../../../input/refuse-other-content.ts';
import { paint } from '../../../printer.ts';
import { type ApprovalBytes, type ApprovalInput, withApprovalFiles } from '../approval-input.ts';
import type { ApprovalShowAnswer } from './answer.ts';
import type { approvalShow } from './definition.ts';

export { approvalShow as definition } from './definition.ts';

export async function run(args: ArgumentsOf<typeof approvalShow>, context: Context) {
  const inputs = await withApprovalFiles(args.files, args, context, async (all) => all);
  const asDevice = args.as === 'device';
  const shown: Shown[] = [];
  for (const input of inputs) shown.push(await show(input, asDevice));
  for (const [index, one] of shown.entries()) {
    const { format, reading } = one;
    const answer: ApprovalShowAnswer = { schemaVersion: 1, format, ...reading };
    if (args.json) context.stdout.printJson(answer);
    else context.stdout.printLines([...(index > 0 ? [''] : []), ...describe(one, asDevice)]);
  }
  if (!args.quiet) {
    for (const { classic } of shown) {
      if (classic !== undefined) warnIfDifferent(classic, asDevice, context);
    }
  }
  const isRefused = shown.some(({ reading: { error } }) => error !== null);
  return isRefused ? EXIT_CODES.negative.code : EXIT_CODES.done.code;
}

interface Shown {
  readonly format: ApprovalShowAnswer['format'];
  readonly reading: ShownReading;
  /** Missing where it is of the newer command line, which all read alike. */
  readonly classic?: ApprovalInput;
}

async function show(input: ApprovalBytes, asDevice: boolean): Promise<Shown> {
  const { file, bytes } = input;
  const found = refuseOtherContent(bytes, 'approvals', file);
  if (found === 'sdk5-token') {
    return { format: 'sdk5', reading: (await import('./sdk5.ts')).showSdk5File(file, bytes) };
  }
  const classic = { ...input, document: parseApproval(bytes) };
  return {
    format: 'classic',
    reading: asDevice ? showAsDevice(file, bytes) : showAsWritten(file, classic.document),
    classic,
  };
}

function describe({ format, reading }: Shown, asDevice: boolean): readonly string[] {
  const name = reading.file === '-' ? 'standard input' : escapeUnsafe(reading.file);
  // Not Math.max(...names): a large file has more approvers than a call may have arguments.
  const width = reading.approvers.reduce(
    (most, approver) => Math.max(most, escapeUnsafe(approver.name).length),
    0,
  );
  return [
    ...describeHead(format, reading, name, asDevice),
    `  number of approvals: ${reading.numberOfApprovals}`,
    ...reading.approvers.map(
      (approver, index) =>
        `  ${String(index + 1).padStart(2)}. ${shownType(approver.type)} ` +
        `${escapeUnsafe(approver.name).padEnd(width)}  ${shown(approver.file)}`,
    ),
    ...reading.warnings.map((warning) => `  warning: ${escapeUnsafe(warning)}`),
    ...(reading.error ?? '')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => `  refused: ${escapeUnsafe(line.trim())}`),
  ];
}

function describeHead(
  kind: Shown['format'],
  { multiTokenFilePath, tokenFilePath }: ShownReading,
  name: string,
  asDevice: boolean,
): readonly string[] {
  if (kind === 'sdk5') return [`${name}, token file of the newer command line`];
  return [
    `${name}, as ${asDevice ? 'the device reads it' : 'written'}`,
    `  multi token file:    ${shown(multiTokenFilePath)}`,
    `  token file:          ${shown(tokenFilePath)}`,
  ];
}

function shown(value: string): string {
  return value === '' ? '(empty)' : escapeUnsafe(value);
}

function shownType(type: number): string {
  return type === 2 ? 'CO' : type === 1 ? 'CU' : `type ${type}`;
}

function warnIfDifferent(
  { file, bytes, document }: ApprovalInput,
  asDevice: boolean,
  context: Context,
): void {
  if (agreesWithDevice(document)) return;
  const device = showAsDevice(file, bytes);
  const name = file === '-' ? 'standard input' : escapeUnsafe(file);
  const differs = !isSameReading(showAsWritten(file, document), device);
  // Its refusal has been shown already.
  if (asDevice && !differs) return;
  const message = asDevice
    ? 'this is not what is written'
    : device.error === null
      ? 'the device reads it otherwise'
      : 'the device refuses it';
  context.stderr.printLines([
    [paint('strong', name), ': ', paint('warning', 'warning'), `: ${message}`],
    [
      '  ',
      paint('hint', 'hint'),
      `: "mofn approval lint ${file === '-' ? file : quotePath(file)}" tells why`,
    ],
  ]);
}
