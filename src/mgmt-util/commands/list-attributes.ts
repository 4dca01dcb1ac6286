import { OBJECT_ATTRIBUTES } from '../object-attributes.ts';
import type { ConsoleCommand } from '../shell.ts';
import { refuseSyntax } from '../syntax.ts';

/** At which column the documented listing has its `=`. */
const WIDTH = 32;

export const LIST_ATTRIBUTES: ConsoleCommand = {
  name: 'listAttributes',
  syntax: 'listAttributes',
  summary: 'lists the attributes of keys, with their numbers',
  who: 'all users, no log-in needed',
  async run(args, shell) {
    if (args.length > 0) return refuseSyntax(LIST_ATTRIBUTES, shell);
    shell.print('');
    shell.print('Following are the possible attribute values for getAttribute:');
    shell.print('');
    for (const { name, number } of OBJECT_ATTRIBUTES) {
      shell.print(`      ${name.padEnd(WIDTH)}= ${number}`);
    }
    return 'done';
  },
};
