import { setTimeout as sleep } from 'node:timers/promises';
import { type EditOptions, EditSession } from '../../files/edit-files.ts';
import type { WaitMore } from '../../files/lock-file.ts';
import { answerSignals, holdSignals } from '../../terminal/signals.ts';
import type { Context } from '../context.ts';

/** A file that is being edited, under the path by which it was given. */
export interface EditedFile {
  readonly file: string;
  readonly bytes: Buffer;
  /** Puts another content in its place. */
  readonly replace: (bytes: Uint8Array) => Promise<void>;
}

/**
 * Edits files, each under its lock. A signal that ends the program lets go of the locks first.
 *
 * @throws Failure of kind `file`, as where somebody else holds a lock for ten seconds
 */
export function editFiles<Result>(
  files: readonly string[],
  options: Pick<EditOptions, 'what' | 'limit'>,
  { cwd }: Context,
  work: (edits: readonly EditedFile[]) => Promise<Result>,
): Promise<Result> {
  const session = new EditSession({ ...options, folder: cwd, waitMore: waitUpTo(LONGEST_WAIT) });
  const edit = async (): Promise<Result> => {
    try {
      const edits = await session.open(files);
      return await work(
        edits.map(({ bytes, replace }, at) => ({
          file: files[at] ?? '',
          bytes,
          replace: async (edited) => {
            replace(edited);
            await answerSignals();
          },
        })),
      );
    } finally {
      session.close();
    }
  };
  return holdSignals(edit, () => session.close());
}

/** In milliseconds. */
const LONGEST_WAIT = 10_000;
const PAUSE = 20;

/** Waits for others in small pauses, of which no two processes have the same, up to a limit in all. */
function waitUpTo(limit: number): WaitMore {
  const start = performance.now();
  return async () => {
    if (performance.now() - start >= limit) return false;
    await sleep(PAUSE * (0.5 + Math.random()));
    return true;
  };
}
