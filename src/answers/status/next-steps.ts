/**
 * What to type next in a ceremony.
 */
import { type FileFix, findNextSteps } from '../../ceremony/next-steps.ts';
import { describeOperation, formatOperation } from '../../ceremony/operation/format-operation.ts';
import type { CeremonyStatus } from '../../ceremony/status.ts';
import type { TokenKey } from '../../ceremony/token-key.ts';
import { showText } from '../../parser/text.ts';
import { escapeUnsafe } from '../../printable.ts';
import { keyReferenceOf } from '../../token/sdk5/key-reference.ts';
import { findService } from '../../token/service.ts';
import { vocabularyOf } from '../../words/console-vocabulary.ts';
import { IN_OWN_FOLDER } from '../../words/own-folder.ts';
import { quotePath } from '../../words/quote-for-shell.ts';
import { countOn } from './count-on.ts';
import type { ShownStep } from './status-answer.ts';
import { CLASSIC_STEPS, type ClassicNames } from './steps/classic.ts';
import { SDK5_STEPS } from './steps/sdk5.ts';
import { describeReason, showStep } from './steps/shown-step.ts';

/** What steps need to know besides the status. */
export interface StepOptions {
  /** As it was named; `-` where it came from standard input. */
  readonly approvalFile: string;
  /** Whether the officers' keys are those of a policy. */
  readonly inPolicy: boolean;
  /** The request, as it was named, where there is one. */
  readonly request: string | undefined;
  /** The policy, likewise. */
  readonly policy: string | undefined;
  /** The approval file's own folder, where what it names is there and not here. */
  readonly folder: string | undefined;
  /** Whether there is something at a path: no step writes over it. */
  readonly isThere: (path: string) => boolean;
  /** The folder that a path lies in. */
  readonly folderOf: (path: string) => string;
  /** What makes the file be read as it is meant, where that is known. */
  readonly fix: FileFix | undefined;
  /** Milliseconds since 1970, by the clock that the token ages by. */
  readonly now: number;
  /** What is known of the key that the token is for. */
  readonly key: TokenKey | undefined;
}

/** The next steps, with their commands. */
export function suggestSteps(status: CeremonyStatus, options: StepOptions): readonly ShownStep[] {
  if (options.folder !== undefined) return [changeFolder(options.folder)];
  const show = SHOW[status.format](status, options);
  return [...askAgain(status, options), ...findNextSteps(status, options.fix).map(show)];
}

/** A token that the cluster of its key has not is worth nothing there, whoever signs it. */
function askAgain({ format, token }: CeremonyStatus, { key }: StepOptions): readonly ShownStep[] {
  const [first] = token?.records ?? [];
  const service = first && findService(first.service)?.code;
  if (first === undefined || service === undefined) return [];
  if (key?.found.state !== 'found' || key.found.hasToken) return [];
  const [client, program] =
    format === 'sdk5'
      ? (['sdk5', 'cloudhsm-cli'] as const)
      : (['classic', 'cloudhsm_mgmt_util'] as const);
  return [
    {
      what: `if it is the cluster of this token: it was used, or is over, and ${escapeUnsafe(first.user)} asks for another one, in ${program}`,
      commands: [
        vocabularyOf(client).getTokenFor(service, escapeUnsafe(first.user), first.keyHandle),
      ],
    },
  ];
}

type ShowSteps = (
  status: CeremonyStatus,
  options: StepOptions,
) => (step: Parameters<typeof showStep>[0]) => ShownStep;

const SHOW: Readonly<Record<CeremonyStatus['format'], ShowSteps>> = {
  classic(status, options) {
    const { approvalFile, isThere, folderOf } = options;
    const token = status.token === undefined ? '' : showText(status.token.path);
    const names = {
      file: quotePath(approvalFile === '-' ? 'APPROVAL_FILE' : approvalFile),
      handedIn: approvalFile,
      token: quotePath(token),
      service: status.token?.records[0]?.service,
      inPolicy: options.inPolicy,
      ...describeRequestNames(status, quotePath(token), options),
      newFile: (path: string) => findFreeName(path, isThere),
      canBeMade: (path: string) => !isThere(path) && isThere(folderOf(path)),
      newSignature: (name: string) => findFreeName(`${token}.${name}.sig`, isThere),
    };
    return (step) => showStep(step, CLASSIC_STEPS, names);
  },
  sdk5(status, options) {
    const { approvalFile, now } = options;
    const { token } = status;
    const asked = status.request?.signed.request.operation;
    const file = quotePath(approvalFile === '-' ? 'TOKEN_FILE' : approvalFile);
    const [first] = token?.records ?? [];
    const names = {
      file,
      inPolicy: options.inPolicy,
      ...describeRequestNames(status, file, options),
      operation: asked && formatOperation(asked, 'sdk5'),
      service: first?.service,
      keyReference: first && keyReferenceOf(first),
      age: first === undefined ? undefined : Math.floor(now / 1000) - first.created,
    };
    return (step) => showStep(step, SDK5_STEPS, names);
  },
};

/** @param token as a shell takes it */
function describeRequestNames(
  { request: status }: CeremonyStatus,
  token: string,
  { request: path, policy, isThere }: StepOptions,
): Pick<ClassicNames, 'withRequest' | 'newRequest'> {
  // Whoever signs is told, too, what the signature is worth.
  const withPolicy =
    policy === undefined ? '' : ` --policy ${policy === '-' ? 'POLICY_FILE' : quotePath(policy)}`;
  if (status === undefined || path === undefined) {
    return { withRequest: withPolicy, newRequest: undefined };
  }
  const name = path === '-' ? 'REQUEST_FILE' : quotePath(path);
  return {
    withRequest: ` --request ${name} --request-out ${name}${withPolicy}`,
    newRequest: {
      token,
      withPolicy,
      operation: describeOperation(status.signed.request.operation),
      withReason: describeReason(status.signed.request),
      out: findFreeName(path === '-' ? 'request.json' : path, isThere),
    },
  };
}

function findFreeName(path: string, isThere: (path: string) => boolean): string {
  return isThere(path) ? countOn(path, isThere) : path;
}

function changeFolder(folder: string): ShownStep {
  return { what: IN_OWN_FOLDER, commands: [`cd ${quotePath(folder)}`] };
}
