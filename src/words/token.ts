import { escapeUnsafe } from '../printable.ts';
import { findOddities } from '../token/oddities.ts';
import type { TokenRecord } from '../token/record.ts';
import { describeAge } from './age.ts';
import { describeOddity } from './oddities.ts';
import { describeService } from './services.ts';

/** What an officer reads of a quorum token before signing it; a command lays it out. */
export interface TokenWords {
  /** `officer1.token: quorum token of officer1` */
  readonly heading: string;
  /** `4 (MISC_CO): allows any one setMValue` */
  readonly service: string;
  /** `1 minute 34 seconds ago` */
  readonly made: string;
  /** What no HSM writes, a clause each. */
  readonly cautions: readonly string[];
}

/**
 * Puts a token into words.
 *
 * @param path where it was read, `-` for standard input
 * @param records at least one
 * @param now seconds since 1970
 * @param format of its file, which tells the console that takes it
 */
export function describeToken(
  path: string,
  [first, ...others]: readonly [TokenRecord, ...TokenRecord[]],
  now: number,
  format: 'classic' | 'sdk5',
): TokenWords {
  return {
    heading: `${nameInput(path)}: quorum token of ${nameUsers([first, ...others])}`,
    service: listServices([first, ...others])
      .map((service) => describeService(service, format))
      .join('; '),
    made: describeAge(now - first.created),
    cautions: findOddities([first, ...others]).map(describeOddity),
  };
}

/** Everybody that a token is of, each once; safe to show. */
export function nameUsers(records: readonly TokenRecord[]): string {
  return listUsers(records).map(escapeUnsafe).join(', ');
}

/** Everybody that a token is of, each once. */
export function listUsers(records: readonly TokenRecord[]): readonly string[] {
  return [...new Set(records.map(({ user }) => user))];
}

/** Every service that a token is for, each once. */
export function listServices(records: readonly TokenRecord[]): readonly number[] {
  return [...new Set(records.map(({ service }) => service))];
}

/** An input as lines begin with it. */
export function nameInput(path: string): string {
  return path === '-' ? 'standard input' : escapeUnsafe(path);
}
