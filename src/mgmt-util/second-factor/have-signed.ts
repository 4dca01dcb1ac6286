/**
 * The file of `-2fa`: what every HSM wants signed goes into it, somebody signs it outside, and it is read again
 * (AWS CloudHSM user guide, "Create users with 2FA enabled").
 */
import { emptyTokenFile } from '../../console/empty-token-file.ts';
import { isFailure } from '../../failure.ts';
import type { OutputFile } from '../../node/console-files.ts';
import { nodeCrypto } from '../../node/node-crypto.ts';
import { LARGEST_JSON_BYTES } from '../../token/json/read-json.ts';
import type { AuthDataDocument } from '../../token/sdk5/document.ts';
import { writeAuthData } from '../../token/sdk5/new-authdata.ts';
import { readSdk5File } from '../../token/sdk5-token.ts';
import { describeFailure } from '../../words/failures/index.ts';
import { SDK5_KINDS } from '../../words/sdk5-kinds.ts';
import { readFile } from '../read-file.ts';
import type { Shell } from '../shell.ts';
import { WORDS } from '../words.ts';
import type { Challenge } from './challenge.ts';

/** What was asked for, and where the answer is. */
export interface Answered {
  readonly challenges: readonly Challenge[];
  /** The file that somebody has signed. */
  readonly path: string;
}

/**
 * Writes the file and asks for the signed one. The file is emptied before any server is asked, as that of a token.
 *
 * @param ask asks the servers; undefined calls the command off, and so do no challenges at all
 * @returns undefined where the command is to end; why was printed
 */
export async function haveSigned(
  path: string,
  shell: Shell,
  ask: () => Promise<readonly Challenge[] | undefined>,
): Promise<Answered | undefined> {
  const file = await emptyTokenFile(path, shell.files);
  if (file === undefined) {
    shell.print(WORDS.cannotOpen(path));
    shell.note({ code: 'file-not-emptied', path });
    return undefined;
  }
  const challenges = await fill(file, path, shell, ask);
  if (challenges === undefined) return undefined;
  shell.print(WORDS.authDataWritten(path));
  for (const line of WORDS.authDataRequest) shell.print(line);
  const answer = (await shell.ask.askEntry(WORDS.enterFileName))?.trim();
  return answer === undefined ? undefined : { challenges, path: answer === '' ? path : answer };
}

async function fill(
  file: OutputFile,
  path: string,
  shell: Shell,
  ask: () => Promise<readonly Challenge[] | undefined>,
): Promise<readonly Challenge[] | undefined> {
  try {
    const challenges = await ask();
    if (challenges === undefined || challenges.length === 0) return undefined;
    if (write(file, writeAuthData(challenges))) return challenges;
    shell.print(WORDS.cannotWrite(path));
    shell.note({ code: 'file-not-written', path });
    return undefined;
  } finally {
    file.close();
  }
}

function write(file: OutputFile, bytes: Uint8Array): boolean {
  try {
    file.write(bytes);
    return true;
  } catch {
    return false;
  }
}

/** @returns undefined where it is no such file; why was printed */
export function readAuthData(path: string, shell: Shell): AuthDataDocument | undefined {
  const bytes = readFile(path, LARGEST_JSON_BYTES, shell);
  if (bytes === undefined) return undefined;
  const refuse = (problem: string, why: string): undefined => {
    shell.print(WORDS.notRead(path, why));
    shell.note({ code: 'authdata-not-read', path, problem, printed: why });
  };
  try {
    const document = readSdk5File(bytes, nodeCrypto);
    if (document.kind === 'authdata') return document;
    return refuse('sdk5-kind', `it is ${SDK5_KINDS[document.kind]}`);
  } catch (thrown) {
    if (!isFailure(thrown)) throw thrown;
    return refuse(thrown.code, describeFailure(thrown).message);
  }
}
