import { render } from 'preact';
import type { Person } from '../slack/contract.ts';
import { App } from './app.tsx';

const root = document.getElementById('page');
const people: readonly Person[] = await (await fetch('/api/people')).json();
if (root) render(<App people={people} />, root);
