import type { CliCommand } from '../command.ts';
import { changeKey } from '../keys/change-key.ts';
import { FILTER } from '../keys/key-options.ts';
import { selectKey } from '../keys/select-keys.ts';

/** In no service of the quorum: whoever owns a key deletes it alone. */
export const KEY_DELETE: CliCommand = {
  path: ['key', 'delete'],
  spec: { about: 'Delete a key', options: [FILTER] },
  needsLogIn: true,
  isIn: ({ hasKeys }) => hasKeys,
  async run(values, shell) {
    const key = await selectKey('filter', values, shell);
    await changeKey(
      shell,
      key,
      (server) =>
        ({
          op: 'deleteKey',
          session: shell.sessions.idOn(server),
          handle: key.handle,
        }) as const,
    );
    return { message: 'Key deleted successfully' };
  },
};
