/**
 * The system's name of an error, such as `ENOENT`.
 *
 * @returns undefined for what the system has not thrown
 */
export function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error && 'code' in error)) return undefined;
  // libuv has no name for this one. node:os is loaded only now, for that takes a part of each start.
  const { errno } = process.getBuiltinModule('node:os').constants;
  if ('errno' in error && error.errno === -errno.EDQUOT) return 'EDQUOT';
  return String(error.code);
}

/** What a failure's `system` holds: the error's name, or what it says where it has none. */
export function systemNameOf(error: unknown): string {
  return errorCode(error) ?? (error instanceof Error ? error.message : String(error));
}
