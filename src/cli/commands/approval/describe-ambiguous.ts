import { escapeUnsafe } from '../../../printable.ts';

/** Of a path under which the working directory and the approval file's folder hold different files. */
export function describeAmbiguous(path: string): string {
  return (
    `"${escapeUnsafe(path)}" is taken from the working directory, as the HSM's tool does; ` +
    "the approval file's own folder has another file of that name"
  );
}
