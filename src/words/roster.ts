/**
 * What people read of a roster's files. Each ends a sentence that begins with the file's name.
 */

import type { RosterProblem, StrayProblem } from '../ceremony/roster.ts';
import { escapeUnsafe } from '../printable.ts';
import { countNoun } from './count-noun.ts';
import { describeFailure } from './failures/index.ts';
import { describeKeyProblem } from './quorum-key.ts';

/**
 * What is the matter with an officer's file, or with a file that is nobody's: lower case, no full stop.
 *
 * @example
 * describeRosterProblem({ code: 'shared-key', owner: 'officer1' });
 * // "its key is officer1's too, and counts once"
 */
export function describeRosterProblem(problem: RosterProblem | StrayProblem): string {
  switch (problem.code) {
    case 'key-size':
      return `its key has ${countNoun(problem.bits, 'bit')}, and an HSM registers keys of 2048 bits only`;
    case 'key-flaw':
      return `its key proves nothing: ${describeKeyProblem(problem.problem)}`;
    case 'shared-key':
      return `its key is ${problem.owner}'s too, and counts once`;
    case 'unreadable':
      return `it cannot be read: ${describeFailure(problem.failure).message}`;
    case 'empty':
      return 'it is empty, expected a public key';
    case 'private-key':
      return 'it holds a private key, which belongs to its officer alone; put the public key here';
    case 'openssh-key':
      return 'it holds an OpenSSH public key; "ssh-keygen -e -m PKCS8 -f FILE" converts one';
    case 'no-key':
      return 'it holds no public key and no certificate, PEM or DER';
    case 'not-rsa':
      return `its key is of type ${problem.type}, expected RSA`;
    case 'differs':
      return `${escapeUnsafe(problem.other)} is of the same officer and holds something else`;
    case 'ending':
      return 'it is left alone: a roster has NAME.pub files';
    case 'no-user-name':
      return `"${escapeUnsafe(problem.name)}" is no user name: 1 to 31 letters, digits and _`;
  }
}
