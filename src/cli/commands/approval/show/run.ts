import type { DeviceReading } from '../../../../parser/device.ts';
import { agreesWithDevice, isSameReading } from '../../../../parser/same-reading.ts';
import { escapeUnsafe } from '../../../../printable.ts';
import { quotePath } from '../../../../words/quote-for-shell.ts';
import type { ArgumentsOf } from '../../../command.ts';
import type { Context } from '../../../context.ts';
import { EXIT_CODES } from '../../../exit-codes.ts';
import { paint } from '../../../printer.ts';
import { type ApprovalInput, withApprovals } from '../approval-input.ts';
import { showAsDevice, showReading } from '../shown-reading.ts';
import type { ApprovalShowAnswer, ShownReading } from './answer.ts';
import type { approvalShow } from './definition.ts';

export async function run(args: ArgumentsOf<typeof approvalShow>, context: Context) {
  const inputs = await withApprovals(args.files, args, context, async (all) => all);
  const asDevice = args.as === 'device';
  const readings = inputs.map((input) =>
    asDevice ? showAsDevice(input.file, input.bytes) : showAsWritten(input),
  );
  for (const [index, reading] of readings.entries()) {
    const answer: ApprovalShowAnswer = { schemaVersion: 1, ...reading };
    if (args.json) context.stdout.printJson(answer);
    else context.stdout.printLines([...(index > 0 ? [''] : []), ...format(reading, asDevice)]);
  }
  if (!args.quiet) {
    for (const input of inputs) warnIfDifferent(input, asDevice, context);
  }
  const isRefused = readings.some(({ error }) => error !== null);
  return isRefused ? EXIT_CODES.negative.code : EXIT_CODES.done.code;
}

/** What the file says; its error is always null, since it is nobody's reading but the author's. */
function showAsWritten({ file, document }: ApprovalInput): ShownReading {
  const reading: DeviceReading = { ...document.data, warnings: [], error: null };
  return showReading(file, reading);
}

function format(reading: ShownReading, asDevice: boolean): readonly string[] {
  const name = reading.file === '-' ? 'standard input' : escapeUnsafe(reading.file);
  // Not Math.max(...names): a large file has more approvers than a call may have arguments.
  const width = reading.approvers.reduce(
    (most, approver) => Math.max(most, escapeUnsafe(approver.name).length),
    0,
  );
  return [
    `${name}, as ${asDevice ? 'the device reads it' : 'written'}`,
    `  multi token file:    ${shown(reading.multiTokenFilePath)}`,
    `  token file:          ${shown(reading.tokenFilePath)}`,
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
  const differs = !isSameReading(showAsWritten({ file, bytes, document }), device);
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
