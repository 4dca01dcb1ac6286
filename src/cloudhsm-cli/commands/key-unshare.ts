import type { CliCommand } from '../command.ts';
import { sharingCommand } from '../keys/sharing-command.ts';

export const KEY_UNSHARE: CliCommand = sharingCommand({
  word: 'unshare',
  op: 'unshareKey',
  about: 'Take a key from a user that it is shared with',
  message: 'Key unshared successfully',
});
