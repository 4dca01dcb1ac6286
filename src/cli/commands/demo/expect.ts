/** What the chapters rest on. */
import { spawnSync } from 'node:child_process';

/** What the demo tells must be so. @throws Error */
export function expectWords(printed: string, words: string): void {
  if (!printed.includes(words)) throw new Error(`expected "${words}", found:\n${printed}`);
}

/** Whether this machine has it; where not, everybody in the tale signs with mofn. */
export function hasOpenssl(): boolean {
  return hasProgram('openssl', 'version');
}

/** Whether a program is there, by something that it does without harm. */
export function hasProgram(name: string, ...words: readonly string[]): boolean {
  return spawnSync(name, words, { stdio: 'ignore' }).status === 0;
}
