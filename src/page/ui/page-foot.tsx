import type { JSX } from 'preact';

/** What the licences of others ask for. */
export function Foot(): JSX.Element {
  return (
    <footer>
      <details>
        <summary>Licences</summary>
        <p>mofn is under the Apache License 2.0, and this page holds code of others:</p>
        <pre class="notices">{MOFN_NOTICES}</pre>
      </details>
    </footer>
  );
}
