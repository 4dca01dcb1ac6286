import type { CliCommand } from '../command.ts';
import { verifyCommand } from '../keys/crypto-commands.ts';

export const CRYPTO_VERIFY_ECDSA: CliCommand = verifyCommand('ecdsa');
