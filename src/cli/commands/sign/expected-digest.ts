import { countNoun } from '../../../words/count-noun.ts';
import { quotePath } from '../../../words/quote-for-shell.ts';
import { CommandFailure } from '../../command-failure.ts';
import { quoted } from '../../input/read-file.ts';
import type { Message } from './message.ts';

/**
 * Reads `--expect-digest`.
 *
 * @param file that is to have it, for the hint
 * @returns 64 lower-case digits; nothing where nothing is expected
 * @throws Failure of kind `usage`
 */
export function parseDigest(
  text: string | undefined,
  file: string | undefined,
): string | undefined {
  if (text === undefined) return undefined;
  if (/^[0-9a-f]{64}$/i.test(text)) return text.toLowerCase();
  throw new CommandFailure(
    'usage',
    `--expect-digest takes a SHA-256 of 64 hex digits, found ${countNoun(text.length, 'character')}`,
    file === undefined || file === '-'
      ? 'whoever asked for the token tells it'
      : `it is told by whoever asked for the token; of what is here: sha256sum ${quotePath(file)}`,
  );
}

/** @throws Failure of kind `file` where the message has another digest */
export function checkDigest(
  message: Pick<Message, 'path' | 'digest'>,
  expected: string | undefined,
): void {
  if (expected === undefined || message.digest === expected) return;
  throw new CommandFailure(
    'file',
    `${quoted(message.path)} is not the expected file: its SHA-256 is ${message.digest}, expected ${expected}`,
    'nothing was signed',
  );
}
