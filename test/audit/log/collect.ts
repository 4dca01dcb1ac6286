import { createLogReader } from '../../../src/audit/log/reader.ts';
import type { LogEntry, LogEvent, LogOddity } from '../../../src/audit/log-event.ts';

/** All that a reader says of a log, which comes in these pieces. */
export function readAll(
  pieces: string | Uint8Array | readonly (string | Uint8Array)[],
  stream = 'hsm-1',
): LogEntry[] {
  const entries: LogEntry[] = [];
  const reader = createLogReader(stream, (entry) => entries.push(entry));
  const all = typeof pieces === 'string' || pieces instanceof Uint8Array ? [pieces] : pieces;
  for (const piece of all) reader.push(piece);
  reader.end();
  return entries;
}

export function eventsOf(entries: readonly LogEntry[]): LogEvent[] {
  return entries.flatMap((entry) => (entry.kind === 'event' ? [entry.event] : []));
}

export function odditiesOf(entries: readonly LogEntry[]): LogOddity[] {
  return entries.flatMap((entry) => (entry.kind === 'oddity' ? [entry.oddity] : []));
}
