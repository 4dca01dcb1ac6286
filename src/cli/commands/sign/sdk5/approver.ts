/** Whose approval is put into a token file of the newer command line, and where. */
import type { QuorumDocument } from '../../../../token/sdk5/document.ts';
import { roleOfApprovers, roleToWrite, type Sdk5Role } from '../../../../token/sdk5/roles.ts';
import { canonicalUserName } from '../../../../token/user-name.ts';
import { countNoun } from '../../../../words/count-noun.ts';
import { CommandFailure } from '../../../command-failure.ts';
import { quoted } from '../../../input/read-file.ts';
import type { SignArguments } from '../sign-arguments.ts';
import { guessName, writeCommand } from '../write-command.ts';

export interface Approver {
  /** In the letters in which it was given. */
  readonly name: string;
  readonly role: Sdk5Role;
  /** The role as it is written; missing in files that have none. */
  readonly written: Sdk5Role | undefined;
  /** Whether the service takes approvals of that role. */
  readonly isFit: boolean;
  /** The approval in whose place this one is put; behind all others where there is none. */
  readonly replaces: number | undefined;
}

/**
 * @param service of the records
 * @throws Failure of kind `usage` where nobody or nobody real is named; of kind `file` where the file has the
 *   approval of that user already, and `--force` is not given
 */
export function findApprover(
  path: string,
  { signatures }: QuorumDocument,
  service: number,
  args: SignArguments,
): Approver {
  const { role, force } = args;
  const { name, canonical } = readName(path, args);
  const fit = roleOfApprovers(service);
  const items = signatures?.items ?? [];
  const there = items.flatMap(({ username, signature }, at) =>
    username !== undefined && canonicalUserName(username.text) === canonical
      ? [{ at, isSigned: (signature?.text ?? '') !== '' }]
      : [],
  );
  const [first, second] = there;
  if (second !== undefined) {
    throw new CommandFailure(
      'file',
      `${quoted(path)} is not signed: it has ${countNoun(there.length, 'approval')} of ${name}`,
      'one approval of each user counts; have a file with none of them signed',
    );
  }
  if (first?.isSigned === true && !force) {
    throw new CommandFailure(
      'file',
      `${quoted(path)} is not signed: it has an approval of ${name} already`,
      '"mofn verify" tells whether it is right; where it is yours and wrong, --force puts another in its place',
    );
  }
  const chosen = role ?? fit;
  return {
    name,
    role: chosen,
    written: role ?? roleToWrite(items, fit),
    isFit: chosen === fit,
    replaces: first?.at,
  };
}

function readName(
  path: string,
  args: SignArguments,
): { readonly name: string; readonly canonical: string } {
  const { as } = args;
  if (as === undefined) {
    throw new CommandFailure(
      'usage',
      `${quoted(path)} is a token file of the newer command line, in which your name stands beside your signature`,
      `say who you are on the HSM: ${writeCommand(args, [`--as ${guessName(args)}`])}; --detached gives the signature alone`,
    );
  }
  const canonical = canonicalUserName(as);
  if (canonical !== undefined) return { name: as, canonical };
  throw new CommandFailure('usage', `${quoted(as)} is no user name: 1 to 31 letters, digits and _`);
}
