import type { CliCommand } from '../command.ts';
import { verifyCommand } from '../keys/crypto-commands.ts';

export const CRYPTO_VERIFY_RSA_PKCS_PSS: CliCommand = verifyCommand('rsa-pkcs-pss');
