/**
 * Which keys a filter means, on all HSMs together.
 */
import type { KeyFilter, KeyHandle } from '../../hsm/key-protocol.ts';
import type { ClusterServer } from '../../hsm/protocol.ts';
import { refuse, type Shell } from '../command.ts';
import { CommandError } from '../command-error.ts';
import { type Answered, collect } from '../fan-out.ts';
import type { OptionValues } from '../option-values.ts';
import { textOf } from '../refusal-texts.ts';
import { readFilterWord } from './key-words.ts';

/** A key, and the HSMs that have it. */
export interface SelectedKey {
  readonly handle: KeyHandle;
  readonly servers: readonly ClusterServer[];
}

type FindKeys = {
  readonly op: 'findKeys';
  readonly session: string;
  readonly filter: KeyFilter;
};

/**
 * The keys that match everything that an option says, in the order of their handles: those that the user can see,
 * on any HSM that answers.
 *
 * @throws CommandError where none answers
 */
export async function selectKeys(
  option: string,
  values: OptionValues,
  shell: Shell,
): Promise<readonly SelectedKey[]> {
  const filter = readFilter(values.list(option));
  // Somebody has to be logged in also for a filter that no key can match.
  const { done, refused } = await collect(
    shell,
    (server): FindKeys => ({
      op: 'findKeys',
      session: shell.sessions.idOn(server),
      filter: filter ?? { attributes: [] },
    }),
    () => false,
  );
  const [first] = refused;
  if (first !== undefined && done.length === 0) {
    throw new CommandError(textOf(first, shell.texts));
  }
  return filter === undefined ? [] : joinKeys(done);
}

/** The one key that an option means. @throws CommandError where it means none, or several */
export async function selectKey(
  option: string,
  values: OptionValues,
  shell: Shell,
): Promise<SelectedKey> {
  const [key, ...more] = await selectKeys(option, values, shell);
  if (key === undefined) refuse(shell, { code: 'no-key-matches', option });
  if (more.length > 0) refuse(shell, { code: 'keys-match', option, keys: 1 + more.length });
  return key;
}

/** How many HSMs have to have a key that is used (seen with 5.16). */
const LEAST_HSMS = 2;

/**
 * The one key that an option means, to be used: on two HSMs at least, unless the cluster is told otherwise.
 *
 * @throws CommandError
 */
export async function selectUsableKey(
  option: string,
  values: OptionValues,
  shell: Shell,
): Promise<SelectedKey> {
  const key = await selectKey(option, values, shell);
  const hsms = key.servers.length;
  if (hsms < LEAST_HSMS && shell.checksKeyAvailability()) {
    refuse(shell, { code: 'key-on-few-hsms', handle: key.handle, hsms, least: LEAST_HSMS });
  }
  return key;
}

/** @returns nothing where no key can match; the grammar has judged every word by itself */
function readFilter(words: readonly string[]): KeyFilter | undefined {
  const said = words.flatMap((word) => {
    const reading = readFilterWord(word);
    return 'value' in reading ? [reading.value] : [];
  });
  const handles = new Set(said.flatMap((part) => ('handle' in part ? [part.handle] : [])));
  const attributes = said.flatMap((part) => ('attribute' in part ? [part.attribute] : []));
  const [handle] = handles;
  if (handles.size > 1 || handle === null) return undefined;
  return { attributes, ...(handle === undefined ? {} : { handle }) };
}

function joinKeys(answers: readonly Answered<FindKeys>[]): readonly SelectedKey[] {
  const holders = new Map<KeyHandle, ClusterServer[]>();
  for (const { server, reply } of answers) {
    for (const handle of reply.handles) {
      const known = holders.get(handle);
      if (known === undefined) holders.set(handle, [server]);
      else known.push(server);
    }
  }
  return [...holders]
    .map(([handle, servers]) => ({ handle, servers }))
    .sort((one, other) => one.handle - other.handle);
}
