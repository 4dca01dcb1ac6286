/** Steps at the prompt of `cloudhsm-cli`. */
import type { ExaminedServer } from '../../../../../../hsm/cluster/doctor/examined.ts';
import type { QuorumService } from '../../../../../../hsm/m-values.ts';
import type { User } from '../../../../../../hsm/machine/state.ts';
import type { UserType } from '../../../../../../hsm/user-types.ts';
import { vocabularyOf } from '../../../../../../words/console-vocabulary.ts';
import { type HintStep, type HintWorld, type KnownUser, mofnHsm } from '../step.ts';

/** A service as its commands name it. */
export function nameOf(service: QuorumService): string {
  return vocabularyOf('sdk5').service(service);
}

function roleOf(type: UserType): string {
  return type === 'CU' ? 'crypto-user' : 'admin';
}

/** The options by which commands know a user. */
export function userOptions({ type, name }: KnownUser): string {
  return `--username ${name} --role ${roleOf(type)}`;
}

/** The line asks for the password, and of whoever has a second factor for what that signs. */
export function logIn(user: KnownUser): string {
  const factor = user.secondFactor == null ? '' : ` mfa-token-sign --token ${user.name}.mfa`;
  return `login ${userOptions(user)}${factor}`;
}

/** Lines for one log-in. */
export function session(
  what: string,
  user: KnownUser,
  lines: readonly string[],
  world: HintWorld,
): HintStep {
  return atPrompt(what, [logIn(user), ...lines, 'logout'], world);
}

/** Lines for the prompt, which the step says how to come to. */
export function atPrompt(what: string, commands: readonly string[], world: HintWorld): HintStep {
  return { what: `${what} (${openCli(world)})`, where: 'console', commands };
}

function openCli(world: HintWorld): string {
  return `${mofnHsm('cli', world)} -- interactive`;
}

/** An operation of an admin that a quorum may have to approve. */
export interface Operation {
  readonly what: string;
  readonly service: QuorumService;
  /** How many approvals it takes, where that is not the service's M value. */
  readonly required?: number;
  readonly officer: User;
  /** The command that does it. */
  readonly command: string;
  /** Names the token file. */
  readonly name: string;
}

/**
 * The steps of an operation: one log-in where the quorum is off, a ceremony where it is on. A token goes with
 * the log-in that got it.
 *
 * @returns none where fewer admins have a key than have to approve
 */
export function stepsOf(
  { what, service, officer, command, name, ...operation }: Operation,
  server: ExaminedServer,
  world: HintWorld,
): readonly HintStep[] {
  const required = operation.required ?? server.hsm.mValues[service];
  if (required === 1) return [session(what, officer, [command], world)];
  const approvers = [...server.officers.byKey.values()].flatMap(([first]) => first ?? []);
  if (approvers.length < required) return [];
  const token = `${name}.token`;
  const signers = approvers.slice(0, required);
  const generate = `quorum token-sign generate --service ${nameOf(service)} --token ${token}`;
  return [
    atPrompt(
      `${officer.name} asks for a token, and stays logged in`,
      [logIn(officer), generate],
      world,
    ),
    {
      what: `${signers.join(' and ')} sign it, each with the own key`,
      where: 'shell',
      commands: signers.map((one) => `mofn sign ${token} --key ${one}.key --as ${one} --write`),
    },
    { what, where: 'console', commands: [`${command} --approval ${token}`, 'logout'] },
  ];
}

/** Who has a key made registers it, with a proof that it is the own one. */
export function registerKey(user: KnownUser, world: HintWorld): readonly HintStep[] {
  const { name } = user;
  const token = `${name}.regtoken`;
  return [
    atPrompt(
      `${name} registers a key, which mofn key new makes`,
      [logIn(user), `quorum token-sign generate --service registration --token ${token}`],
      world,
    ),
    {
      what: `${name} signs what was written`,
      where: 'shell',
      commands: [`mofn sign ${token} --key ${name}.key --write`],
    },
    {
      what: `${name} hands it in`,
      where: 'console',
      commands: [
        `user change-quorum token-sign register --public-key ${name}.pub --signed-token ${token}`,
        'logout',
      ],
    },
  ];
}
