import { resolve } from 'node:path';
import { Audit, type AuditOptions } from '../../../audit/judge/judge-audit.ts';
import { createLogReader } from '../../../audit/log/reader.ts';
import type { LogOddity } from '../../../audit/log-event.ts';
import type { AuditWindow } from '../../../audit/report.ts';
import { Failure } from '../../../failure.ts';
import { identifyFile } from '../../../files/file-version.ts';
import { openTypedFile } from '../../../files/read-typed.ts';
import { systemNameOf } from '../../../files/system-error.ts';
import { describeLogOddity } from '../../../words/audit.ts';
import { CommandFailure } from '../../command-failure.ts';
import type { Context } from '../../context.ts';
import { quoted } from '../../input/read-file.ts';
import { refuseEmptyName } from '../../input/refuse-empty-name.ts';

/** Bytes of a log that are read at a time. */
const PIECE = 1 << 18;

/** Bytes without an event behind which there is none: an event has some hundred. */
const MOST_WITHOUT_EVENT = 64 << 20;

/**
 * Reads logs into an audit, a piece at a time.
 *
 * @throws Failure `file-unreadable`, `log-json`, `audit-too-much`; CommandFailure of kind `usage` where a file is given twice, of
 *   kind `file` where one has no event
 */
export async function readLogs(
  paths: readonly string[],
  window: AuditWindow,
  options: AuditOptions,
  context: Context,
): Promise<Audit> {
  refuseSameFile(paths, context);
  const audit = new Audit(window, options);
  for (const path of paths) await readLog(path, audit, context);
  return audit;
}

async function readLog(path: string, audit: Audit, context: Context): Promise<void> {
  const name = path === '-' ? 'standard input' : path;
  let hasEvents = false;
  let oddity: LogOddity | undefined;
  audit.beginFile();
  const reader = createLogReader(name, (entry) => {
    if (entry.kind === 'event') hasEvents = true;
    // Lines of a text that is no log are none, and nothing has to be said of the first.
    else if (entry.oddity.code !== 'no-time') oddity ??= entry.oddity;
    audit.take(entry, entry.stream !== name);
  });
  let size = 0;
  for await (const piece of readPieces(path, context)) {
    reader.push(piece);
    size += piece.length;
    if (!hasEvents && size > MOST_WITHOUT_EVENT) break;
  }
  if (size <= MOST_WITHOUT_EVENT || hasEvents) reader.end();
  if (hasEvents) return;
  const why =
    oddity === undefined
      ? ''
      : `; it cannot be read at ${oddity.place}: ${describeLogOddity(oddity)}`;
  throw new CommandFailure(
    'file',
    `found no event of an HSM in ${path === '-' ? name : quoted(path)}${why}`,
    'name the audit log of an HSM: docs/evidence.md says how to export it',
  );
}

async function* readPieces(path: string, context: Context): AsyncGenerator<Uint8Array> {
  if (path === '-') {
    yield* context.stdin.pieces();
    return;
  }
  refuseEmptyName('log', path);
  const file = open(path, context);
  try {
    const buffer = Buffer.allocUnsafeSlow(PIECE);
    for (;;) {
      const length = reading(path, () => file.read(buffer));
      if (length === 0) return;
      yield buffer.subarray(0, length);
    }
  } finally {
    file.close();
  }
}

function open(path: string, { cwd }: Context): ReturnType<typeof openTypedFile> {
  return reading(path, () => openTypedFile(resolve(cwd, path)));
}

function reading<Result>(path: string, read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    const system = systemNameOf(error);
    throw new Failure('file-unreadable', { what: 'log', path, system }, { cause: error });
  }
}

/** The same log twice would look as if another HSM had done the same. */
function refuseSameFile(paths: readonly string[], { cwd, stdin }: Context): void {
  const seen = new Map<string, string>();
  for (const path of paths) {
    const { descriptor } = stdin;
    const id =
      path === '-' ? descriptor && identifyFile(descriptor) : identifyFile(resolve(cwd, path));
    if (!id) continue;
    const other = seen.get(String(id));
    if (other !== undefined) {
      throw new CommandFailure(
        'usage',
        `${quoted(other)} and ${quoted(path)} are the same log`,
        'name each log once',
      );
    }
    seen.set(String(id), path);
  }
}
