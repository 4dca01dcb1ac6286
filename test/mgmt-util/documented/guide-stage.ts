/**
 * A stage in memory for a documented block: a cluster as its page has it, and what came before.
 */
import type { ClusterPlan } from '../../../src/hsm/cluster/plan.ts';
import type { FlavourName } from '../../../src/hsm/flavours.ts';
import type { NewUser } from '../../../src/hsm/machine/create-state.ts';
import type { HsmInfo } from '../../../src/hsm/protocol.ts';
import { Console } from '../../../src/mgmt-util/console.ts';
import { takeKey } from '../../support/keys.ts';
import { makeKeys, type WantedKey } from '../../support/make-keys.ts';
import { withHandles } from '../../support/with-handles.ts';
import { withHardware } from '../../support/with-hardware.ts';
import { QuorumStage } from '../quorum-stage.ts';
import { inputOf, type Session } from './session.ts';

/** The cluster of a page. */
export interface World {
  /** Addresses; a server is called by its address, or by the name before the `=`. */
  readonly servers: readonly string[];
  /** The password of admin; without it the cluster is not activated. */
  readonly adminPassword?: string;
  readonly users?: readonly NewUser[];
  /** M of service 3, and of service 4. */
  readonly m?: readonly [number, number];
  /** What getHSMInfo tells of the HSMs of the page. */
  readonly hardware?: readonly Partial<HsmInfo>[];
  /** Keys, by the handles that the page has for them. */
  readonly keys?: Readonly<Record<number, WantedKey>>;
  /** The server that does not answer. */
  readonly dropped?: number;
}

/** A command, whose question is answered with y, or something that happens outside of the console. */
export type Step = string | ((stage: QuorumStage) => void);

/** How a block is played. */
export interface Play {
  readonly flavour: FlavourName;
  readonly world: World;
  /** What came before, in the same console. */
  readonly before?: readonly Step[];
  /** The command, where the block does not show it. */
  readonly typed?: string;
  /** What is typed where it is not shown. */
  readonly secret?: string;
  /** The block begins with the console itself. */
  readonly fromStart?: true;
  /** The block ends before the console's answer does. */
  readonly isExcerpt?: true;
}

const ASKS = /^(?:createUser|changePswd|setMValue|register\w+PubKey) /;

/** Plays a block on a terminal, or over a pipe. @returns all that the console prints from its start */
export async function playBlock(
  { flavour, world, before = [] }: Play,
  session: Session,
  on: 'terminal' | 'pipe',
): Promise<string> {
  const stage = new QuorumStage(planOf(world, flavour));
  const handles = await makeKeysOf(world, stage);
  const commands = before.filter((step) => typeof step === 'string');
  const yes = 'y\n'.repeat(commands.filter((command) => ASKS.test(command)).length);
  let printed = '';
  const console = new Console({
    cluster: withHandles(withHardware(stage.cluster, world.hardware), handles),
    input: linesOf(`${yes}${inputOf(session)}quit\n`),
    output: { write: (text) => (printed += text) },
    files: stage.files,
    ...(on === 'terminal' ? { terminal: { setRawMode: () => undefined } } : {}),
  });
  for (const step of before) {
    if (typeof step !== 'string') step(stage);
    else if ((await console.execute(step)) !== 'done') throw new Error(`${step}: ${printed}`);
  }
  const start = printed.length;
  await console.run();
  return printed.slice(start);
}

async function makeKeysOf(
  { keys = {} }: World,
  { cluster }: QuorumStage,
): Promise<ReadonlyMap<number, number>> {
  const made = await makeKeys(cluster, Object.values(keys));
  return new Map(Object.keys(keys).map((handle, at) => [Number(handle), made[at] ?? 0]));
}

async function* linesOf(text: string): AsyncIterable<string> {
  for (const line of text.split(/(?<=\n)/)) yield line;
}

function planOf(world: World, flavour: FlavourName): ClusterPlan {
  const { servers, adminPassword, users, m: [userManagement, miscCo] = [1, 1], dropped } = world;
  return {
    servers: servers.map((server) => {
      const [hostname = '', name = hostname] = server.split('=').reverse();
      return { name, hostname, port: 2225 };
    }),
    flavour,
    ...(adminPassword === undefined ? {} : { adminPassword }),
    users: users ?? [],
    mValues: { userManagement, miscCo },
    faults: dropped === undefined ? [] : [{ kind: 'drop', server: dropped }],
  };
}

/** A user of a page; an officer with a key where one is named. */
export function user(type: 'CO' | 'CU', name: string, keyOf?: string): NewUser {
  const publicKey = keyOf === undefined ? {} : { publicKey: keyNamed(keyOf).spki };
  return { type, name, password: 'password', ...publicKey };
}

/** Writes `NAME.token`, its signature `NAME.token.sig` and the key `NAME.pub`, for registerQuorumPubKey. */
export function proveKey(name: string, keyOf: string): Step {
  return (stage) => {
    stage.write(`${name}.token`, 'registration of a key');
    stage.write(`${name}.token.sig`, stage.signWith(`${name}.token`, keyNamed(keyOf).privateKey));
    stage.write(`${name}.pub`, keyNamed(keyOf).publicPem);
  };
}

/** The keys of the quorum stage, and more of their kind: a small exponent is checked faster. */
export function keyNamed(name: string): ReturnType<typeof takeKey> {
  return takeKey(name, { exponent: 3 });
}
