import { isInstant } from '../../../ceremony/request/instant.ts';
import { isFailure } from '../../../failure.ts';
import { parseDuration, parseTime } from '../../../hsm/cluster/clock.ts';
import { CommandFailure } from '../../command-failure.ts';
import { quoted } from '../../input/read-file.ts';

/**
 * Reads when a request ends.
 *
 * @param text as `--expires` has it
 * @param now seconds since 1970
 * @returns seconds since 1970
 * @throws CommandFailure of kind `usage` where it is neither a stretch of time nor a time
 */
export function readEnd(text: string, now: number): number {
  const end = parseEnd(text, now);
  if (end !== undefined && isInstant(end)) return end;
  throw new CommandFailure(
    'usage',
    `found --expires ${quoted(text)}, expected a stretch of time or a time`,
    '10m, 2h and 1d are stretches, 2026-11-29T08:00Z is a time',
  );
}

function parseEnd(text: string, now: number): number | undefined {
  try {
    if (/^\d+[smhd]$/.test(text)) return now + Math.floor(parseDuration(text) / 1000);
    // A bare number could be a stretch or a time.
    return /^\d+$/.test(text) ? undefined : Math.floor(parseTime(text) / 1000);
  } catch (error) {
    if (isFailure(error)) return undefined;
    throw error;
  }
}
