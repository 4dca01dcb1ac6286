/** Where a line is typed: of a command's world, all that a Tab has to do with. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Working directory: where relative paths start. */
  readonly cwd: string;
}
