import type { CliCommand } from '../command.ts';
import { generateSecretCommand } from '../keys/generate-secret-command.ts';

export const KEY_GENERATE_SYMMETRIC_GENERIC_SECRET: CliCommand =
  generateSecretCommand('generic-secret');
