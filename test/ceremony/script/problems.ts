/** What is said of scripts: each problem with its path and its values. */
import { read } from './scripts.ts';

/** In the order of the file. */
export const problemsOf = (toml: string): readonly object[] =>
  read(toml).diagnostics.map(({ code, values }) => ({ code, values }));

export const missing = (path: string): object => ({ code: 'missing-key', values: { path } });

export const wrongForm = (path: string, found: string, expected: string): object => ({
  code: 'value-form',
  values: { path, found, expected, nearest: undefined },
});

export const wrongType = (path: string, found: string, expected: string): object => ({
  code: 'value-type',
  values: { path, found, expected },
});
