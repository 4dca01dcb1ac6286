import { join, resolve } from 'node:path';
import {
  type FolderHeldAgainst,
  type JudgedToken,
  judgeFolderToken,
} from '../../../../answers/folder/judge-folder.ts';
import type { FolderTrouble } from '../../../../ceremony/folder/folder-trouble.ts';
import { readCeremonyFolder } from '../../../../ceremony/folder/read-folder.ts';
import { isThere } from '../../../../files/look.ts';
import { nodeCrypto } from '../../../../node/node-crypto.ts';
import type { ArgumentsOf } from '../../../command.ts';
import { CommandFailure } from '../../../command-failure.ts';
import type { Context } from '../../../context.ts';
import { EXIT_CODES } from '../../../exit-codes.ts';
import { type WalkedFolder, walkFolder } from '../../../input/walk-folder.ts';
import { checkRequired } from '../../approval/status/check-required.ts';
import { readKeySources } from '../../approval/status/sources.ts';
import type { ceremonyStatus } from './definition.ts';
import { encodeFolder } from './encode-folder.ts';
import { renderMarkdown } from './markdown.ts';
import { showFolder } from './text.ts';

export { ceremonyStatus as definition } from './definition.ts';

export async function run(
  args: ArgumentsOf<typeof ceremonyStatus>,
  context: Context,
): Promise<number> {
  const { folder, required, json, format } = args;
  checkRequired(required);
  if (json && format !== 'text' && format !== 'json') {
    throw new CommandFailure(
      'usage',
      `--json and --format ${format} cannot be used together`,
      'choose one',
    );
  }
  const { policy, keys } = await readKeySources(args, context);
  const walked = walkFolder(folder, 'folder of the ceremony', context);
  const files = walked.files.map(({ path, bytes }) => ({ path: join(folder, path), bytes }));
  const { tokens, trouble: found } = readCeremonyFolder(files, keys.rosterAt, nodeCrypto);
  const trouble = [...found, ...listUnread(folder, walked)];
  const held: FolderHeldAgainst = {
    ...keys,
    policy,
    required,
    names: args,
    nearby: files,
    isThere: (path) => isThere(resolve(context.cwd, path)),
    now: context.now(),
  };
  const judged = tokens.map((token) => judgeFolderToken(token, held, nodeCrypto));
  const reached = isReached(judged) && trouble.length === 0;
  const answer = { folder, reached, judged, trouble, policy, names: args, now: context.now() };
  if (json || format === 'json') context.stdout.printJson(encodeFolder(answer));
  else if (format === 'markdown') context.stdout.printLines(renderMarkdown(answer));
  else showFolder(answer, args.quiet, context);
  return reached ? EXIT_CODES.done.code : EXIT_CODES.negative.code;
}

/** What hides, and emulated clusters, are nobody's approval; of all else that was not read, nothing is known. */
function listUnread(folder: string, { leftOut }: WalkedFolder): readonly FolderTrouble[] {
  return leftOut.flatMap(({ path, why }) => {
    const isUnread =
      why === 'link' || why === 'not-regular' || why === 'too-large' || why === 'unreadable';
    return isUnread ? [{ code: 'unread', path: join(folder, path), why }] : [];
  });
}

function isReached(judged: readonly JudgedToken[]): boolean {
  return judged.length > 0 && judged.every(({ status }) => status.reached);
}
