import type { CliCommand } from '../command.ts';
import { unwrapCommand } from '../keys/unwrap-command.ts';

export const KEY_UNWRAP_AES_GCM: CliCommand = unwrapCommand('aes-gcm');
