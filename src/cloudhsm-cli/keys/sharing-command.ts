import type { CliCommand } from '../command.ts';
import { APPROVAL, ROLE, USERNAME } from '../options.ts';
import { readApproval } from '../read-files.ts';
import { typeOf } from '../roles.ts';
import { changeKey } from './change-key.ts';
import { FILTER } from './key-options.ts';
import { selectKey } from './select-keys.ts';

/** What tells `key share` from `key unshare`. */
interface Sharing {
  readonly word: string;
  readonly op: 'shareKey' | 'unshareKey';
  readonly about: string;
  readonly message: string;
}

export function sharingCommand({ word, op, about, message }: Sharing): CliCommand {
  return {
    path: ['key', word],
    spec: { about, options: [FILTER, USERNAME, ROLE, APPROVAL] },
    needsLogIn: true,
    isIn: ({ hasKeys }) => hasKeys,
    async run(values, shell) {
      const approval = await readApproval(values.find('approval'), shell);
      const key = await selectKey('filter', values, shell);
      const user = { type: typeOf(values.text('role')), name: values.text('username') };
      await changeKey(
        shell,
        key,
        (server) =>
          ({
            op,
            session: shell.sessions.idOn(server),
            handle: key.handle,
            user,
            ...approval,
          }) as const,
        approval,
      );
      return { message };
    },
  };
}
