/** What an error's `code` is where a part of the program cannot be loaded: it was removed, or there is another one now. */
export const REPLACED = 'MOFN_REPLACED';

/** Whether the program's files are no longer those of the program that runs. */
export function isReplaced(thrown: unknown): thrown is Error {
  return thrown instanceof Error && 'code' in thrown && thrown.code === REPLACED;
}
