/** A script of a ceremony, as it is after it was read. */
import type { CeremonyScript } from '../../src/ceremony/script/script.ts';
import { digestOf } from './evidence-manifest.ts';

const span = { start: 0, end: 0 };

/** The script of the ceremony of `makeManifest`, with other members where some are given. */
export function makeScript(parts: Partial<CeremonyScript> = {}): CeremonyScript {
  return {
    digest: digestOf('s'),
    title: 'Bob becomes a crypto officer',
    purpose: 'The payments cluster gets a third officer, so that two can go on while one is away.',
    place: 'Room 2.14, Keizersgracht 1, Amsterdam',
    policy: 'payments.toml',
    participants: [
      { id: 'ada', name: 'Ada Lovelace', role: 'crypto officer', isInPolicy: true, span },
      { id: 'grace', name: 'Grace Hopper', role: 'crypto officer', isInPolicy: true, span },
      { id: 'wim', name: 'Wim de Vries', role: 'internal auditor', isInPolicy: false, span },
    ],
    steps: [
      {
        id: 'snapshot-before',
        text: 'List the users of the cluster.\nKeep what the console prints.',
        who: ['ada'],
        act: {
          kind: 'run',
          command: 'cloudhsm-cli user list > users-before.json\nmofn hsm show',
          rehearse: undefined,
        },
        result: 'a list of two officers',
        files: ['users-before.json'],
        span,
      },
      {
        id: 'seal',
        text: 'Look at the seal of the safe.',
        who: ['ada', 'grace'],
        act: { kind: 'confirm', statement: 'the seal is whole, and its number is 004711' },
        result: undefined,
        files: [],
        span,
      },
      ...['ask', 'sign', 'create', 'look'].map((id) => ({
        id,
        text: 'Do what is to be done.',
        who: ['ada'],
        act: { kind: 'run', command: `cloudhsm-cli ${id}`, rehearse: undefined } as const,
        result: undefined,
        files: [],
        span,
      })),
    ],
    rehearsal: { prepare: undefined, environment: new Map() },
    ...parts,
  };
}
