import type { JSX } from 'preact';

/** The whole page. */
export function Page(): JSX.Element {
  return (
    <header>
      <h1>mofn: check approvals</h1>
      <p>
        This page has no network and sends nothing. It never asks for a private key: keep yours
        where it is.
      </p>
    </header>
  );
}
