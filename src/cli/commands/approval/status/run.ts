import { readStatus } from '../../../../ceremony/status.ts';
import { CommandFailure } from '../../../../command-failure.ts';
import { DEVICE_LIMITS, readAsDevice } from '../../../../parser/device.ts';
import { showText } from '../../../../parser/text.ts';
import { encodeJson } from '../../../../printable.ts';
import { readNearbyFiles } from '../../../ceremony/nearby-files.ts';
import { readRosterFolder } from '../../../ceremony/read-roster.ts';
import type { ArgumentsOf } from '../../../command.ts';
import type { Context } from '../../../context.ts';
import { EXIT_CODES } from '../../../exit-codes.ts';
import { createFileAccess } from '../../../files/file-access.ts';
import { readInput } from '../../../input/read-file.ts';
import type { approvalStatus } from './definition.ts';
import { suggestSteps } from './next-steps.ts';
import { encodeStatus } from './status-json.ts';
import { showStatus } from './status-text.ts';

type Arguments = ArgumentsOf<typeof approvalStatus>;

export async function run(args: Arguments, context: Context) {
  const { file, required } = args;
  checkRequired(required);
  const bytes = await readInput(file, 'approval file', context);
  const roster = await readRosterFolder(args.roster, context);
  const reading = readAsDevice(bytes);
  const signatures = reading.approvers.map((approver) => showText(approver.file));
  const tokens = [reading.multiTokenFilePath, reading.tokenFilePath]
    .filter((path) => path !== '')
    .map(showText);
  const nearby = readNearbyFiles(
    [...tokens, ...signatures, ...(file === '-' ? [] : [file])],
    [...signatures, ...tokens.slice(0, 1)],
    context,
  );
  const status = readStatus(bytes, {
    files: createFileAccess(context.cwd),
    roster,
    nearby,
    ...(required === undefined ? {} : { required }),
  });
  const steps = suggestSteps(status, roster, { approvalFile: file });
  if (args.json) {
    const answer = encodeStatus(status, roster, steps, file, context.now());
    context.stdout.write(`${encodeJson(answer)}\n`);
  } else {
    await showStatus(status, roster, args.quiet ? [] : steps, context);
    if (!args.quiet) await showWarnings(status.warnings, context);
  }
  return status.reached ? EXIT_CODES.done.code : EXIT_CODES.negative.code;
}

function checkRequired(required: number | undefined): void {
  if (required === undefined) return;
  if (Number.isInteger(required) && required >= 1 && required <= DEVICE_LIMITS.approvals) return;
  throw new CommandFailure(
    'usage',
    `found --required ${required}, expected a whole number from 1 to ${DEVICE_LIMITS.approvals}`,
    'getMValue prints M',
  );
}

async function showWarnings(
  warnings: readonly { readonly message: string }[],
  context: Context,
): Promise<void> {
  const { showWarning } = await import('../../../output/show-failure.ts');
  for (const { message } of warnings) await showWarning(message, context);
}
