import { resolve } from 'node:path';
import { identifyFile } from '../../../../files/file-version.ts';
import type { Place } from '../../../../files/place.ts';
import type { Context } from '../../../context.ts';
import type { NamedOutput, Outputs, UsedFile } from '../../../output/plan-outputs.ts';

export interface RequestArguments {
  readonly request: string | undefined;
  readonly 'request-out': string | undefined;
}

/** A request that is signed with a token, and where it goes. */
export interface RequestTask {
  readonly input: string;
  readonly output: string;
  /** Whether these are one file, which gains a signature and is otherwise left as it is. */
  readonly isEdited: boolean;
  /** Where it goes, where that is another file, as that was found before the work. */
  readonly place: Place | undefined;
}

/** What a command line says of a request, before it is known where things go. */
export interface RequestPaths extends Pick<RequestTask, 'input' | 'output' | 'isEdited'> {
  readonly outputs: readonly NamedOutput[];
  readonly used: readonly UsedFile[];
}

/** Files are the same whatever their names. */
export function readRequestPaths(
  { request: input, 'request-out': output }: RequestArguments,
  { cwd }: Context,
): RequestPaths | undefined {
  if (input === undefined || output === undefined) return undefined;
  const id = input === '-' ? undefined : identifyFile(resolve(cwd, input));
  const isEdited = id !== undefined && id === identifyFile(resolve(cwd, output));
  return {
    input,
    output,
    isEdited,
    outputs: isEdited ? [] : [{ what: 'signed request', path: output }],
    used: [{ what: 'request', path: input }],
  };
}

/** @param outputs in which `outputs` of the paths are */
export function planRequest(
  paths: RequestPaths | undefined,
  outputs: Outputs,
): RequestTask | undefined {
  if (paths === undefined) return undefined;
  const { input, output, isEdited } = paths;
  return { input, output, isEdited, place: outputs.placeOf(output) };
}
