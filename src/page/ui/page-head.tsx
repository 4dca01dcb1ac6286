import type { JSX } from 'preact';
import type { RefusedKey } from '../engine/page-model.ts';

/** What the page is, and what it does not do. */
export function Head(): JSX.Element {
  return (
    <header>
      <h1>Check approvals of a quorum</h1>
      <p class="promise">
        <strong>This page never asks for a private key.</strong> It has no network: what you drop
        here stays on this machine. <span class="soft">mofn {MOFN_VERSION}</span>
      </p>
    </header>
  );
}

/** What there is to see before anything was dropped. */
export function Beginning(): JSX.Element {
  return (
    <section class="beginning" aria-labelledby="beginning-heading">
      <h3 id="beginning-heading">What it tells you</h3>
      <ul>
        <li>what a token means: who asks, for what, and how old it is</li>
        <li>who has signed, whether each signature is right, and if not, how it came about</li>
        <li>what is wrong in an approval file, where, and how the HSM’s tool reads it</li>
        <li>what to do next</li>
      </ul>
      <p>
        Public keys go by the names of their officers, as <code>officer1.pub</code>. With them, or
        with a policy, signatures can be checked.
      </p>
    </section>
  );
}

/** Private keys have no business here. */
export function Refused({ keys }: { readonly keys: readonly RefusedKey[] }): JSX.Element {
  return (
    <div class="banner bad" role="alert">
      <span class="sign bad" aria-hidden="true">
        ✕
      </span>
      <div>
        <p class="banner-title">
          {keys.length === 1
            ? 'A private key was refused'
            : `${keys.length} private keys were refused`}
        </p>
        <ul>
          {keys.map(({ path }) => (
            <li key={path}>
              <code class="file">{path}</code>
            </li>
          ))}
        </ul>
        <p>{keys.length === 1 ? FORGOTTEN.one : FORGOTTEN.several}</p>
      </div>
    </div>
  );
}

const FORGOTTEN = {
  one: 'Its content is forgotten. A private key belongs to its officer alone: if this one came with what you were sent, tell its officer, who should register another.',
  several:
    'Their content is forgotten. A private key belongs to its officer alone: if these came with what you were sent, tell their officers, who should register others.',
} as const;
