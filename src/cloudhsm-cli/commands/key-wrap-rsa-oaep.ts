import type { CliCommand } from '../command.ts';
import { wrapCommand } from '../keys/wrap-command.ts';

export const KEY_WRAP_RSA_OAEP: CliCommand = wrapCommand('rsa-oaep');
