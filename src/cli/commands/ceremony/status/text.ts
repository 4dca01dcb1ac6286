import { escapeUnsafe } from '../../../../printable.ts';
import { describeFolderTrouble, hintOfFolderTrouble } from '../../../../words/folder-trouble.ts';
import type { Context } from '../../../context.ts';
import { foldLines } from '../../../output/fold-lines.ts';
import { type Line, paint } from '../../../printer.ts';
import { showStatus } from '../../approval/status/status-text.ts';
import type { JudgedFolder } from './judged-folder.ts';

export function showFolder(
  { folder, judged, trouble, policy }: JudgedFolder,
  quiet: boolean,
  context: Context,
): void {
  if (judged.length === 0) {
    context.stdout.printLine([paint('error', 'no token'), ` in ${escapeUnsafe(folder)}`]);
  }
  for (const [at, { token, status, roster, steps }] of judged.entries()) {
    if (at > 0) context.stdout.printLine('');
    const held = { roster, policy, key: undefined };
    showStatus(status, held, quiet ? [] : steps, { request: token.request?.paths[0] }, context);
  }
  if (trouble.length === 0) return;
  const lines = foldLines(trouble, (one): readonly Line[] => [
    [`  ${escapeUnsafe(one.path)}: ${describeFolderTrouble(one)}`],
    ['    ', paint('hint', 'hint'), `: ${hintOfFolderTrouble(one, one.path)}`],
  ]);
  context.stdout.printLines(['', [paint('error', 'files that do not count'), ':'], ...lines]);
}
