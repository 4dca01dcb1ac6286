/** A path as a shell takes it that is typed with `~/` for the home folder. */
export function expandHome(
  path: string,
  env: Readonly<Record<string, string | undefined>>,
): string {
  const home = env['HOME'];
  return home !== undefined && /^~(\/|$)/.test(path) ? `${home}${path.slice(1)}` : path;
}
