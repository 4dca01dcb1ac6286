import type { CliCommand } from '../command.ts';
import { unwrapCommand } from '../keys/unwrap-command.ts';

export const KEY_UNWRAP_RSA_PKCS: CliCommand = unwrapCommand('rsa-pkcs');
