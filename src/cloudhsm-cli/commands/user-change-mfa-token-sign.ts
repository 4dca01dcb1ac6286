import type { ClusterServer, KeyProof } from '../../hsm/protocol.ts';
import type { CliCommand, Shell } from '../command.ts';
import { changeEach } from '../fan-out.ts';
import type { OptionValues } from '../option-values.ts';
import { APPROVAL, ROLE, USERNAME } from '../options.ts';
import { readNewPassword } from '../passwords.ts';
import { readApproval, readPublicKeyFile } from '../read-files.ts';
import { showUser, typeOf } from '../roles.ts';
import { signChallenges } from '../second-factor.ts';
import { requireOutputFile } from '../write-output-file.ts';

/**
 * A new second factor comes with a password, which is asked for where the command line has none, as the
 * documented sessions have it; without a second factor the password stays, unless there is one.
 */
export const USER_CHANGE_MFA_TOKEN_SIGN: CliCommand = {
  path: ['user', 'change-mfa', 'token-sign'],
  spec: {
    about: 'Give a user another key as its second factor, or take it away',
    options: [
      USERNAME,
      ROLE,
      {
        name: 'change-password',
        value: 'CHANGE_PASSWORD',
        describe: 'Password of the user from now on, in plain text',
        secret: true,
      },
      {
        name: 'token',
        value: 'TOKEN',
        describe: 'File to write with what the new key is to sign',
        file: true,
      },
      APPROVAL,
      { name: 'deregister', describe: 'Take the second factor away' },
      { name: 'change-quorum', describe: 'Change the key for approvals with it' },
    ],
    oneOf: [['token', 'deregister']],
  },
  needsLogIn: true,
  async run(values, shell) {
    const [name, role] = [values.text('username'), values.text('role')];
    const type = typeOf(role);
    const { password, proofFor } = await readChange(name, type, values, shell);
    const approval = await readApproval(values.find('approval'), shell);
    await changeEach(
      shell,
      (server) =>
        ({
          op: 'changeMfa',
          session: shell.sessions.idOn(server),
          type,
          name,
          secondFactor: proofFor(server),
          ...(password === undefined ? {} : { password }),
          changeQuorum: values.has('change-quorum'),
          ...approval,
        }) as const,
      approval,
    );
    return showUser(name, role);
  },
};

/** What a user is to have from now on. */
interface Change {
  readonly password: string | undefined;
  /** Of the new second factor; null where it is taken away. */
  readonly proofFor: (server: ClusterServer) => KeyProof | null;
}

/** The file is written between the passwords and the question for it. @throws CommandError */
async function readChange(
  name: string,
  type: 'CO' | 'CU',
  values: OptionValues,
  shell: Shell,
): Promise<Change> {
  const path = values.find('token');
  if (path === undefined) {
    return { password: values.find('change-password'), proofFor: () => null };
  }
  const password = await readNewPassword(values.find('change-password'), shell);
  await requireOutputFile(path, shell);
  const readSignatures = await signChallenges(path, { purpose: 'register', type, name }, shell);
  const keyPath = await shell.ask.publicKey();
  const signatureFor = await readSignatures();
  const publicKey = await readPublicKeyFile(keyPath, shell);
  return {
    password,
    proofFor: (server) => ({ publicKey, signature: signatureFor(server) }),
  };
}
