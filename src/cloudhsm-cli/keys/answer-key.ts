import type { KeyHandle } from '../../hsm/key-protocol.ts';
import type { Shell } from '../command.ts';
import { describeKeys, type EmptyId, showKey } from './show-key.ts';

/** A key that is there now, as its command answers it. @throws CommandError */
export async function answerKey(
  handle: KeyHandle,
  emptyId: EmptyId,
  shell: Shell,
): Promise<object> {
  const [copies] = await describeKeys([handle], shell);
  // Somebody else may have deleted it already.
  return copies === undefined ? {} : showKey(copies, shell.servers.length, emptyId);
}
