import type { CliCommand } from '../command.ts';
import { logIn } from '../log-in.ts';
import { showUser, typeOf } from '../roles.ts';
import { signChallenges } from '../second-factor.ts';
import { requireOutputFile } from '../write-output-file.ts';

/** Name, role and password are options of `login` itself. */
export const LOGIN_MFA_TOKEN_SIGN: CliCommand = {
  path: ['login', 'mfa-token-sign'],
  spec: {
    about: 'Log in with a second factor, which signs a token of each HSM',
    options: [
      {
        name: 'token',
        value: 'TOKEN',
        describe: 'File to write with what is to be signed',
        required: true,
        file: true,
      },
    ],
  },
  needsLogIn: false,
  async run(values, shell) {
    const [name, role, path] = [values.text('username'), values.text('role'), values.text('token')];
    const type = typeOf(role);
    const password = values.find('password') ?? (await shell.ask.password());
    await requireOutputFile(path, shell);
    const readSignatures = await signChallenges(path, { purpose: 'login', type, name }, shell);
    await logIn({ type, name, password }, shell, await readSignatures());
    return showUser(name, role);
  },
};
