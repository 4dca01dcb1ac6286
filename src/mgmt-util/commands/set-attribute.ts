import { askForCaution } from '../caution.ts';
import { askEachServer } from '../fan-out.ts';
import { readKeyHandle } from '../key-handle.ts';
import { findObjectAttribute, type ObjectAttribute } from '../object-attributes.ts';
import { refuseAttribute } from '../refuse-attribute.ts';
import type { ConsoleCommand } from '../shell.ts';
import { refuseSyntax } from '../syntax.ts';

export const SET_ATTRIBUTE: ConsoleCommand = {
  name: 'setAttribute',
  syntax: 'setAttribute <key handle> <attribute id> <value>',
  summary: 'sets an attribute of a key on each server',
  who: 'CU, of own keys; CO, OBJ_ATTR_TRUSTED alone',
  async run(args, shell) {
    const [, word, typed] = args;
    const handle = readKeyHandle(args[0]);
    if (handle === undefined || word === undefined || typed === undefined || args.length > 3) {
      return refuseSyntax(SET_ATTRIBUTE, shell);
    }
    const found = findObjectAttribute(word);
    if (found === undefined) return refuseAttribute('setAttribute', null, 'unknown', shell);
    const { attribute } = found;
    if (attribute === undefined || found.isSettable !== true) {
      return refuseAttribute('setAttribute', found.name, 'not-settable', shell);
    }
    const value = readValue(found, typed);
    if (value === undefined) return refuseAttribute('setAttribute', found.name, 'value', shell);
    if (!(await askForCaution(shell))) return 'refused';
    return askEachServer(
      shell,
      'setAttribute',
      ({ server }) =>
        ({
          op: 'setKeyAttribute',
          session: shell.sessions.idOn(server),
          handle,
          attribute,
          value,
        }) as const,
      (server) => shell.printSuccess('setAttribute', server),
    );
  },
};

/** @returns undefined where it is none that the attribute can have */
function readValue({ attribute }: ObjectAttribute, typed: string): boolean | string | undefined {
  if (attribute === 'label') return typed;
  return typed === '1' || typed === '0' ? typed === '1' : undefined;
}
