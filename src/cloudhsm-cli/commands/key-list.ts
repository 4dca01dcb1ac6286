import { type CliCommand, refuse, type Shell } from '../command.ts';
import { filterOption } from '../keys/key-options.ts';
import { selectKeys } from '../keys/select-keys.ts';
import { describeKeys, showKey, showLabel } from '../keys/show-key.ts';
import type { OptionValues } from '../option-values.ts';
import { roleOf } from '../roles.ts';

const USUAL_ITEMS = 10;

/** To an officer the keys are shown in short, whatever is asked for (AWS CloudHSM user guide, "key list"). */
export const KEY_LIST: CliCommand = {
  path: ['key', 'list'],
  spec: {
    about: 'List the keys that the user owns or shares, and all public keys',
    options: [
      filterOption('filter', 'FILTER', 'Which keys', false),
      {
        name: 'max-items',
        value: 'MAX_ITEMS',
        describe: `How many keys are shown at most [default: ${USUAL_ITEMS}]`,
        number: true,
      },
      {
        name: 'starting-token',
        value: 'STARTING_TOKEN',
        describe: 'Where to begin: next_token of an answer that left some out',
      },
      {
        name: 'verbose',
        short: 'v',
        describe: 'Show all attributes, and who owns and shares each key; of no effect for admins',
      },
    ],
  },
  needsLogIn: true,
  isIn: ({ hasKeys }) => hasKeys,
  async run(values, shell) {
    const { start, most } = readPage(values, shell);
    const keys = await selectKeys('filter', values, shell);
    const page = keys.slice(start, start + most).map(({ handle }) => handle);
    const described = await describeKeys(page, shell);
    const isWhole = values.has('verbose') && !isOfficer(shell);
    const next = start + page.length;
    return {
      matched_keys: described.map((copies) =>
        isWhole ? showKey(copies, shell.servers.length, '0x') : showLabel(copies),
      ),
      total_key_count: keys.length,
      returned_key_count: described.length,
      ...(next < keys.length ? { next_token: String(next) } : {}),
    };
  },
};

/** @throws CommandError */
function readPage(
  values: OptionValues,
  shell: Shell,
): { readonly start: number; readonly most: number } {
  const most = values.number('max-items') ?? USUAL_ITEMS;
  if (most === 0) refuse(shell, { code: 'value-malformed', option: 'max-items' });
  const token = values.find('starting-token') ?? '0';
  if (!/^[0-9]{1,9}$/.test(token)) {
    refuse(shell, { code: 'value-malformed', option: 'starting-token' });
  }
  return { start: Number(token), most };
}

function isOfficer({ servers, sessions }: Shell): boolean {
  return servers.some((server) => {
    const logIn = sessions.on(server);
    return logIn !== undefined && roleOf(logIn.type) === 'admin';
  });
}
