/**
 * Logs of a bundle: read twice, first to see when tokens were got, then to hold what was done against the requests.
 */
import { Audit } from '../../audit/judge/judge-audit.ts';
import { createLogReader } from '../../audit/log/reader.ts';
import type { LogEntry } from '../../audit/log-event.ts';
import { PIECE_FOLDERS, type Piece } from '../piece.ts';
import { attempt, type PieceProblem } from './attempt.ts';

/** Logs, and what they tell before any question. */
export interface Logs {
  readonly pieces: readonly Piece[];
  /** The first piece that has events of it. */
  readonly pathOf: ReadonlyMap<string, string>;
  /** When tokens were got: microseconds since 1970. */
  readonly got: readonly bigint[];
}

const FOLDER = `${PIECE_FOLDERS.log}/`;

/** Bytes that are read at a time. */
const STEP = 1 << 18;

/** Reads what logs tell of streams and tokens. Those that are no logs are left out. */
export function readLogs(pieces: readonly Piece[], problems: PieceProblem[]): Logs {
  const pathOf = new Map<string, string>();
  const got: bigint[] = [];
  const logs = pieces
    .filter(({ kind }) => kind === 'log')
    .filter((piece) => {
      let events = 0;
      const isRead = attempt(piece.path, problems, () => {
        readLog(piece, (entry) => {
          if (entry.kind !== 'event') return;
          events += 1;
          if (!pathOf.has(entry.stream)) pathOf.set(entry.stream, piece.path);
          const { opcode, response, time } = entry.event;
          if (opcode === 'CN_GET_TOKEN' && response.isSuccess) got.push(time);
        });
        return true;
      });
      if (isRead === true && events === 0)
        problems.push({ path: piece.path, problem: 'no-events' });
      return isRead === true && events > 0;
    });
  return { pieces: logs, pathOf, got };
}

/** @param from microseconds since 1970 */
export function auditLogs({ pieces }: Logs, from: bigint | undefined, keepsKeys: boolean): Audit {
  const audit = new Audit({ from, until: undefined }, { keepsKeys });
  for (const piece of pieces) {
    const name = streamName(piece);
    audit.beginFile();
    readLog(piece, (entry) => audit.take(entry, entry.stream !== name));
  }
  return audit;
}

function readLog(piece: Piece, onEntry: (entry: LogEntry) => void): void {
  const reader = createLogReader(streamName(piece), onEntry);
  for (let at = 0; at < piece.bytes.length; at += STEP) {
    reader.push(piece.bytes.subarray(at, at + STEP));
  }
  reader.end();
}

/** A text does not say what HSM it is of. */
function streamName({ path }: Piece): string {
  return path.startsWith(FOLDER) ? path.slice(FOLDER.length) : path;
}

/** Whether some bytes are a log that has at least one event. */
export function isLog(bytes: Uint8Array): boolean {
  const piece: Piece = { path: '', kind: 'log', bytes };
  return readLogs([piece], []).pieces.length > 0;
}
