import type { HsmRefusal } from '../../hsm/refusals.ts';
import type { NumberedServer, Shell } from '../shell.ts';
import { type Challenge, getChallenge } from './challenge.ts';
import { findSignatures } from './find-signatures.ts';
import { haveSigned, readAuthData } from './have-signed.ts';

/** With what somebody logs in, beside the password. */
export interface SignedLogIn {
  /** The servers that answered. */
  readonly servers: readonly NumberedServer[];
  readonly signatures: ReadonlyMap<NumberedServer, Uint8Array>;
  /** Tells what was wrong with the signed file; of use to whoever was refused only. */
  readonly explain: () => void;
}

/**
 * Has a second factor sign what each server asks of whoever logs in. Whether the user has one, only the server
 * knows: for those without, the answer does not matter, whatever it is (AWS CloudHSM user guide, 2022 to 2023,
 * "Managing 2FA").
 *
 * @param refused prints that a server refused
 * @returns undefined where the command is to end; why was printed
 */
export async function signLogIn(
  user: { readonly type: string; readonly name: string },
  path: string,
  shell: Shell,
  refused: (server: NumberedServer, refusal: HsmRefusal) => void,
): Promise<SignedLogIn | undefined> {
  const { type, name } = user;
  const answered = await haveSigned(path, shell, async () => {
    const challenges: Challenge[] = [];
    for (const numbered of shell.servers) {
      const reply = await getChallenge({ purpose: 'login', type, name }, numbered);
      if (reply.ok) challenges.push(reply);
      else refused(numbered, reply);
    }
    return challenges;
  });
  if (answered === undefined) return undefined;
  const told: (() => void)[] = [];
  const later: Shell = {
    ...shell,
    print: (line) => told.push(() => shell.print(line)),
    note: (reason) => told.push(() => shell.note(reason)),
  };
  const document = readAuthData(answered.path, later);
  return {
    servers: answered.challenges.map(({ numbered }) => numbered),
    signatures: document === undefined ? new Map() : findSignatures(answered, document, later),
    explain: () => {
      for (const tell of told) tell();
    },
  };
}
