/**
 * One request to each HSM in turn, and one answer from all of theirs.
 */
import { Interrupted } from '../console/waits.ts';
import type { ClusterServer, HsmReply, HsmRequest } from '../hsm/protocol.ts';
import type { HsmRefusal } from '../hsm/refusals.ts';
import { capitalise } from './capitalise.ts';
import { refuse, type Shell } from './command.ts';
import { CommandError } from './command-error.ts';
import { textOf } from './refusal-texts.ts';

export type Success<R extends HsmRequest> = Extract<HsmReply<R['op']>, { readonly ok: true }>;

/** An HSM, and what it answered. */
export interface Answered<R extends HsmRequest> {
  readonly server: ClusterServer;
  readonly reply: Success<R>;
}

/** What came of asking: of each HSM that was asked, in their order. */
export interface Outcomes<R extends HsmRequest> {
  readonly done: readonly Answered<R>[];
  readonly refused: readonly HsmRefusal[];
}

/**
 * Asks every HSM, also where one has refused.
 *
 * @param request makes the request for one HSM, with its session
 * @throws CommandError where any refuses
 */
export async function askEach<R extends HsmRequest>(
  shell: Shell,
  request: (server: ClusterServer) => R,
): Promise<readonly Answered<R>[]> {
  const outcomes = await collect(shell, request, () => false);
  requireAll(shell, outcomes);
  return outcomes.done;
}

/**
 * Asks every HSM for a change. One that comes with approvals spends a token on each: it is asked for nowhere
 * unless every HSM can be reached, and where one refuses before any has done it, it is the last to be asked, so
 * that the token is good as it was: but for an HSM that has not the user, which others may have. Once one has done
 * it, all others are asked.
 *
 * @throws CommandError where any refuses
 */
export async function changeEach<R extends HsmRequest & { readonly approval?: unknown }>(
  shell: Shell,
  request: (server: ClusterServer) => R,
  { approval }: { readonly approval?: unknown },
): Promise<readonly Answered<R>[]> {
  const isApproved = approval !== undefined;
  if (isApproved) await requireConnected(shell);
  const outcomes = await collect(
    shell,
    request,
    ({ done, refused }) =>
      isApproved && done.length === 0 && refused.at(-1)?.reason.code !== 'user-unknown',
  );
  requireAll(shell, outcomes);
  return outcomes.done;
}

/**
 * Asks one HSM after another, until it is time to stop.
 *
 * @param succeeded is told of each that did it, at once: the next may be waited for in vain
 */
export async function collect<R extends HsmRequest>(
  shell: Shell,
  request: (server: ClusterServer) => R,
  stopsAt: (outcomes: Outcomes<R>) => boolean,
  succeeded: (answered: Answered<R>) => void = () => undefined,
): Promise<Outcomes<R>> {
  const { servers } = shell;
  const done: Answered<R>[] = [];
  const refused: HsmRefusal[] = [];
  for (const server of servers) {
    const reply = await ask(server, request(server), shell, done.length);
    if (reply.ok) {
      const answered = { server, reply: reply as Success<R> };
      done.push(answered);
      succeeded(answered);
      continue;
    }
    refused.push(reply);
    if (stopsAt({ done, refused })) break;
  }
  return { done, refused };
}

/**
 * Asks one HSM.
 *
 * @param done how many HSMs have done already what it is a part of
 * @throws CommandError where it refuses, or is waited for no longer and others have done it already
 */
export async function askOne<R extends HsmRequest>(
  server: ClusterServer,
  request: R,
  shell: Shell,
  done: number = 0,
): Promise<Success<R>> {
  const reply = await ask(server, request, shell, done);
  if (reply.ok) return reply as Success<R>;
  throw new CommandError(textOf(reply, shell.texts));
}

/**
 * @param done how many HSMs have done already what it is a part of
 * @returns what it answers, also where it refuses
 * @throws CommandError where it is waited for no longer, and others have done it already
 */
export async function ask<R extends HsmRequest>(
  server: ClusterServer,
  request: R,
  shell: Shell,
  done: number,
): Promise<HsmReply<R['op']>> {
  try {
    return await server.execute(request);
  } catch (thrown) {
    if (thrown instanceof Interrupted && done > 0)
      throw failedOn(shell.servers.length - done, shell);
    throw thrown;
  }
}

/** @throws CommandError where an HSM has refused: why, where none did it; else on how many */
export function requireAll<R extends HsmRequest>(
  shell: Shell,
  { done, refused }: Outcomes<R>,
): void {
  const [first] = refused;
  if (first === undefined) return;
  if (done.length === 0) throw new CommandError(textOf(first, shell.texts));
  throw failedOn(refused.length, shell);
}

/** As the guide has it of `user replicate` (AWS CloudHSM user guide, "Troubleshoot user replicate failures"). */
export function failedOn(refused: number, { servers, command }: Shell): CommandError {
  return new CommandError(
    `${capitalise(command)} failed on ${refused} of ${servers.length} connections`,
  );
}

/** Before an operation with approvals: each HSM is to spend its token. @throws CommandError */
export async function requireConnected(shell: Shell): Promise<void> {
  for (const [index, server] of shell.servers.entries()) {
    if (await server.connect()) continue;
    refuse(shell, { code: 'not-connected', server: index, name: server.name });
  }
}
