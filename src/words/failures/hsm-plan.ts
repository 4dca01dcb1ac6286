import type { FaultWord, HsmPlanFailures } from '../../failure-codes/hsm-plan.ts';
import { nearestWord } from '../../nearest-word.ts';
import { escapeUnsafe } from '../../printable.ts';
import { countNoun } from '../count-noun.ts';
import { describeKeyProblem } from '../quorum-key.ts';
import type { FailureWords } from './failure-words.ts';
import { describePlace } from './hsm-state.ts';

export const HSM_PLAN_FAILURE_WORDS: FailureWords<HsmPlanFailures> = {
  'hsm-count': {
    message: ({ count, maximum }) =>
      `${countNoun(count, 'HSM')} asked for, expected 1 to ${maximum}`,
  },
  'user-count': {
    message: ({ count, maximum }) => `${countNoun(count, 'user')}, an HSM holds ${maximum} at most`,
  },
  'new-user-name': {
    message: ({ name }) =>
      `user name ${escapeUnsafe(JSON.stringify(name))} is not 1 to 31 letters, digits and _`,
  },
  'new-user-twice': {
    message: ({ name }) => `user ${name} is there twice`,
    hint: () => 'upper and lower case are the same',
  },
  'new-user-password': {
    message: ({ name, minimum, maximum }) =>
      `password of ${name}: expected ${minimum} to ${maximum} characters`,
  },
  'new-key-refused': {
    message: ({ name, problem }) => `key of ${name} is refused: ${describeKeyProblem(problem)}`,
  },
  'new-key-twice': { message: ({ name, holder }) => `${name} and ${holder} have the same key` },
  'new-m-value': {
    message: ({ m, maximum }) => `M value ${m}, expected 1 (off) or 2 to ${maximum}`,
  },
  'new-m-service': {
    message: ({ service }) =>
      `M value of service ${service}: HSMs of this type ask no quorum for it`,
    hint: () => 'those of type hsm2m do',
  },
  'new-host-twice': {
    message: ({ hostname }) => `the host name ${escapeUnsafe(hostname)} is there twice`,
  },
  'plan-malformed': { message: (values) => escapeUnsafe(describePlace(values)) },
  'flavour-unknown': {
    message: ({ flavour, known }) =>
      `there is no flavour '${escapeUnsafe(flavour)}', expected one of ${known.join(', ')}`,
    hint: ({ flavour, known }) => {
      const nearest = nearestWord(flavour, known);
      return nearest === undefined ? undefined : `did you mean "${nearest}"?`;
    },
  },
  'request-malformed': {
    message: (values) => `that is no request: ${escapeUnsafe(describePlace(values))}`,
  },
  'options-malformed': {
    message: (values) =>
      `those are no options of a cluster: ${escapeUnsafe(describePlace(values))}`,
  },
  'random-source': {
    message: ({ bytes }) =>
      `the random source was asked for ${countNoun(bytes, 'byte')}, and did not give them`,
  },
  'settings-malformed': {
    message: (values) => `the settings make no sense: ${escapeUnsafe(describePlace(values))}`,
  },
  'fault-server': {
    message: ({ fault, server, servers }) =>
      `fault ${fault + 1} is of server ${server}, and the cluster has ${servers}, counted from 0`,
  },
  'fault-word': {
    message: ({ word, expected }) =>
      `the fault has '${escapeUnsafe(word)}', expected ${describeExpected(expected)}`,
  },
  'fault-repeated': { message: ({ name }) => `the fault has '${escapeUnsafe(name)}' twice` },
  'fault-without-delay': { message: () => "a slow server needs 'ms=MILLISECONDS'" },
  'fault-without-effect': {
    message: () => 'the fault does not say what happens',
    hint: () =>
      "add 'error=RET_…', or use 'drop server=N', 'slow server=N ms=500' or 'many-tokens'",
  },
  'time-malformed': {
    message: ({ text }) => `'${escapeUnsafe(text)}' is not a time`,
    hint: () => 'write it as 2026-01-01T12:00:00Z, or as seconds since 1970',
  },
  'duration-malformed': {
    message: ({ text }) => `'${escapeUnsafe(text)}' is not a stretch of time`,
    hint: () => 'write it as 94s, 10m, 1h or 3d; a minus sign in front puts the clock back',
  },
  'clock-range': {
    message: () => 'so far the clock cannot be put: it shows times from 1970 to 9999',
    hint: () =>
      "'mofn hsm clock set 2026-01-01T12:00:00Z' puts it to a time, 'mofn hsm clock real' back to the machine's",
  },
  'clock-time': { message: ({ time }) => `the clock says ${time}, which is no time` },
  'dump-of-another': {
    message: () =>
      'the dump is of another kind of cluster: its servers, type, flavour, edition or seed are not the same',
    hint: () => 'load it into a new folder',
  },
};

function describeExpected(expected: FaultWord): string {
  switch (expected.kind) {
    case 'assignment':
      return 'NAME=VALUE';
    case 'field':
      return 'server, command, after, times, error or ms';
    case 'server':
      return 'the number of a server of this cluster, from 0';
    case 'count':
      return 'a whole number in range';
    case 'name':
      return `one of ${expected.names.join(', ')}`;
  }
}
