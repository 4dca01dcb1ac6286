import type { ListedKey } from '../../hsm/key-protocol.ts';
import { askAboutKey } from '../ask-about-key.ts';
import { formatAttributeValue } from '../attribute-value.ts';
import { type KeyAnswer, openKeyAnswer } from '../key-answer.ts';
import { readKeyHandle } from '../key-handle.ts';
import {
  ALL,
  findObjectAttribute,
  OBJECT_ATTRIBUTES,
  type ObjectAttribute,
} from '../object-attributes.ts';
import { refuseAttribute } from '../refuse-attribute.ts';
import type { ConsoleCommand, NumberedServer, Shell } from '../shell.ts';
import { refuseSyntax } from '../syntax.ts';
import { WORDS } from '../words.ts';

export const GET_ATTRIBUTE: ConsoleCommand = {
  name: 'getAttribute',
  syntax: 'getAttribute <key handle> <attribute id> [<filename>]',
  summary: 'shows an attribute of a key, or with 512 all of them',
  who: 'CU, of own and shared keys',
  async run(args, shell) {
    const [, word, path] = args;
    const handle = readKeyHandle(args[0]);
    if (handle === undefined || word === undefined || args.length > 3) {
      return refuseSyntax(GET_ATTRIBUTE, shell);
    }
    const attribute = findObjectAttribute(word);
    if (attribute === undefined) return refuseAttribute('getAttribute', null, 'unknown', shell);
    const answer = await openKeyAnswer(path, shell);
    if (answer === undefined) return 'refused';
    const outcome = await askAboutKey('getAttribute', handle, shell, (server, key) =>
      show(attribute, key, answer, server, shell),
    );
    return answer.close() ? outcome : 'refused';
  },
};

function show(
  asked: ObjectAttribute,
  { attributes }: ListedKey,
  answer: KeyAnswer,
  server: NumberedServer,
  shell: Shell,
): string | undefined {
  const shown = asked === ALL ? OBJECT_ATTRIBUTES : [asked];
  const lines = shown.flatMap(({ name, attribute }) => {
    const value = attribute && formatAttributeValue(attributes, attribute);
    return value === undefined ? [] : [name, value];
  });
  if (lines.length === 0) return WORDS.keyWithout(asked.name);
  for (const line of ['', `Attribute Value${shell.on(server)}:`, ...lines]) answer.print(line);
  return undefined;
}
