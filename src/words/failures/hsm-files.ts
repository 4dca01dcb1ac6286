import type {
  FaultTextFailure,
  HsmFileFailures,
  SeedIssue,
  SeedProblem,
} from '../../failure-codes/hsm-files.ts';
import { escapeUnsafe } from '../../printable.ts';
import { countNoun } from '../count-noun.ts';
import { shortenWords } from '../shorten-words.ts';
import type { FailureWords } from './failure-words.ts';
import { HSM_PLAN_FAILURE_WORDS } from './hsm-plan.ts';
import {
  behindPlace,
  describeNewerVersion,
  describePlace,
  describeStateProblem,
  NEWER_VERSION_HINT,
} from './hsm-state.ts';
import { describeShapeDetail } from './shape-detail.ts';

const CONFIG_SHAPE =
  'it should look as {"servers":[{"name":"10.0.2.14","hostname":"10.0.2.14","port":2225,"enable":"yes"}]}';

export const HSM_FILE_FAILURE_WORDS: FailureWords<HsmFileFailures> = {
  'config-json': {
    message: ({ path, detail }) =>
      `${quote(path)} is not JSON as it should be: ${escapeUnsafe(detail)}`,
    hint: () => CONFIG_SHAPE,
  },
  'config-malformed': {
    message: ({ path, ...problem }) => `${quote(path)}: ${escapeUnsafe(describePlace(problem))}`,
    hint: () => CONFIG_SHAPE,
  },
  'config-without-server': {
    message: ({ path }) => `${quote(path)} has no server that is enabled`,
  },
  'config-servers': {
    message: ({ path, servers, maximum }) =>
      `${quote(path)} has ${servers} servers, expected ${maximum} at most`,
  },
  'config-host-twice': {
    message: ({ path, hostname }) =>
      `${quote(path)} has the host name ${escapeUnsafe(hostname)} twice`,
  },
  'dump-malformed': {
    message: ({ path, server, problem }) =>
      `${quote(path)}: ${server === null ? '' : `servers.${server}: `}` +
      escapeUnsafe(describeStateProblem(problem)),
    hint: () => "use what 'mofn hsm dump' wrote, unchanged",
  },
  'dump-version': {
    message: ({ path, ...versions }) => `${quote(path)} ${describeNewerVersion(versions)}`,
    hint: () => NEWER_VERSION_HINT,
  },
  'seed-malformed': {
    message: ({ issues }) => issues.map(describeSeedIssue).join('\n'),
    hint: () => 'docs/emulator.md says what a seed file holds',
  },
};

/** One thing that is wrong in a seed file, behind its place. */
export function describeSeedIssue({ path, problem }: SeedIssue): string {
  return escapeUnsafe(shortenWords(behindPlace(path.join('.'), describeSeedProblem(problem))));
}

function describeSeedProblem(problem: SeedProblem): string {
  switch (problem.code) {
    case 'shape':
      return describeShapeDetail(problem.detail);
    case 'flavour':
      return `'${problem.flavour}', expected one of ${problem.known.join(', ')}`;
    case 'host-twice':
      return `the host name ${problem.hostname} is there twice`;
    case 'user-reserved':
      return `every HSM has ${problem.name} already`;
    case 'user-twice':
      return `${problem.name} is there twice; upper and lower case are the same`;
    case 'm-of-other-type':
      return `an HSM of type ${problem.type} has no M value for it`;
    case 'm-above-rules':
      return `${problem.m}, expected ${problem.maximum} at most in this flavour`;
    case 'm-above-officers':
      return `${problem.m}, with ${countNoun(problem.officers, 'crypto officer')}`;
    case 'fault':
      return describeFaultText(problem.failure);
  }
}

function describeFaultText({ code, values }: FaultTextFailure): string {
  // The compiler does not see that the words found under a code are those for its values.
  const { message } = HSM_PLAN_FAILURE_WORDS[code] as { message: (values: unknown) => string };
  return message(values);
}

function quote(path: string): string {
  return `"${escapeUnsafe(path)}"`;
}
