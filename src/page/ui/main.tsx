/** What the page's script begins with. */
import { render } from 'preact';
import { Page } from './page.tsx';

const place = document.querySelector('#page');
if (place !== null) render(<Page />, place);
