import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { PROJECT_FOLDER } from '../../src/config.ts';

const LAUNCHER = 'src/cli/launch.js';
const PLACES = ['package.json', 'Dockerfile', 'docs/many-machines.md'] as const;

describe('whoever starts the program with node', () => {
  it('gives young objects as much as the launcher does when it is started by itself', async () => {
    const [firstLine = ''] = (await readFile(join(PROJECT_FOLDER, LAUNCHER), 'utf8')).split('\n');
    const flag = /^#!\/usr\/bin\/env -S node (--max-semi-space-size=\d+)$/.exec(firstLine)?.[1];
    expect(flag, firstLine).to.be.a('string');
    for (const place of PLACES) {
      const text = await readFile(join(PROJECT_FOLDER, place), 'utf8');
      const starts = text.split('\n').filter((line) => line.includes(LAUNCHER) && line.includes('node'));
      expect(starts, place).to.have.length(1);
      expect(starts[0], place).to.contain(flag);
    }
  });
});
