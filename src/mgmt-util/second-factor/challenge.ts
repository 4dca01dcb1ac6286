import type { HsmRequest } from '../../hsm/protocol.ts';
import type { HsmRefusal } from '../../hsm/refusals.ts';
import type { NumberedServer } from '../shell.ts';

/** What one server wants a second factor to sign. */
export interface Challenge {
  readonly numbered: NumberedServer;
  /** The HSM's name, as the file has it. */
  readonly hsmId: string;
  readonly digest: Uint8Array;
}

/** Whose second factor it is, and what for. */
export type ChallengeRequest = Omit<Extract<HsmRequest, { readonly op: 'getChallenge' }>, 'op'>;

/** Asks one server what is to be signed. */
export async function getChallenge(
  request: ChallengeRequest,
  numbered: NumberedServer,
): Promise<({ readonly ok: true } & Challenge) | HsmRefusal> {
  const { server } = numbered;
  const named = await server.execute({ op: 'getHSMInfo' });
  if (!named.ok) return named;
  const reply = await server.execute({ op: 'getChallenge', ...request });
  if (!reply.ok) return reply;
  return { ok: true, numbered, hsmId: named.info.partition, digest: reply.digest };
}
