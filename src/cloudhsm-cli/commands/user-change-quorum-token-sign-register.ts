import type { ClusterServer } from '../../hsm/protocol.ts';
import type { CliCommand } from '../command.ts';
import { askEach } from '../fan-out.ts';
import { readPublicKeyFile, readSignedEntries, refuseDocument } from '../read-files.ts';
import { roleOf, showUser } from '../roles.ts';

/** The key is of whoever is logged in. */
export const USER_CHANGE_QUORUM_TOKEN_SIGN_REGISTER: CliCommand = {
  path: ['user', 'change-quorum', 'token-sign', 'register'],
  spec: {
    about: 'Register your public key, with which your approvals are checked',
    options: [
      {
        name: 'public-key',
        value: 'PUBLIC_KEY',
        describe: 'File of the public key, in PEM',
        required: true,
        file: true,
      },
      {
        name: 'signed-token',
        value: 'SIGNED_TOKEN',
        describe: 'File of a token for registration, signed with the private key',
        required: true,
        file: true,
      },
    ],
  },
  needsLogIn: true,
  async run(values, shell) {
    const { sessions } = shell;
    const publicKey = await readPublicKeyFile(values.text('public-key'), shell);
    const path = values.text('signed-token');
    const [entry, ...more] = await readSignedEntries(path, 'registration', shell);
    if (entry?.data === undefined || more.length > 0) {
      refuseDocument(path, 'entries', 'it has more to sign than one thing', shell);
    }
    const { data: token, signature } = entry;
    const own = (server: ClusterServer): { readonly type: string; readonly name: string } => {
      // Where nobody is logged in, the HSM asks for that first.
      const { type = 'CO', name = '' } = sessions.on(server) ?? {};
      return { type, name };
    };
    await askEach(
      shell,
      (server) =>
        ({
          op: 'registerKey',
          session: sessions.idOn(server),
          ...own(server),
          publicKey,
          token,
          signature,
        }) as const,
    );
    const [first] = shell.servers;
    const user = first && sessions.on(first);
    return showUser(user?.name ?? '', roleOf(user?.type ?? 'CO'));
  },
};
