import { emptyOutputFile } from '../console/empty-token-file.ts';
import type { OutputFile } from '../node/console-files.ts';
import type { Shell } from './shell.ts';
import { WORDS } from './words.ts';

/** Where what a command tells of keys goes: to the screen, or to the file that it names. */
export interface KeyAnswer {
  print(line: string): void;
  /** To be called in the end. @returns false where something could not be written; that was printed */
  close(): boolean;
}

/** How each of the answers begins: in the cluster's own folder nothing else is overwritten. */
const BEGINNINGS = ['Attribute Value', 'Keys', 'Key Info', '-----BEGIN CERTIFICATE-----'];

/**
 * @param path the file that the command names, which is overwritten without a warning; without it, the screen
 * @returns undefined where it cannot be written; that was printed
 */
export async function openKeyAnswer(
  path: string | undefined,
  shell: Shell,
): Promise<KeyAnswer | undefined> {
  if (path === undefined) return { print: shell.print, close: () => true };
  const file = await emptyOutputFile(path, shell.files, isAnswer);
  if (file !== undefined) return new AnswerFile(file, path, shell);
  shell.print(WORDS.cannotOpen(path));
  shell.note({ code: 'file-not-emptied', path });
  return undefined;
}

function isAnswer(bytes: Uint8Array): boolean {
  const text = Buffer.from(bytes).toString('latin1').trimStart();
  return text === '' || BEGINNINGS.some((beginning) => text.startsWith(beginning));
}

class AnswerFile implements KeyAnswer {
  readonly #file: OutputFile;
  readonly #path: string;
  readonly #shell: Shell;
  readonly #lines: string[] = [];

  constructor(file: OutputFile, path: string, shell: Shell) {
    this.#file = file;
    this.#path = path;
    this.#shell = shell;
  }

  print(line: string): void {
    this.#lines.push(`${line}\n`);
  }

  close(): boolean {
    try {
      this.#file.write(Buffer.from(this.#lines.join(''), 'utf8'));
      return true;
    } catch {
      this.#shell.print(WORDS.cannotWrite(this.#path));
      this.#shell.note({ code: 'file-not-written', path: this.#path });
      return false;
    } finally {
      this.#file.close();
    }
  }
}
