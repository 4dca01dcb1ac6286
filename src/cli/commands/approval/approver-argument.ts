import type { ApproverData } from '../../../parser/data.ts';
import { showText } from '../../../parser/text.ts';
import { canonicalUserName } from '../../../token/user-name.ts';
import { CommandFailure } from '../../command-failure.ts';
import { quoted } from '../../input/read-file.ts';

/** An approver as the command line names one; the type may be left out. */
export type ApproverArgument = Omit<ApproverData, 'type'> & { readonly type: number | undefined };

const TYPES: Readonly<Record<string, number>> = { cu: 1, co: 2 };

/**
 * Reads `[co:|cu:]NAME=SIGFILE`.
 *
 * @throws Failure of kind `usage`
 */
export function readApproverArgument(argument: string): ApproverArgument {
  const [, prefix, name, file] = /^(?:(co|cu):)?([^=]*)=(.*)$/is.exec(argument) ?? [];
  if (name === undefined || file === undefined || name === '' || file === '') {
    throw new CommandFailure(
      'usage',
      `the approver ${quoted(argument)} is not [co:|cu:]NAME=SIGFILE`,
      'write for example officer1=officer1.token.sig1',
    );
  }
  const [, other] = /^([^:]*):/.exec(name) ?? [];
  if (other !== undefined) {
    throw new CommandFailure(
      'usage',
      `the approver ${quoted(argument)} has the type ${quoted(other)}, expected co or cu`,
      'write for example co:officer1=officer1.token.sig1',
    );
  }
  return {
    type: prefix === undefined ? undefined : TYPES[prefix.toLowerCase()],
    name,
    file,
  };
}

/**
 * The same, where an approver without a type is of that of all.
 *
 * @throws Failure of kind `usage`, also where the name is no user name
 */
export function readNewApprover(argument: string, usual: number): ApproverData {
  const approver = readApproverArgument(argument);
  refuseNoUser(approver);
  const { type = usual, name, file } = approver;
  return { type, name, file };
}

/**
 * Refuses an approver whom no HSM has as a user.
 *
 * @throws Failure of kind `usage`
 */
export function refuseNoUser({ name }: Pick<ApproverArgument, 'name'>): void {
  const shown = showText(name);
  if (canonicalUserName(shown) !== undefined) return;
  throw new CommandFailure(
    'usage',
    `${quoted(shown)} is no user name: 1 to 31 letters, digits and _`,
    'write for example officer1=officer1.token.sig1',
  );
}
