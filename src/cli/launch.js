#!/usr/bin/env -S node --max-semi-space-size=32
import { setFlagsFromString } from 'node:v8';

// Young objects have 32 MB, twice what Node gives them (above, because it is too late for it here): what a part of a file or
// a chunk holds is gone before it is taken for something that lives long. Without that a large run takes a seventh longer.

// The heap is cleaned before it is twice as large as what it held: where there is memory, V8 lets it grow fourfold.
setFlagsFromString('--heap-growing-percent=100');

// The program is TypeScript that Node runs as it is from 22.18 on; before that, tsx takes the types off.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const stripsTypes = major > 22 || (major === 22 && minor >= 18);
if (!stripsTypes) {
  const { register } = await import('tsx/esm/api');
  register();
}
await import('./main.ts');
