/**
 * Token files, as the tool writes them (AWS CloudHSM user guide, "Quorum authentication" and "Rotate MFA").
 */
import type { Shell } from './command.ts';
import { writeOutputFile } from './write-output-file.ts';

/** Of every file; that of quorum tokens, too. */
const VERSION = '2.0';

/** What a file is to hold, in the order of its members. */
export type TokenFileMembers = Readonly<Record<string, unknown>>;

/** @throws CommandError where the file cannot be written */
export async function writeTokenFile(
  path: string,
  members: TokenFileMembers,
  shell: Shell,
): Promise<void> {
  const bytes = Buffer.from(JSON.stringify({ version: VERSION, ...members }, null, 2));
  await writeOutputFile(path, bytes, shell);
}
