import { type DeviceError, readApprovalAsDevice } from '../../parser/device.ts';
import { showText } from '../../parser/text.ts';
import { escapeUnsafe } from '../../printable.ts';
import { describeDeviceError, linesPrintedByDevice } from '../../words/device.ts';
import { askEachServer } from '../fan-out.ts';
import { readFile } from '../read-file.ts';
import type { ConsoleCommand, Shell } from '../shell.ts';
import { refuseSyntax } from '../syntax.ts';
import { WORDS } from '../words.ts';

/** Most bytes of an approval file. The device has no limit, but would read for ever. */
const LARGEST_APPROVAL_FILE = 1 << 20;

export const APPROVE_TOKEN: ConsoleCommand = {
  name: 'approveToken',
  syntax: 'approveToken <approval-file>',
  summary: 'hands the approvals of an approval file to each server',
  who: 'CO, for its own token; CU, for that of a key',
  async run(args, shell) {
    const [path] = args;
    if (path === undefined || args.length > 1) return refuseSyntax(APPROVE_TOKEN, shell);
    const bytes = readFile(path, LARGEST_APPROVAL_FILE, shell, WORDS.cannotOpenApprovalFile);
    if (bytes === undefined) return 'refused';
    await shell.hint?.(bytes, path);
    const { reading, approval } = readApprovalAsDevice(bytes, shell.files);
    for (const line of linesPrintedByDevice(reading)) shell.print(escapeUnsafe(line));
    if (approval === undefined) {
      if (reading.error !== null) noteStop(path, reading.error, shell);
      return 'refused';
    }
    const { multiToken, singleToken } = approval;
    const approvals = approval.approvals.map((one) => ({ ...one, name: showText(one.name) }));
    return askEachServer(
      shell,
      'approveToken',
      ({ server }) =>
        ({
          op: 'approveToken',
          session: shell.sessions.idOn(server),
          multiToken,
          ...(singleToken === undefined ? {} : { singleToken }),
          approvals,
        }) as const,
      (server) => shell.printSuccess('approveToken', server),
    );
  },
};

/** Notes where the device's reading of an approval file ended. */
function noteStop(path: string, error: DeviceError, shell: Shell): void {
  const printed = describeDeviceError(error).trim().replaceAll('\n', ', ');
  shell.note({ code: 'approval-file-not-read', path, problem: error.code, printed });
}
