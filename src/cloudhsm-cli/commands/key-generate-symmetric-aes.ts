import type { CliCommand } from '../command.ts';
import { generateSecretCommand } from '../keys/generate-secret-command.ts';

export const KEY_GENERATE_SYMMETRIC_AES: CliCommand = generateSecretCommand('aes');
