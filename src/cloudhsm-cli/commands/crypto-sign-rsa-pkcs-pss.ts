import type { CliCommand } from '../command.ts';
import { signCommand } from '../keys/crypto-commands.ts';

export const CRYPTO_SIGN_RSA_PKCS_PSS: CliCommand = signCommand('rsa-pkcs-pss');
