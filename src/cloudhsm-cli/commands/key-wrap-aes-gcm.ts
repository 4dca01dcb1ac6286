import type { CliCommand } from '../command.ts';
import { wrapCommand } from '../keys/wrap-command.ts';

export const KEY_WRAP_AES_GCM: CliCommand = wrapCommand('aes-gcm');
