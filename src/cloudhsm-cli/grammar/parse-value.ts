/**
 * The value of an option, judged as clap judges it: by the command's grammar, not by the cluster.
 */
import type { OptionSpec } from './command-spec.ts';
import { malformedValue, notAChoice } from './usage-error.ts';

/** The greatest number that clap takes for a `u32`. */
const GREATEST = 4_294_967_295n;
/** Clap reads an `i64` first (`RangedI64ValueParser`), so that what is beyond that has another error. */
const GREATEST_READ = 9_223_372_036_854_775_807n;

/** @returns the value, or the error as clap writes it */
export function parseValue(
  option: OptionSpec,
  word: string,
): { readonly value: string | number } | { readonly error: string } {
  if (option.choices !== undefined && !option.choices.includes(word)) {
    return { error: notAChoice(option, word) };
  }
  const why = option.number === true ? whyNoNumber(word) : option.check?.(word);
  if (why !== undefined) return { error: malformedValue(option, word, why) };
  return { value: option.number === true ? Number(word) : word };
}

/** In the words of Rust's `ParseIntError`, and of clap's range. */
function whyNoNumber(word: string): string | undefined {
  if (word === '') return 'cannot parse integer from empty string';
  if (!/^[+-]?[0-9]+$/.test(word)) return 'invalid digit found in string';
  const number = BigInt(word.replace(/^\+/, ''));
  if (number > GREATEST_READ) return 'number too large to fit in target type';
  if (number < -GREATEST_READ - 1n) return 'number too small to fit in target type';
  return number < 0n || number > GREATEST ? `${number} is not in 0..=${GREATEST}` : undefined;
}
