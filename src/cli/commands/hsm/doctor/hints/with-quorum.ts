import type { ExaminedServer } from '../../../../../hsm/cluster/doctor/examined.ts';
import type { QuorumService } from '../../../../../hsm/m-values.ts';
import type { User } from '../../../../../hsm/machine/state.ts';
import { SERVICE } from '../../../../../token/service.ts';
import { type HintStep, type HintWorld, logIn, mofnHsm, runInShell } from './step.ts';

/** An operation of an officer that a quorum may have to approve. */
export interface Operation {
  readonly what: string;
  readonly service: QuorumService;
  /** How many approvals it takes, where that is not the service's M value. */
  readonly required?: number;
  readonly officer: User;
  /** Lines of the console before the token is asked for: `server 1`, where it is of one server alone. */
  readonly before?: readonly string[];
  /** Lines of the console that do it. */
  readonly commands: readonly string[];
  /** Names the files of the ceremony. */
  readonly name: string;
}

/**
 * The steps of an operation: one line where the quorum is off, a ceremony where it is on.
 *
 * @returns none where fewer officers have a key than have to approve
 */
export function stepsOf(
  operation: Operation,
  server: ExaminedServer,
  world: HintWorld,
): readonly HintStep[] {
  const { what, service, officer, before = [], commands } = operation;
  const required = operation.required ?? server.hsm.mValues[service];
  if (required === 1) return [runInShell(what, [logIn(officer), ...before, ...commands], world)];
  const approvers = [...server.officers.byKey.values()].flatMap(([first]) => first ?? []);
  if (approvers.length < required) return [];
  return holdCeremony(operation, approvers.slice(0, required), world);
}

function holdCeremony(
  { what, service, officer, before = [], commands, name }: Operation,
  approvers: readonly string[],
  world: HintWorld,
): readonly HintStep[] {
  const [token, approval] = [`${name}.token`, `${name}.txt`];
  const signatureOf = (approver: string): string => `${name}.${approver}.sig`;
  const told = approvers.map((approver) => `--approver ${approver}=${signatureOf(approver)}`);
  return [
    {
      what: `${officer.name} asks for a token, and stays in the console (${mofnHsm('console', world)})`,
      where: 'console',
      commands: [
        logIn(officer),
        ...before,
        `getToken ${SERVICE[service]} ${officer.name} ${token}`,
      ],
    },
    {
      what: `${approvers.join(' and ')} sign it, each with the own key`,
      where: 'shell',
      commands: [
        ...approvers.map(
          (approver) => `mofn sign ${token} --key ${approver}.key --out ${signatureOf(approver)}`,
        ),
        `mofn approval new --token ${token} ${told.join(' ')} --out ${approval}`,
      ],
    },
    { what, where: 'console', commands: [`approveToken ${approval}`, ...commands] },
  ];
}
