/** What to do about keys that the HSMs hold: at the prompt of `cloudhsm-cli`, whatever the type of the HSMs. */
import type { ExaminedServer } from '../../../../../../hsm/cluster/doctor/examined.ts';
import {
  approversOf,
  greatestQuorum,
  usersOf,
} from '../../../../../../hsm/cluster/doctor/key-users.ts';
import { isLocked } from '../../../../../../hsm/cluster/doctor/officers.ts';
import type { Difference, LabelledKey } from '../../../../../../hsm/difference.ts';
import type { KeyRecord } from '../../../../../../hsm/machine/keys/key-record.ts';
import { beginAnew } from '../operator-steps.ts';
import { type HintStep, type HintWorld, serverOf } from '../step.ts';
import { atPrompt, logIn, registerKey, session } from './steps.ts';

/** Keys that are put right at once. */
const MOST_KEYS = 4;

interface FoundKeys {
  readonly servers: readonly number[];
  readonly values: { readonly keys: readonly LabelledKey[] };
}

type ForKey = (record: KeyRecord, server: ExaminedServer, world: HintWorld) => readonly HintStep[];

/** Those who own or share a key register quorum keys. */
export function registerUsersOfKeys(finding: FoundKeys, world: HintWorld): readonly HintStep[] {
  return forEachKey(finding, world, (record, server) => {
    const able = approversOf(server, record);
    const missing = greatestQuorum(record) - able.length;
    const others = usersOf(server, record)
      .filter((user) => !isLocked(user) && !able.includes(user))
      .slice(0, missing);
    if (others.length === missing) return others.flatMap((user) => registerKey(user, world));
    const what = `too few share ${nameKey(record)}, and no more can be added without approvals: make another key in its place`;
    return [{ what, where: 'shell', commands: [] }];
  });
}

/** A key that must not be deleted is so again only with the approvals that a change of it takes. */
export function forbidDeletion(finding: FoundKeys, world: HintWorld): readonly HintStep[] {
  return forEachKey(finding, world, (record, server) => {
    const [owner] = usersOf(server, record);
    const reference = referenceOf(record);
    const command = `key set-attribute --filter ${reference} --name destroyable --value false`;
    const what = `${owner?.name} has ${nameKey(record)} kept from deletion`;
    if (owner === undefined || isLocked(owner)) return [];
    const { manage } = record.quorum;
    if (manage === 0) return [session(what, owner, [command], world)];
    const signers = approversOf(server, record).slice(0, manage);
    if (signers.length < manage) return [];
    const token = `keep-0x${record.handle.toString(16)}.token`;
    const generate = `quorum token-sign generate --service key-management --filter ${reference} --token ${token}`;
    return [
      atPrompt(
        `${owner.name} asks for a token, and stays logged in`,
        [logIn(owner), generate],
        world,
      ),
      {
        what: `${signers.map(({ name }) => name).join(' and ')} sign it, each with the own key`,
        where: 'shell',
        commands: signers.map(
          ({ name }) =>
            `mofn sign ${token} --key ${name}.key --as ${name} --role crypto-user --write`,
        ),
      },
      { what, where: 'console', commands: [`${command} --approval ${token}`, 'logout'] },
    ];
  });
}

/** A key that is not on every HSM goes where it is, as nothing here copies it. */
export function deleteWhereItIs(
  { keys, present }: Extract<Difference, { readonly code: 'key-presence' }>,
  world: HintWorld,
): readonly HintStep[] {
  return deleteKeys({ servers: [present.indexOf(true)], values: { keys } }, '', world);
}

/** What differs of a key is the owner's to set, if anybody can: whose it is, and its quorum values, nobody does. */
export function settleKeys(
  { keys, differing }: Extract<Difference, { readonly code: 'key-content' }>,
  world: HintWorld,
): readonly HintStep[] {
  const isSettable = differing.every((part) => part === 'sharing' || part === 'attributes');
  const or = isSettable
    ? '; or shares it, or sets its attributes, so that each HSM has the same'
    : '';
  return deleteKeys({ servers: [], values: { keys } }, or, world);
}

function deleteKeys(finding: FoundKeys, or: string, world: HintWorld): readonly HintStep[] {
  return forEachKey(finding, world, (record, server) => {
    const [owner] = usersOf(server, record);
    if (owner === undefined || isLocked(owner) || !record.flags.destroyable) {
      return beginAnew(world);
    }
    const command = `key delete --filter ${referenceOf(record)}`;
    const what = `${owner.name} deletes ${nameKey(record)}, and makes another in its place${or}`;
    return [session(what, owner, [command], world)];
  });
}

/** Nothing gives a key an owner again. */
export function replaceKeys(): readonly HintStep[] {
  const what =
    'nothing gives it an owner again: make another key in its place; a dump that is made without keys and loaded drops all keys';
  return [{ what, where: 'shell', commands: [] }];
}

/** What to do about each of the first keys, as the first of the servers has them. */
function forEachKey(finding: FoundKeys, world: HintWorld, hint: ForKey): readonly HintStep[] {
  const server = serverOf(finding, world);
  if (server === undefined) return [];
  const handles = new Set(finding.values.keys.slice(0, MOST_KEYS).map(({ handle }) => handle));
  return server.keys
    .filter(({ record }) => handles.has(record.handle))
    .flatMap(({ record }) => hint(record, server, world));
}

function nameKey({ handle }: KeyRecord): string {
  return `key 0x${handle.toString(16)}`;
}

function referenceOf({ handle }: KeyRecord): string {
  return `key-reference=0x${handle.toString(16)}`;
}
