import { resolve } from 'node:path';
import { readFileStart } from '../../../../files/read.ts';
import { parseApproval } from '../../../../parser/parse.ts';
import { showText } from '../../../../parser/text.ts';
import { canonicalUserName } from '../../../../token/user-name.ts';
import { quoteForShell, quotePath } from '../../../../words/quote-for-shell.ts';
import { CommandFailure } from '../../../command-failure.ts';
import type { Context } from '../../../context.ts';
import { quoted } from '../../../input/read-file.ts';
import { findFreeName } from '../../../output/free-name.ts';
import { readApproverArgument } from '../approver-argument.ts';

/** More than an approval file has. */
const LOOKED_AT = 1 << 20;

/**
 * Refuses to write where a file is: of an approval file, whoever starts it anew mostly wants to add an
 * approver to it.
 *
 * @param out as it was given
 * @param approvers as they were given
 * @throws CommandFailure of kind `file`
 */
export function refuseExisting(out: string, approvers: readonly string[], context: Context): void {
  const known = namesIn(resolve(context.cwd, out));
  const added = approvers.filter((word) => !known.has(nameKey(readApproverArgument(word).name)));
  const words = added.map(quoteForShell).join(' ');
  const free = quotePath(findFreeName(out, context.cwd));
  throw new CommandFailure(
    'file',
    `the approval file ${quoted(out)} exists already`,
    known.size > 0 && added.length > 0
      ? `add to it: "mofn approval add ${quotePath(out)} ${words} --write"`
      : `choose another name, as ${free}; --force is to replace it all the same`,
  );
}

function namesIn(path: string): ReadonlySet<string> {
  const start = readFileStart(path, LOOKED_AT)?.start;
  if (start === undefined) return new Set();
  const { approvers } = parseApproval(start).data;
  return new Set(approvers.map(({ name }) => nameKey(name)));
}

function nameKey(name: Parameters<typeof showText>[0]): string {
  const shown = showText(name);
  return canonicalUserName(shown) ?? shown;
}
