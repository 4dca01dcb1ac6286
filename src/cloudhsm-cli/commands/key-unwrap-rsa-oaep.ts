import type { CliCommand } from '../command.ts';
import { unwrapCommand } from '../keys/unwrap-command.ts';

export const KEY_UNWRAP_RSA_OAEP: CliCommand = unwrapCommand('rsa-oaep');
