import { isKeyAttributeName, KEY_ATTRIBUTE_NAMES, type KeyAttributeName } from '../../hsm/keys.ts';
import { type CliCommand, refuse } from '../command.ts';
import { changeKey } from '../keys/change-key.ts';
import { FILTER } from '../keys/key-options.ts';
import { readSetValue } from '../keys/key-words.ts';
import { selectKey } from '../keys/select-keys.ts';
import { APPROVAL } from '../options.ts';
import { readApproval } from '../read-files.ts';

export const KEY_SET_ATTRIBUTE: CliCommand = {
  path: ['key', 'set-attribute'],
  spec: {
    about: 'Set an attribute of a key',
    options: [
      FILTER,
      {
        name: 'name',
        value: 'KEY_ATTRIBUTE',
        describe: 'Name of the attribute, as key list --verbose has it',
        required: true,
        starts: KEY_ATTRIBUTE_NAMES,
        check: (name) => (isKeyAttributeName(name) ? undefined : `unknown attribute '${name}'`),
      },
      {
        name: 'value',
        value: 'KEY_ATTRIBUTE_VALUE',
        describe: 'What it is to be: true or false, or a text',
        required: true,
      },
      APPROVAL,
    ],
  },
  needsLogIn: true,
  isIn: ({ hasKeys }) => hasKeys,
  async run(values, shell) {
    // The grammar takes no other.
    const attribute = values.text('name') as KeyAttributeName;
    const reading = readSetValue(attribute, values.text('value'));
    if (!('value' in reading)) refuse(shell, { code: 'value-malformed', option: 'value' });
    const approval = await readApproval(values.find('approval'), shell);
    const key = await selectKey('filter', values, shell);
    await changeKey(
      shell,
      key,
      (server) =>
        ({
          op: 'setKeyAttribute',
          session: shell.sessions.idOn(server),
          handle: key.handle,
          attribute,
          value: reading.value,
          ...approval,
        }) as const,
      approval,
    );
    return { message: 'Attribute set successfully' };
  },
};
