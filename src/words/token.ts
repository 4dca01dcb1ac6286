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
 */
export function describeToken(
  path: string,
  [first, ...others]: readonly [TokenRecord, ...TokenRecord[]],
  now: number,
): TokenWords {
  return {
    heading: `${nameInput(path)}: quorum token of ${escapeUnsafe(first.user)}`,
    service: describeService(first.service),
    made: describeAge(now - first.created),
    cautions: findOddities([first, ...others]).map(describeOddity),
  };
}

/** An input as lines begin with it. */
export function nameInput(path: string): string {
  return path === '-' ? 'standard input' : escapeUnsafe(path);
}
