import type { CliCommand } from '../command.ts';
import { signCommand } from '../keys/crypto-commands.ts';

export const CRYPTO_SIGN_ECDSA: CliCommand = signCommand('ecdsa');
