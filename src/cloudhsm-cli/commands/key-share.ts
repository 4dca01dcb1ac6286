import type { CliCommand } from '../command.ts';
import { sharingCommand } from '../keys/sharing-command.ts';

export const KEY_SHARE: CliCommand = sharingCommand({
  word: 'share',
  op: 'shareKey',
  about: 'Share a key with a user',
  message: 'Key shared successfully',
});
