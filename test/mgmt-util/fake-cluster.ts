import type { FlavourName } from '../../src/hsm/flavours.ts';
import type {
  ClusterConnection,
  ClusterServer,
  HsmReply,
  HsmRequest,
} from '../../src/hsm/protocol.ts';
import { FIRST_SDK5_EDITION } from '../../src/hsm/sdk5-edition.ts';

/** What a fake HSM answers, by server number: tests of the console say all of it. */
export type Answer = (request: HsmRequest, server: number) => object;

export interface FakeCluster extends ClusterConnection {
  /** What was asked, as `op@server`. */
  readonly asked: string[];
  readonly requests: HsmRequest[];
}

interface Shape {
  readonly servers?: number;
  readonly flavour?: FlavourName;
  /** Number of the server that cannot be reached. */
  readonly unreachable?: number;
}

const ADDRESSES = ['10.0.2.14', '10.0.1.4', '10.0.3.11'];

/** A cluster that keeps no state at all. */
export function fakeCluster(
  answer: Answer,
  { servers = 2, flavour = 'classic', unreachable }: Shape = {},
): FakeCluster {
  const asked: string[] = [];
  const requests: HsmRequest[] = [];
  const fakes = ADDRESSES.slice(0, servers).map((address, index): ClusterServer => {
    return {
      name: address,
      hostname: address,
      port: 2225,
      node: servers - 1 - index,
      connect: () => Promise.resolve(index !== unreachable),
      execute<R extends HsmRequest>(request: R): Promise<HsmReply<R['op']>> {
        asked.push(`${request.op}@${index}`);
        requests.push(request);
        return Promise.resolve(answer(request, index) as HsmReply<R['op']>);
      },
    };
  });
  return {
    servers: fakes,
    flavour,
    type: 'hsm1',
    sdk5: FIRST_SDK5_EDITION,
    id: '0'.repeat(16),
    checksKeyAvailability: () => true,
    asked,
    requests,
    close: () => Promise.resolve(),
  };
}

/** A refusal, as an HSM words it. */
export function refusal(error: string): object {
  return { ok: false, error, reason: { code: 'fault-error' } };
}

/** Answers as if everything went well. */
export const everythingGoes: Answer = (request, server) => {
  switch (request.op) {
    case 'login':
      return { ok: true, session: `s${server}`, type: 'CO', name: request.name.toLowerCase() };
    case 'getMValue':
      return { ok: true, m: 2 };
    case 'listUsers':
      return { ok: true, users: [] };
    case 'createUser':
    case 'deleteUser':
    case 'changePswd':
    case 'setMValue':
    case 'registerKey':
    case 'putUser':
      return { ok: true, operation: `${request.op}-${server}` };
    case 'listTokens':
      return { ok: true, tokens: [] };
    default:
      return { ok: true };
  }
};
